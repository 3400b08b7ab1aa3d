"""Tests that need a program outside Python: skipped by its name where it is missing, but failing under CI=true."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(*names: str) -> pytest.MarkDecorator:
    """Skips a test where none of `names` (spellings of one program) is installed; under CI=true the test runs, and fails."""
    found = any(shutil.which(name) for name in names)
    return pytest.mark.skipif(not found and os.environ.get("CI") != "true", reason=f"{names[0]} is not installed")
