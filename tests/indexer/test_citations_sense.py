"""Whether a company's name stands for a letter: the words around it, the rest of its name, the lists it stands in."""

from __future__ import annotations

import pytest

from indexer.citations_sense import Place, chained, letters_of, whole

NAME = "Calder Laboratories, Inc."


def place(text: str, form: str = "Calder", name: str = NAME) -> Place:
    start = text.index(form)
    return Place(start, start + len(form), form, name)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("In Calder it was so.", "Calder"),
        ("Neither Calder nor Penn was so.", "Calder"),
        ("In Calder Laboratories, Inc. it was so.", "Calder Laboratories, Inc."),
        ("The Calder Labs. letter", "Calder Labs."),
        ("The Calder Corp. letter", "Calder Corp."),
    ],
)
def test_a_form_takes_in_the_rest_of_the_name(text: str, written: str) -> None:
    found = whole(text, place(text))
    assert found is not None
    assert text[found.start : found.end] == written


@pytest.mark.parametrize("text", ["Otis Calder called.", "on Calder Street", "the Calder Fund", "Ms. Calder"])
def test_a_longer_name_is_somebody_elses(text: str) -> None:
    assert whole(text, place(text)) is None


def test_a_list_is_read_as_one() -> None:
    text = "Neither Calder nor Penn, and least of all Tarn (in a footnote), and Orrin, Fenn and Moll. Beck was so."
    places = [place(text, form, form) for form in ("Calder", "Penn", "Tarn", "Orrin", "Fenn", "Moll", "Beck")]
    assert [[p.form for p in chain] for chain in chained(text, places)] == [
        ["Calder", "Penn"], ["Tarn"], ["Orrin", "Fenn", "Moll"], ["Beck"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("We distinguish Calder, Penn and Tarn.", 3),
        ("Calder, Penn and Tarn concern the fax.", 3),
        ("Peers are Calder, Penn and Tarn.", 0),
        ("Calder, Penn and Tarn have adopted it.", 0),
        ("Calder, Penn and Tarn", 0),
    ],
)
def test_the_words_around_a_list_decide_for_all(text: str, letters: int) -> None:
    (chain,) = chained(text, [place(text, form, form) for form in ("Calder", "Penn", "Tarn")])
    assert len(letters_of(text, chain)) == letters
