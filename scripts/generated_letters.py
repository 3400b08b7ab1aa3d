"""Generated letters that cite each other: invented names, a fixed seed, the shape of real citing (for benchmarks and tests).

Letters of one ground cite older ones of the same ground, the much cited more often; some citations abbreviate the name, some
have a slip in the date, some lead to letters that are not held.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from corpus.catalog import Catalog
from corpus.records import Citation, Determination, Letter, RawDocument, Text

SEED = 14_08
_SYLLABLES = (
    "al an ar ash bar bel ber bran brook cal car cor dal dar den dor dun el en fal fen gar glen gran hal har hol ing kel ken "
    "lan lin lor mal mar mel mor nor oak or pel pen ral ran ros sel sen sol tal tan tel thorn tor ul val ven wal wen win zel"
)
_TRADES = (
    "Mills Foods Rail Gas Steel Paper Marine Chemical Insurance Bancorp Water Electric Timber Textile Tobacco Freight "
    "Optical Shipping Motors Pharmaceuticals Semiconductor Publishing Brewing Mining Telecom Airlines Hotels Retail Software"
)
_FORMS = ("Inc.", "Corporation", "Company", "Ltd.", "Holdings, Inc.", "Group, Inc.", "Industries, Inc.", "& Co.")
_GROUNDS = ("(e)(2)", "(b)", "(f)(1)", "(i)(3)", "(i)(7)", "(i)(7)", "(i)(8)", "(i)(10)", "(i)(11)", "(i)(12)(ii)")
_OUTCOMES = ("concurred", "concurred", "concurred", "not_concurred", "not_concurred", "withdrawn")
_REMEMBERED = 1500
_SHORTER = (
    ("Corporation", "Corp."),
    ("Company", "Co."),
    ("Industries", "Indus."),
    (" & ", " and "),
    ("Pharmaceuticals", "Pharm."),
)


def companies(count: int, dice: random.Random) -> list[str]:
    """Invented company names, all different."""
    syllables, trades = _SYLLABLES.split(), _TRADES.split()
    found: dict[str, None] = {}
    while len(found) < count:
        stem = "".join(dice.choices(syllables, k=dice.choice((2, 2, 3)))).capitalize()
        found[f"{stem} {dice.choice(trades)} {dice.choice(_FORMS)}"] = None
    return list(found)


def letters(count: int, citations: int, seed: int = SEED) -> Iterator[Letter]:
    """`count` letters, oldest first, with about `citations` citations among and beyond them."""
    dice = random.Random(seed)
    names = companies(max(3, count // 6), dice)
    beyond = companies(max(3, count // 8), dice)
    days = sorted(_day(dice) for _ in range(count))
    written: dict[str, list[tuple[str, str]]] = {ground: [] for ground in _GROUNDS}
    drawn: dict[str, list[int]] = {ground: [] for ground in _GROUNDS}
    for day in days:
        company, ground = dice.choice(names), dice.choice(_GROUNDS)
        cited: dict[tuple[str, str | None], Citation] = {}
        for _ in range(_about(citations / count, dice)):
            one = _citation(dice, ground, day, written[ground], drawn[ground], beyond)
            cited.setdefault((one.company, one.date), one)
        yield _letter(dice, company, day, ground, tuple(cited.values()))
        drawn[ground].append(len(written[ground]))
        written[ground].append((company, day))


def _letter(dice: random.Random, company: str, day: str, ground: str, cited: tuple[Citation, ...]) -> Letter:
    outcome = dice.choice(_OUTCOMES)
    rule = f"14a-8{ground}"
    result = outcome if outcome != "withdrawn" else "not_addressed"
    asked = (date.fromisoformat(day) - timedelta(days=dice.randrange(30, 75))).isoformat()
    return Letter(
        company,
        response_date=day,
        incoming_date=asked,
        outcome=outcome,
        determinations=(Determination(rule, result),),
        bases_asserted=(rule,),
        bases_staff=(rule,) if result != "not_addressed" else (),
        proponents=(f"Holder {dice.randrange(400)}",),
        citations=cited,
    )


def _citation(
    dice: random.Random, ground: str, day: str, written: list[tuple[str, str]], drawn: list[int], beyond: list[str]
) -> Citation:
    if not written or dice.random() < 0.25:
        earlier = (date.fromisoformat(day) - timedelta(days=dice.randrange(400, 4000))).isoformat()
        company, cited = (
            dice.choice(beyond[: max(3, len(beyond) // 4)]),
            f"{earlier[:4]}-0{dice.randrange(1, 4)}-1{dice.randrange(0, 9)}",
        )
    else:
        # A letter stands in `drawn` once, and once more for every citation: the cited are cited again, until they are old.
        chosen = drawn[dice.randrange(max(0, len(drawn) - _REMEMBERED), len(drawn))]
        drawn.append(chosen)
        company, cited = written[chosen]
    if dice.random() < 0.02:
        cited = cited[:-1] + str((int(cited[-1]) + 1) % 9 or 1)
    if dice.random() < 0.3:
        for long, short in _SHORTER:
            company = company.replace(long, short)
    side = "company" if dice.random() < 0.85 else "proponent"
    return Citation(company, cited, side, f"{company} ({cited})", int(cited[:4]), "See, e.g.,", f"14a-8{ground}")


def _day(dice: random.Random) -> str:
    """A weekday of the season, later years more often."""
    year = 1990 + int(35 * dice.random() ** 0.7)
    found = date(year, 1, 2) + timedelta(days=int(dice.triangular(0, 110, 60)))
    return (found + timedelta(days=(7 - found.weekday()) % 7 if found.weekday() > 4 else 0)).isoformat()


def _about(mean: float, dice: random.Random) -> int:
    steps = [dice.random() for _ in range(4)]
    return round(mean * sum(steps) / 2)


def fill(catalog: Catalog, found: Iterator[Letter]) -> int:
    """Put the letters into the catalog, each with a text of one line, in one transaction; return how many."""
    from indexer.reading import PARSER_VERSION

    count = 0
    with catalog.transaction():
        for count, letter in enumerate(found, 1):
            content = f"{letter.company}, {letter.response_date}, number {count}"
            digest = f"{count:064x}"
            made = RawDocument(digest, content.encode(), "text/plain", f"generated:{count}", "2026-01-01T00:00:00+00:00")
            catalog.add(made, Text(content), letter, str(PARSER_VERSION))
    return count
