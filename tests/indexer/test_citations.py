"""The citations of a text and of a file: who cites which letter, where, and what is none."""

from __future__ import annotations

import json
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Text
from indexer.bundle import Bundle, Part, open_bundle
from indexer.citations import find, read
from indexer.views import View, view
from tests.growth import assert_linear, repeated

SENTENCES = json.loads(Path(__file__).with_name("citations.json").read_text(encoding="utf-8"))
SHAPES = json.loads(Path(__file__).with_name("citations_shapes.json").read_text(encoding="utf-8"))
SIDES = json.loads(Path(__file__).with_name("citations_sides.json").read_text(encoding="utf-8"))["files"]
SHARED = Path(__file__).resolve().parents[3] / "shared"


def whole(text: str) -> View:
    return view(text, [(0, len(text))])


def bundle(*letters: tuple[str, str]) -> Bundle:
    """A file of the given letters, (zone kind, text), each a part."""
    content, parts = "", []
    for number, (kind, text) in enumerate(letters):
        span = (len(content), len(content) + len(text))
        content += text + "\n\n"
        parts.append((kind, number, span))
    return Bundle(content, (), tuple(Part(kind, n, view(content, [span]), span) for kind, n, span in parts))


def cited(
    file: Bundle, company: str | None = "Hallow Mills, Inc.", own: tuple[str, ...] = ()
) -> list[tuple[str, str, str | None]]:
    return [(item.value.cited_by, item.value.company, item.value.date) for item in read(file, company, own)]


@pytest.mark.parametrize("row", [*SENTENCES["cited"], *SHAPES["cited"]], ids=lambda row: row["text"][:50])
def test_a_sentence_cites(row: dict[str, list[list[str]] | str]) -> None:
    text = str(row["text"])
    assert [[item.value.company, item.value.date] for item in find(whole(text))] == row["letters"]


@pytest.mark.parametrize("text", [*SENTENCES["none"], *SHAPES["none"]])
@pytest.mark.parametrize("before", ["", "The staff concurred; see "])
def test_a_sentence_cites_nothing(text: str, before: str) -> None:
    assert find(whole(before + text + ".")) == ()


def of_the_proponent(company: str, text: str) -> list[str]:
    """The dates of the letters that a proponent's answer to the company's letter cites."""
    file = bundle(("company", company), ("proponent", text))
    return sorted(date or "" for side, _, date in cited(file) if side == "proponent")


@pytest.mark.parametrize(("company", "row"), [(file["company"], row) for file in SIDES for row in file["cites"]])
def test_the_other_side_cites_by_a_short_form(company: str, row: dict[str, list[str] | str]) -> None:
    assert of_the_proponent(company, str(row["text"])) == sorted(row["letters"])


@pytest.mark.parametrize(("company", "text"), [(file["company"], text) for file in SIDES for text in file["cites_none"]])
def test_a_company_a_place_or_a_person_of_the_same_name_is_no_citation(company: str, text: str) -> None:
    assert of_the_proponent(company, text) == []


def test_as_written_is_the_text_itself_and_the_span_shows_the_name() -> None:
    text = "See *Thorn-\nbury Mills, lnc.*  (avail.\nJan. l4, 2008, recon. denied Mar. 3, 2008) (“Thornbury”)."
    (found,) = find(whole(text), text)
    assert found.value.as_written == "Thorn- bury Mills, lnc.* (avail. Jan. l4, 2008, recon. denied Mar. 3, 2008)"
    assert (found.value.company, found.value.date) == ("Thornbury Mills, Inc.", "2008-01-14")
    assert text[slice(*found.spans[0])].startswith("Thorn-")


def test_quotation_marks_stay_as_the_source_has_them() -> None:
    text = "See Dell’Orrin plc (Jan. 4,\u00a02008)."
    (found,) = find(whole(text), text)
    assert found.value.as_written == "Dell’Orrin plc (Jan. 4, 2008)"


