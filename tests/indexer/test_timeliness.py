"""Lateness as the company argues it, against the dates that only look like it."""

from __future__ import annotations

import json
import re
from dataclasses import astuple
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Text
from indexer.bundle import open_bundle
from indexer.timeliness import cue_meets, read

CUES = json.loads(files("indexer").joinpath("data/timeliness.json").read_text(encoding="utf-8"))
LETTER = """PIKE & MARLOW LLP
One Stillwater Square, Denver, CO 80202

{date}

Office of Chief Counsel
Division of Corporation Finance
Securities and Exchange Commission

Re: Vantry Widget Corp.
Shareholder Proposal of John Q. Holder

Ladies and Gentlemen:

We represent Vantry Widget Corp. (the "Company"). The Company intends to omit a proposal from its proxy materials under
Rule {rule}. Definitive materials will be filed on or about {filing}.

{body}

We have sent a copy of this letter to the proponent by e-mail and overnight courier.

Very truly yours,

Jane Marlow
"""
LATE = {
    "postmark and mail room": (
        "December 28, 2010",
        "March 25, 2011",
        """The 2010 proxy statement, which was first sent to stockholders on April 1, 2010, disclosed that proposals for the
next meeting would need to reach headquarters no later than December 2, 2010. The letter is dated November 30, 2010 and was
postmarked December 1, 2010. The mail room date-stamped it December 6, 2010, four days too late. On December 10, 2010 the
Company informed the Proponent of the defect.""",
        ("2010-12-02", "2010-12-06", 4, "mail"),
    ),
    "by-law window": (
        "January 14, 2019",
        "April 5, 2019",
        """Last year's proxy statement said that the deadline for proposals under Rule 14a-8 was November 23, 2018; business
under our advance notice bylaw had to be submitted between January 15, 2019 and February 14, 2019. The proposal was sent by
FedEx and was not received at our principal executive offices until December 31, 2018. A first version, sent to a store in
Tulsa on November 20, 2018, never got here.""",
        ("2018-11-23", "2018-12-31", 38, "courier"),
    ),
    "quoted heading": (
        "February 11, 2015",
        "April 20, 2015",
        """On February 3, 2015, the Company received, via facsimile, the Proposal. The proxy statement for 2014 (filed April 21,
2014) stated: "To be considered for inclusion in next year's proxy statement, stockholder proposals must be received by the
close of business on December 22, 2014." The Proponent therefore missed the deadline by 43 days.""",
        ("2014-12-22", "2015-02-03", 43, "fax"),
    ),
    "after a colon": (
        "December 19, 2017",
        "March 15, 2018",
        """The Company calculated the deadline in accordance with Rule 14a-8(e)(2) and printed it in its proxy statement
released to shareholders on March 24, 2017: November 24, 2017. The Proposal was emailed to the general counsel at 12:03 a.m.
on November 25, 2017. Rule 14a-8(f) allowed 14 days, until December 9, 2017, for a notice, although none was needed.""",
        ("2017-11-24", "2017-11-25", 1, "email"),
    ),
    "by hand": (
        "January 8, 1993",
        "March 19, 1993",
        """In its proxy statement dated March 20, 1992 the Company informed its shareholders that proposals had to be received
by November 20, 1992. Mr. Holder's proposal was hand delivered on January 4, 1993. It was thus forty-five days late.""",
        ("1992-11-20", "1993-01-04", 45, "hand"),
    ),
    "date before its noun": (
        "March 3, 2009",
        "March 30, 2009",
        """The proposal was received by the Company on February 27, 2009, more than two months after the December 19, 2008
deadline that was set forth in the 2008 proxy statement. It was sent by United Parcel Service.""",
        ("2008-12-19", "2009-02-27", 70, "courier"),
    ),
    "dates without a year": (
        "December 2, 2013",
        "February 24, 2014",
        """Proposals had to be in the Secretary's hands by September 30, 2013. Mr. Holder says that he posted his on September
26; it did not get to 12 Main Street until October 3, when it was signed for by a clerk. A second copy, by courier, came on
October 9, 2013.""",
        ("2013-09-30", "2013-10-03", 3, "mail"),
    ),
    "revision": (
        "January 20, 2022",
        "April 11, 2022",
        """The 2021 Proxy Statement provided that a proposal must be received on or prior to December 10, 2021. On December 9,
2021 the Proponent submitted a proposal on climate, which the Company does not seek to exclude. On December 29, 2021, nineteen
days after the deadline, the Proponent submitted by email an amended proposal (the "Revised Proposal").""",
        ("2021-12-10", "2021-12-29", 19, "email"),
    ),
    "moved meeting": (
        "November 12, 2019",
        "February 1, 2020",
        """Because the meeting was moved, the Company announced in its Form 10-Q (filed August 2, 2019) that the deadline would
be September 13, 2019 instead of January 9, 2020. The Proposal, which was sent by certified mail on October 1, 2019, was
delivered on October 4, 2019, three weeks past the deadline.""",
        ("2019-09-13", "2019-10-04", 21, "mail"),
    ),
    "denied e-mail": (
        "January 9, 2025",
        "April 1, 2025",
        """The Proposal reached the Company by UPS on Wednesday, December 18, 2024. The due date was Friday, December 6, 2024
(2024 Proxy Statement, p. 88). The Proponent asserts that it e-mailed the Proposal on December 5, 2024, but a search of the
Company's servers found no e-mail from the Proponent.""",
        ("2024-12-06", "2024-12-18", 12, "courier"),
    ),
}


