"""What of a letter is indexed."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from corpus.records import Citation, Evidence, Guidance
from indexer.fields import (
    ARGUED,
    MENTIONED,
    OLD_NUMBER,
    ON_REPRESENTATION,
    REVERSED,
    STEPS,
    clean,
    entry_of,
    guidance_key,
    is_boilerplate,
    made_by,
    saturated,
    sentences,
    step,
)
from tests.indexer.search_letters import held, told


def test_who_speaks_is_kept_apart_and_exhibits_are_left_out() -> None:
    letter, text = told(
        held("a"),
        response="We note the dock.",
        company="The courier left it on Friday.",
        proponent="My envelope was blue.",
        exhibit="Zeppelin tickets.",
    )
    texts = entry_of(letter, text).texts
    assert texts["response"] == ("note", "dock")
    assert texts["argument"] == ("courier", "leav", "fridai")
    assert texts["proponent"] == ("envelop", "blue")
    assert all("zeppelin" not in words for words in texts.values())


def test_sentences_about_cited_letters_are_another_letters_facts() -> None:
    said = "Ours came by fax. In Wendover Tools the watchman turned a messenger away. It was late."
    letter, text = told(
        held("a", citations=(Citation("Wendover Tools, Inc.", "2001-03-12", "company", "Wendover Tools"),)), company=said
    )
    entry = entry_of(letter, text)
    assert "watchman" in entry.texts["authority"] and "watchman" not in entry.texts["argument"]
    assert entry.keys["concept"]["loading_dock"] < 0.5


def test_a_citation_is_found_by_its_place_too() -> None:
    said = "Relief was given in 3Q Photonics (Mar. 7, 2011). It was late."
    at = said.index("3Q")
    letter = held(
        "a",
        citations=(Citation("3Q Photonics, Inc.", "2011-03-07", "company", "3Q Photonics (Mar. 7, 2011)"),),
        evidence=Evidence(items={"citations": (((at, at + 28),),)}),
    )
    entry = entry_of(*told(letter, company=said))
    assert "photon" in entry.texts["authority"] and entry.texts["argument"] == ("late",)


@pytest.mark.parametrize(
    ("facts", "rule", "level"),
    [
        ({"result": "concurred"}, "14a-8(e)", 1.0),
        ({"result": "not_concurred", "outcome": "not_concurred"}, "14a-8(e)(2)", 1.0),
        ({"result": "not_addressed"}, "14a-8(e)", ARGUED),
        ({"result": "no_view", "outcome": "no_objection"}, "14a-8(e)(2)", ON_REPRESENTATION),
        ({"result": "concurred", "basis": "14a-8(a)(3)(i)", "response_date": "1991-03-04"}, "14a-8(e)", OLD_NUMBER),
        ({"result": "concurred", "basis": "14a-8(a)(3)(i)", "response_date": "1991-03-04"}, "14a-8(a)(3)", 1.0),
        ({"result": "concurred", "basis": "14a-8(c)(7)", "response_date": "1991-03-04"}, "14a-8(i)(7)", OLD_NUMBER),
    ],
)
def test_how_far_a_letter_stands_on_a_rule(facts: dict[str, str], rule: str, level: float) -> None:
    assert entry_of(held("a", **facts), None).keys["rule"][rule] == step(level)


def test_an_old_number_is_not_todays_paragraph_of_that_letter() -> None:
    keys = entry_of(held("a", result="concurred", basis="14a-8(c)(7)", response_date="1991-03-04"), None).keys["rule"]
    assert "14a-8(c)" not in keys and "14a-8(c)(7)" in keys


def test_a_reversed_letter_stands_lower() -> None:
    now = entry_of(held("a", result="concurred"), None, reversed_later=True).keys
    assert now["rule"]["14a-8(e)"] == step(REVERSED) == now["ruling"]["14a-8(e)=concurred"]
    assert now["concept"]["reversed"] == 1.0


def test_a_mentioned_rule_stands_lowest() -> None:
    entry = entry_of(*told(held("a", result="concurred"), company="No notice was due under Rule 14a-8(f)(1)."))
    assert entry.keys["rule"]["14a-8(f)"] == step(MENTIONED)
    assert entry.keys["concept"]["no_notice_needed"] >= 0.6


def test_a_concept_counts_less_in_a_letter_on_another_ground() -> None:
    said = {"company": "Cards go to the transfer agent."}
    late = entry_of(*told(held("a", result="concurred"), **said)).keys["concept"]["transfer_agent"]
    other = entry_of(*told(held("b", result="concurred", basis="14a-8(i)(10)"), **said)).keys["concept"]["transfer_agent"]
    assert late > 2 * other > 0


def test_sent_in_time_and_received_late() -> None:
    letter = held("a", result="concurred", late=9)
    mailed = entry_of(*told(letter, company="He mailed it on October 28, 2009. It came on November 3, 2009."))
    after = entry_of(*told(letter, company="He mailed it on November 3, 2009."))
    assert "mailed_in_time" in mailed.keys["concept"] and "mailed_in_time" not in after.keys["concept"]


def test_facts_become_keys() -> None:
    keys = entry_of(
        held(
            "a", result="concurred", late=3, delivery="fax", waiver_80_day="granted", conditional=True,
            proponents=("Otto Brandreth",), firm="Quill & Spoor LLP", former_names=("Old Pumps Corp.",),
        ),
        None,
    ).keys  # fmt: skip
    assert {"delivery=fax", "waiver=granted", "conditional=true", "merits=true", "kind=initial"} <= keys["fact"].keys()
    assert set(keys["company"]) == {"marrable pumps", "old pumps"}
    assert "brandreth" in keys["holder"] and "spoor" in keys["firm"]
    assert keys["year"] == {"2010": 1.0}
    assert keys["concept"]["not_a_14a8_proposal"] == 1.0


def test_every_level_is_stored_exactly() -> None:
    assert step(0.001) == 1 / STEPS
    assert all((saturated(n, 300, 500) * STEPS).is_integer() for n in range(1, 40))
    assert saturated(1, 100, 500) > saturated(1, 1000, 500) and saturated(5, 100, 500) > saturated(2, 100, 500)


def test_sentences_end_where_sentences_end() -> None:
    text = "See Orrin Mills, Inc. (Jan. 5, 2001). It was late! Was it? Mr. Vole said so.\nA new paragraph"
    found = [text[a:b] for a, b in sentences(text)]
    assert found == ["See Orrin Mills, Inc. (Jan. 5, 2001).", "It was late!", "Was it?", "Mr. Vole said so.", "A new paragraph"]


def test_clean_text_joins_lines_and_marks_places() -> None:
    source = "The pro-\nposal came\nlate.\n\n\nSecond   paragraph."
    assert clean(source, [(0, len(source))]).strip() == "The proposal came late.\nSecond paragraph."
    assert clean(source, [(0, len(source))], [4]).startswith("The \x01pro")


def test_every_formula_is_boilerplate_by_its_example() -> None:
    rows = json.loads(files("indexer").joinpath("data/boilerplate.json").read_text(encoding="utf-8"))["formulas"]
    for row in rows:
        assert re.search(row["pattern"], row["example"], re.I), row
        assert row["holds"] in row["example"].lower(), row
        assert is_boilerplate(row["example"]), row
    assert not is_boilerplate("The proposal was left with a clerk at the plant.")


def test_the_stamp_is_that_of_the_tables() -> None:
    assert made_by() == made_by() and made_by().count(".") == 1


def test_who_signed_is_found_by_name() -> None:
    letter, text = told(held("a", signatory="Odile Marrow"), response="We note the dock.")
    assert "odil" in entry_of(letter, text).texts["names"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Staff Legal Bulletin No. 14F", "14f"),
        ("Staff Legal Bulletin No. 14", "14"),
        ("Exchange Act Release No. 34-40018", "40018"),
    ],
)
def test_guidance_is_known_by_its_number(name: str, key: str) -> None:
    assert guidance_key(name) == key
    letter, text = told(held("a", guidance=(Guidance("bulletin", name), Guidance("case", "A v. B"))), response="So.")
    assert dict(entry_of(letter, text).keys["guidance"]) == {key: 1.0}


def test_a_way_of_delivery_counts_less_where_the_record_has_another() -> None:
    by_fax = told(held("a", result="concurred", late=1, delivery="fax"), company="The fax was late.")
    by_mail = told(held("b", result="concurred", late=1, delivery="mail"), company="The fax was late.")
    levels = [entry_of(*letter).keys["concept"]["fax_delivery"] for letter in (by_fax, by_mail)]
    assert levels[0] == 1.0 and levels[1] < 0.5


def test_the_names_of_the_holders_tell_their_kind() -> None:
    letter, text = told(held("a", proponents=("Sisters of the Low Harbor", "Maud Ashby")), company="It came.")
    concepts = entry_of(letter, text).keys["concept"]
    assert concepts["holder_religious"] == 1.0 and concepts["co_filer"] == 1.0
    letter, text = told(held("b", proponents=("Maud Ashby",)), company="It came.")
    assert not {"holder_religious", "co_filer"} & entry_of(letter, text).keys["concept"].keys()