def test_a_page_header_between_name_and_date_gives_two_spans() -> None:
    text = "See Orrin Mills, Inc. (avail.\n" + "[page header] " * 12 + "\nFeb. 19, 1999) (one day)."
    cut = text.index("[page")
    parted = view(text, [(0, cut), (text.index("Feb."), len(text))])
    (found,) = find(parted, text)
    assert [text[slice(*span)] for span in found.spans] == ["Orrin Mills, Inc. (avail.\n", "Feb. 19, 1999)"]
    assert found.value.as_written == "Orrin Mills, Inc. (avail. Feb. 19, 1999)"


def test_repeated_citations_of_prose_are_all_found() -> None:
    text = "See Orrin Inc. (Jan. 4, 2000). Again, Orrin Inc. (Jan. 4, 2000)."
    assert len(find(whole(text))) == 2


def test_each_side_cites_for_itself_and_once() -> None:
    file = bundle(
        ("company", "See Orrin Inc. (Jan. 4, 2000); Orrin Inc. (avail. Jan. 4, 2000); Tarn Co. (Feb. 5, 2001)."),
        ("proponent", "The staff refused relief in Tarn Company (Feb. 5, 2001)."),
        ("exhibit", "See Beck plc (Mar. 6, 2002)."),
        ("cover", "See Lorne plc (Mar. 6, 2002)."),
        ("response", "See Tarn Co. (February 5, 2001)."),
    )
    assert cited(file) == [
        ("company", "Orrin Inc.", "2000-01-04"),
        ("company", "Tarn Co.", "2001-02-05"),
        ("proponent", "Tarn Company", "2001-02-05"),
        ("staff", "Tarn Co.", "2001-02-05"),
    ]


def test_a_short_form_of_the_other_side_is_its_citation() -> None:
    file = bundle(
        ("company", "Under Rule 14a-8(i)(7) see Thornbury Marine Corp. (Jan. 4, 2000) and Tarn Harbor Co. (Feb. 5, 2001)."),
        (
            "proponent",
            "In Thornbury the fax was late. Tarn Harbor, supra, is the company's best case. The four letters do not help.",
        ),
        ("company", "Thornbury Marine is in point. See id."),
    )
    found = read(file, "Hallow Mills, Inc.", ())
    assert [(i.value.cited_by, i.value.as_written, i.value.date) for i in found] == [
        ("company", "Thornbury Marine Corp. (Jan. 4, 2000)", "2000-01-04"),
        ("company", "Tarn Harbor Co. (Feb. 5, 2001)", "2001-02-05"),
        ("proponent", "Thornbury", "2000-01-04"),
        ("proponent", "Tarn Harbor", "2001-02-05"),
    ]
    assert file.content[slice(*found[2].spans[0])] == "Thornbury"
    assert found[2].value.basis == "14a-8(i)(7)"


def test_the_matter_itself_is_no_citation() -> None:
    file = bundle(
        (
            "company",
            "On Hallow Mills, Inc. (Feb. 2, 2016) we ask. See Hallow Mills, Inc. (Mar. 3, 2009); Orrin Inc. (Jan. 4, 2000).",
        ),
        ("proponent", "I wrote to Halvor Fund (Jan. 8, 2016) before. The staff knows Hallow Mills (Feb. 12, 2016)."),
    )
    assert cited(file, own=("2016-02-02", "2016-01-08", "2016-02-12")) == [
        ("company", "Hallow Mills, Inc.", "2009-03-03"),
        ("company", "Orrin Inc.", "2000-01-04"),
    ]


def test_a_year_alone_gives_way_to_a_date_of_the_same_side() -> None:
    file = bundle(
        ("company", "In Orrin Tile Corp. (1991) it was so; see Orrin Tile Corp. (Jan. 4, 1991). Cf. Tarn Co. (1992)."),
    )
    assert cited(file) == [("company", "Orrin Tile Corp.", "1991-01-04"), ("company", "Tarn Co.", None)]
    assert [item.value.year for item in read(file, None, ())] == [None, 1992]


def test_a_smudged_name_is_read_by_its_other_mentions() -> None:
    file = bundle(
        (
            "company",
            "See Fennirnor Brick Cornpany (Mar. 2, 1987). Fennimor Brick is close. See Thornbury Co. (May 5, 1985).",
        )
    )
    assert [company for _, company, _ in cited(file)] == ["Fennimor Brick Company", "Thornbury Co."]


