from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalog.identity import Account, agreement, company_key, form, partition, share_holder


def never(sha256: str, name: str) -> bool:
    return False


def account(key: str, *, source: str = "letter", response: str | None = "2010-03-01", incoming: str | None = None,
            holders: tuple[str, ...] = (), outcome: str | None = None) -> Account:  # fmt: skip
    return Account(key, source, "harlanmill", response, incoming, holders, outcome, key if source == "letter" else None)


def parts(accounts: list[Account]) -> list[list[str]]:
    return [[member.key for member in group] for group in partition(accounts, never)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harlan Mill Company", "HARLAN MILL CO."),
        ("The Harlan Mill Co", "Harlan Mill"),
        ("Harlan & Mill, Inc.", "Harlan and Mill Incorporated"),
        ("Harlan-Mill Corp.", "Harlan Mill Corporation"),
        ("Härlan Mill plc", "Harlan Mill PLC"),
    ],
)
def test_spellings_of_one_company_share_a_key(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


def test_different_companies_have_different_keys() -> None:
    assert company_key("Harlan Mill Company") != company_key("Harlan Mining Company")
    assert company_key("The Limited, Inc.") == "limited"
    assert company_key(None) == ""


def test_ids_take_the_response_date_then_the_request() -> None:
    assert form("O'Dell & Sons, Inc.", "2010-03-01", "2010-01-04") == "odell-sons-inc-2010-03-01"
    assert form("O'Dell & Sons, Inc.", None, "2010-01-04") == "odell-sons-inc-2010-01-04"
    assert form(None, None, None) == "unknown-company-undated"


def test_same_company_and_response_date_are_one_letter() -> None:
    assert parts([account("a"), account("b")]) == [["a", "b"]]


def test_other_incoming_date_or_proponent_makes_another_letter() -> None:
    assert parts([account("a", incoming="2010-01-04"), account("b", incoming="2010-01-05")]) == [["a"], ["b"]]
    assert parts([account("a", holders=("Ada Quill",)), account("b", holders=("Bo Tarn",))]) == [["a"], ["b"]]


def test_a_request_and_its_later_response_are_one_letter() -> None:
    request = account("a", response=None, incoming="2010-01-04")
    answer = account("b", incoming="2010-01-04")
    assert parts([request, answer]) == [["a", "b"]]


def test_undated_accounts_stay_apart() -> None:
    assert parts([account("a", response=None), account("b", response=None)]) == [["a"], ["b"]]


def test_two_facts_of_one_day_are_two_letters() -> None:
    assert parts([account("a", source="facts"), account("b", source="facts")]) == [["a"], ["b"]]


def test_a_file_takes_the_facts_that_agree_most() -> None:
    facts = [
        account("facts:1", source="facts", incoming="2010-01-04", outcome="not_concurred"),
        account("facts:2", source="facts", outcome="concurred"),
    ]
    refused = account("a", incoming="2010-01-04", outcome="not_concurred")
    granted = account("b", incoming="2010-01-08", outcome="concurred")
    assert parts([*facts, refused]) == [["a", "facts:1"], ["facts:2"]]
    assert parts([*facts, granted]) == [["b", "facts:2"], ["facts:1"]]
    assert parts([*facts, granted, refused]) == [["a", "facts:1"], ["b", "facts:2"]]


def test_a_file_that_fits_two_letters_alike_joins_neither() -> None:
    two = [account("a", incoming="2010-01-04"), account("b", incoming="2010-01-08")]
    assert parts([*two, account("c")]) == [["a"], ["b"], ["c"]]


def test_a_representative_in_the_text_is_no_contradiction() -> None:
    facts = account("facts:1", source="facts", holders=("Quill",))
    file = account("a", holders=("Bo Tarn",))
    assert agreement(facts, file, never) is None
    assert agreement(facts, file, lambda sha256, name: (sha256, name) == ("a", "Quill")) is not None


def test_spellings_of_one_holder() -> None:
    assert share_holder(["Quill"], ["Mr. Amos Quill"])
    assert share_holder(["Gorse Limited"], ["GORSE LTD"])
    assert share_holder(["Bartholomew Tam"], ["Bartholomevv Tam"])
    assert not share_holder(["Amos Quill"], ["Bertha Quill"])
    assert not share_holder(["Tarn Pension Fund"], ["Quill Pension Fund"])


DATES = st.sampled_from([None, "2010-01-04", "2010-03-01"])
ACCOUNTS = st.lists(
    st.builds(
        Account,
        key=st.text("abcdefgh", min_size=1, max_size=3),
        source=st.sampled_from(["letter", "facts", "chart"]),
        company_key=st.sampled_from(["x", "y"]),
        response_date=DATES,
        incoming_date=DATES,
        proponents=st.sampled_from([(), ("Ada Quill",), ("Bo Tarn",)]),
    ),
    max_size=5,
    unique_by=lambda account: account.key,
)


@given(ACCOUNTS)
def test_the_partition_does_not_depend_on_the_order(accounts: list[Account]) -> None:
    found = {str(parts(list(order))) for order in list(permutations(accounts))[:24]}
    assert len(found) == 1


@given(ACCOUNTS)
def test_nothing_in_a_group_contradicts(accounts: list[Account]) -> None:
    for group in partition(accounts, never):
        for n, one in enumerate(group):
            assert all(agreement(one, other, never) is not None for other in group[n + 1 :])
