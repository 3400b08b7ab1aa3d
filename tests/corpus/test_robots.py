"""robots.txt by its groups."""

import pytest

from corpus import robots

FILE = """\
# invented
User-agent: greedy
Disallow: /

User-agent: *
Disallow: /core/
Disallow: /search/

Disallow: /Archives/edgar/vprr/bin
Allow: /search/open
Disallow: /*.cgi$
Crawl-delay: 0.5
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/divisions/corpfin/cf-noaction/14a-8.shtml", True),
        ("/core/x", False),
        ("/Archives/edgar/vprr/bin/1", False),  # stands after a blank line inside the group
        ("/Archives/edgar/vprr/0706/1.pdf", True),
        ("/search/open/1", True),
        ("/search/other", False),
        ("/a/b.cgi", False),
        ("/a/b.cgi?x=1", True),
        ("/%63ore/x", False),
        ("/robots.txt", True),
        ("", True),
    ],
)
def test_the_longest_pattern_decides(path: str, allowed: bool) -> None:
    rules = robots.read(FILE, "Precedents/1.0 (Ada Lowry ada@holder.example)")
    assert rules.allows("https://www.sec.example" + path) is allowed


def test_a_named_group_replaces_the_general_one() -> None:
    assert not robots.read(FILE, "Greedy/2").allows("https://www.sec.example/divisions/")
    assert robots.read(FILE, "Greedy/2").delay is None
    assert robots.read(FILE, "Other").delay == 0.5


def test_no_file_forbids_nothing() -> None:
    assert robots.read("", "any").allows("https://www.sec.example/x")


def test_groups_may_share_rules() -> None:
    rules = robots.read("User-agent: a\nUser-agent: b\nDisallow: /x\n", "b")
    assert not rules.allows("https://www.sec.example/x/1")
