"""Two letters as scans and back; the run over ten is `python -m scripts.make_scans` (docs/fetching.md)."""

from pathlib import Path

import pytest

from scripts.make_scans import BROWSERS, compared, f1, letters, printed, scanned
from tests.programs import needs

LETTERS = Path(__file__).resolve().parents[1] / "letters"
NAMES = ("vellacott-freight-2026-01-06", "calder-moss-2024-01-18")


@needs(*BROWSERS)
@needs("tesseract")
@pytest.mark.slow
def test_letters_come_back_from_scans() -> None:
    results = []
    for n, name in enumerate(NAMES):
        path = LETTERS / f"{name}.txt"
        results.append(compared(path, scanned(printed(path.read_text(encoding="utf-8")), (200, 300)[n], 14 + n)))
    assert [result.wrong for result in results] == [(), ()]
    assert f1([r.scanned for r in results]) >= f1([r.clean for r in results]) - 0.05


def test_letters_are_taken_evenly() -> None:
    assert len(letters(LETTERS, 10)) == 10
    assert letters(LETTERS, 1000) == letters(LETTERS, 0)


def test_f1_counts_all_letters_together() -> None:
    assert f1([(1, 2, 1), (1, 1, 2)]) == 4 / 6
    assert f1([(0, 0, 0)]) == 1.0