def test_two_dates_are_two_citations_with_signal_ground_and_proponent() -> None:
    file = bundle(("company", "Rule 14a-8(c). See, e.g., Orrin Ltd. (Fair Fund) (avail. Jan. 24, 2001; avail. Mar. 9, 2000)."))
    found = [item.value for item in read(file, None, ())]
    assert [(c.date, c.signal, c.basis, c.proponent) for c in found] == [
        ("2001-01-24", "See, e.g.,", "14a-8(c)", "Fair Fund"),
        ("2000-03-09", "See, e.g.,", "14a-8(c)", "Fair Fund"),
    ]
    assert found[0].as_written == found[1].as_written == "Orrin Ltd. (Fair Fund) (avail. Jan. 24, 2001; avail. Mar. 9, 2000)"


def test_the_one_ground_of_the_file_serves_where_a_letter_names_none() -> None:
    one = bundle(("company", "Rule 14a-8(e)(2) bars it."), ("proponent", "You said otherwise in Orrin Ltd. (Jan. 24, 2001)."))
    two = bundle(
        ("company", "Rule 14a-8(e)(2) and Rule 14a-8(d)."), ("proponent", "You said otherwise in Orrin Ltd. (Jan. 24, 2001).")
    )
    assert [item.value.basis for item in read(one, None, ())] == ["14a-8(e)(2)"]
    assert [item.value.basis for item in read(two, None, ())] == [None]


def test_a_letter_named_without_a_date_is_cited_unless_it_is_dated_elsewhere() -> None:
    file = bundle(
        (
            "proponent",
            "The no-action letter to Orrin Mills, Inc. and no-action relief to Tarn Co. in 1991. Tarn Co. (May 5, 1991).",
        )
    )
    assert cited(file) == [("proponent", "Orrin Mills, Inc.", None), ("proponent", "Tarn Co.", "1991-05-05")]


def test_a_text_without_a_letters_form_is_read_as_the_companys() -> None:
    assert cited(bundle(("other", "See Orrin Inc. (Jan. 4, 2000)."))) == [("company", "Orrin Inc.", "2000-01-04")]
    assert cited(bundle(("cover", "Dear Sir:"), ("exhibit", "See Orrin Inc. (Jan. 4, 2000)."))) == []


PIECES = [
    "Orrin Mills, Inc. ",
    "(Jan. 4, 2000)",
    "(2001)",
    " See, e.g., ",
    "; ",
    "Rule 14a-8(i)(7). ",
    "\n",
    "\n\n",
    "*",
    "(",
    ")",
    "Orrin ",
    "lnc. ",
    "and ",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40))
def test_any_text_gives_valid_spans(pieces: list[str]) -> None:
    text = "".join(pieces).replace("\r", "")
    found = (*read(open_bundle(Text(text)), "Orrin Mills, Inc.", ("2000-01-04",)), *find(whole(text), text))
    for item in found:
        assert 1 <= len(item.spans) <= 3
        assert all(0 <= start < end <= len(text) and end - start <= 300 for start, end in item.spans)
        assert item.value.company and item.value.as_written


@pytest.mark.parametrize("piece", ["(", "Abc ", "(1991) ", "(Mar. 9, 2005) ", "Orrin Inc. (Mar. 9, 2005); ", "Orrin Mills "])
def test_time_grows_with_the_text_only(piece: str) -> None:
    def made(size: int) -> Bundle:
        text = "See Orrin Mills, Inc. (Mar. 9, 2005). " + repeated(piece)(size)
        part = Part("company", 0, View(text, array("I", range(len(text)))), (0, len(text)))
        return Bundle(text, (), (part, Part("proponent", 1, part.view, part.span)))

    assert_linear(lambda file: read(file, None, ()), made, 10_000)


@pytest.mark.skipif(not (SHARED / "passages").is_dir(), reason="the passages of real letters are not beside the repository")
def test_dated_citations_of_real_passages_are_read() -> None:
    rows = [json.loads(line) for line in (SHARED / "passages/citations.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        wanted = {(c["company"], c["date"]) for c in row["citations"] if c["date"]}
        got = {(item.value.company, item.value.date) for item in find(whole(row["text"]), row["text"])}
        assert got <= wanted
