from __future__ import annotations

import pytest

from indexer.found import Found
from indexer.mending import mended


@pytest.mark.parametrize(
    ("name", "content", "sound"),
    [
        ("Roderick Flaxrnan", "Dear Mr. Flaxman:", "Roderick Flaxman"),
        ("Ada C0le", "Ada Cole wrote", "Ada Cole"),
        ("Fern Thornley", "Fern Thornley and no other", "Fern Thornley"),
        ("Drurnrnel Works", "Drummel says", "Drummel Works"),
    ],
)
def test_a_word_is_mended_by_its_sound_double(name: str, content: str, sound: str) -> None:
    made = mended(Found(name, ((0, 4),)), content)
    assert made is not None and (made.value, made.spans) == (sound, ((0, 4),))


def test_nothing_stays_nothing() -> None:
    assert mended(None, "text") is None