@pytest.mark.parametrize("name", LATE)
def test_the_company_s_account_is_read(name: str) -> None:
    day, filing, body, expected = LATE[name]
    found = read(open_bundle(Text(LETTER.format(date=day, rule="14a-8(e)(2)", filing=filing, body=body))), ("14a-8(e)(2)",))
    assert found is not None and astuple(found.value) == expected


@pytest.mark.parametrize("name", LATE)
def test_evidence_shows_the_dates(name: str) -> None:
    day, filing, body, expected = LATE[name]
    text = LETTER.format(date=day, rule="14a-8(e)(2)", filing=filing, body=body)
    found = read(open_bundle(Text(text)), ("14a-8(e)(2)",))
    assert found is not None
    for key, value in (("deadline", expected[0]), ("received", expected[1])):
        start, end = found.spans[key][0]
        assert str(int(value[-2:])) in text[start:end] and end - start <= 120


LATE_PROOF = """The Company's deadline for proposals was November 15, 2013. The Proposal was received by e-mail on November 12,
2013. The Company sent a deficiency notice under Rule 14a-8(f) on November 20, 2013. The Proponent's proof was received on
December 6, 2013, two days late. Rule 14a-8(f)(1) excuses notice only of a missed deadline under Rule 14a-8(e)."""


def test_a_late_proof_of_ownership_is_no_late_proposal() -> None:
    letter = LETTER.format(date="December 20, 2013", rule="14a-8(b)", filing="March 24, 2014", body=LATE_PROOF)
    assert read(open_bundle(Text(letter)), ("14a-8(b)", "14a-8(f)(1)")) is None


def test_lateness_in_question_without_dates_is_not_null() -> None:
    letter = LETTER.format(date="December 20, 2013", rule="14a-8(e)(2)", filing="March 24, 2014", body="The Proposal was late.")
    found = read(open_bundle(Text(letter)), ("14a-8(e)(2)",))
    assert found is not None and astuple(found.value) == (None, None, None, None)


@pytest.mark.parametrize("role", ["deadline", "received"])
def test_every_cue_meets_its_examples(role: str) -> None:
    for row in CUES[role]:
        for example in row["examples"]:
            before, rest = example.split("<")
            marked, after = rest.split(">")
            pattern = re.compile(row["pattern"], re.I)
            met = cue_meets(pattern, row["where"], row.get("reach", 0), before, after, before + marked + after)
            assert met, f"{row['pattern']} does not meet {example!r}"


@pytest.mark.parametrize("kind", CUES["delivery"])
def test_every_way_of_delivery_is_read_from_its_examples(kind: str) -> None:
    for row in CUES["delivery"][kind]:
        for example in row["examples"]:
            assert re.search(row["pattern"], example, re.I)
            assert any(word in example.lower() for word in CUES["delivery_words"]), "the quick look would pass it by"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("MayJune 123,0198.()\n deadline received by\"'"), max_size=400))
def test_any_text_is_read_with_valid_spans(text: str) -> None:
    found = read(open_bundle(Text("Ladies and Gentlemen:\n\n" + text)), ("14a-8(e)(2)",))
    assert found is not None
    assert all(0 <= start < end for spans in found.spans.values() for start, end in spans)
