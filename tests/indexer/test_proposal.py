from __future__ import annotations

from corpus.records import Text
from indexer import proposal
from indexer.bundle import open_bundle
from tests.indexer.pieces import COMPANY, RESPONSE, file_of


def test_topic_in_the_staffs_words_and_the_clause_of_the_exhibit() -> None:
    asked = proposal.read(open_bundle(Text(file_of(("company", "exhibit", "response")))))
    assert asked.topic is not None and asked.topic.value == "requests that the board report on the water that the company uses"
    assert asked.resolved is not None
    assert (
        asked.resolved.value
        == "Shareholders ask that the board report, by the end of the year, on the water that the company uses."
    )


def test_a_clause_that_the_company_quotes() -> None:
    quoting = COMPANY.replace(
        "We request", 'The proposal reads: "The company shall print the age of its kilns every year." We request'
    )
    asked = proposal.read(open_bundle(Text(quoting)))
    assert asked.topic is None
    assert asked.resolved is not None and asked.resolved.value == "The company shall print the age of its kilns every year."


def test_what_happened_to_a_proposal_is_no_topic() -> None:
    withdrawn = RESPONSE.replace(
        "The proposal requests that the board report on the water that the company uses.", "The proposal has been withdrawn."
    )
    assert proposal.read(open_bundle(Text(withdrawn))).topic is None
