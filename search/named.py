"""Companies and letters named in a query, by the one resolver that serves LETTER, `cites` and `check` too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from corpus.errors import PrecedentsError
from indexer import names
from indexer.query import Company
from indexer.resolution import Resolver
from indexer.words import empty_words, light_words, stem

LIKE = 84
"""The likeness (rapidfuzz ratio, 0-100) at which an unknown word is taken for the first word of a held name."""
SHORTEST_HOLDER = 6
"""Letters of a word that may be a proponent's name misspelt."""
NEAR = 72
"""The likeness at which a held name is offered: "did you mean"."""


class Names:
    """The names that are held.

    `resolver` is made when a name is first looked up; `frequency` tells in how many letters a stem stands: a word of many
    letters is no name by itself; `held` gives the held names, folded, as they are spelled; `given` the names in citations that
    are filed under some of `names.blocks`; `holders` the proponents of held letters, as spelled.
    """

    def __init__(
        self,
        resolver: Callable[[], Resolver],
        frequency: Callable[[str], int],
        held: Mapping[str, Sequence[str]],
        given: Callable[[Iterable[str]], Iterable[str]] = lambda blocks: (),
        holders: Callable[[], Iterable[str]] = lambda: (),
    ) -> None:
        self._make = resolver
        self._given = given
        self._holders = holders
        self._frequency = frequency
        self._held = held

    @cached_property
    def _resolver(self) -> Resolver:
        return self._make()

    @cached_property
    def _first_words(self) -> dict[str, list[str]]:
        """First word of a folded name -> the names that begin with it, as spelled."""
        found: dict[str, list[str]] = {}
        for folded, spelled in self._held.items():
            found.setdefault(folded.split(" ", 1)[0], []).extend(spelled)
        return found

    def company(self, typed: str) -> Company | None:
        """The company that a given name means, or None where nothing held fits."""
        matches = self._resolver.named(typed)
        if matches:
            return _company(typed, matches[0].name == "misspelt", (m.key.company or m.held_as for m in matches))
        words = typed.split()
        found = self._by_first_word(words[0], known_too=True) if len(words) == 1 else None
        if found is not None:
            return found
        wanted = names.fold(typed)
        inside = [one for folded, spelled in self._held.items() if wanted and f" {wanted} " in f" {folded} " for one in spelled]
        return _company(typed, False, inside) if inside else None

    def strange(self, word: str) -> bool:
        """Whether no letter has a word, no held name holds it, and none begins with one like it."""
        folded = word.lower()
        if self._frequency(stem(folded)) or any(folded in name.split() for name in self._held):
            return False
        return self._by_first_word(folded) is None

    def holder(self, word: str) -> str | None:
        """The part of a proponent's name that a strange word comes near to ("Vandersand": "van der Sande"); the one nearest."""
        if len(word) < SHORTEST_HOLDER or not word.isalpha():
            return None
        for spelled in (self._holder_words, self._holder_runs):
            meant = _nearest(word.lower(), spelled)
            if meant is not None:
                return spelled[meant]
        return None

    @cached_property
    def _holder_words(self) -> dict[str, str]:
        """Each word of a proponent's name -> as spelled."""
        return {word.lower(): word for parts in self._holder_parts for word in parts if len(word) >= SHORTEST_HOLDER}

    @cached_property
    def _holder_runs(self) -> dict[str, str]:
        """Two or three words of a proponent's name run together -> as spelled."""
        runs = (parts[at : at + n] for parts in self._holder_parts for n in (2, 3) for at in range(len(parts) - n + 1))
        return {"".join(run).lower(): " ".join(run) for run in runs if len("".join(run)) >= SHORTEST_HOLDER}

    @cached_property
    def _holder_parts(self) -> list[list[str]]:
        drop = empty_words()
        return [
            [word for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in drop] for name in sorted(self._holders())
        ]

    def keys(self, held: Iterable[str]) -> tuple[str, ...]:
        """What an engine's `company` field calls these names."""
        return tuple(dict.fromkeys(names.fold(name) for name in held))

    def near(self, typed: str) -> list[str]:
        """Held names that are close, closest first, for "did you mean"."""
        from rapidfuzz import fuzz, process

        found = process.extract(names.fold(typed), list(self._held), scorer=fuzz.ratio, score_cutoff=NEAR, limit=3)
        return [self._held[folded][0] for folded, _, _ in found]

    def cited(self, typed: str) -> tuple[str, ...] | None:
        """The ids of the letters that a name or citation means, None where none is held."""
        typed = typed.strip()
        if any(character.isdigit() for character in typed) and (found := self.letters(typed)):
            return found
        if not typed or not self._begins_a_name(typed.split()[0]):
            return None
        matches = self._resolver.named(typed)
        if matches and (len(typed.split()) > 1 or not self._common(typed, len(matches))):
            return tuple(match.key.id for match in matches)
        company = self._by_first_word(typed, known_too=True) if " " not in typed and len(typed) > 3 else None
        if company is None or self._common(typed, 3):
            return None
        return tuple(match.key.id for name in company.names for match in self._resolver.named(name)) or None

    def cited_by_name(self, typed: str) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
        """What letters must cite that cite this: held letters (`cited`), and names as citations give them.

        A name without a date asks for every citation of it, also of a letter that is not held; a citation asks for its letter.
        """
        ids = self.cited(typed)
        if ids is not None and any(character.isdigit() for character in typed):
            return ids, ()
        return ids, self.cited_names(typed)

    def cited_names(self, typed: str) -> tuple[str, ...]:
        """The names that held letters cite, as they spell them, that are this name or begin with its words."""
        company = re.sub(r"\s*\(.*", "", typed).strip()
        wanted = names.words(company)
        if not wanted or not self._begins_a_name(company.split()[0], given_too=True):
            return ()
        alike = (given for given in self._given(names.blocks(company)) if names.likeness(company, given))
        first = (given for given in self._given((wanted[0],)) if names.words(given)[: len(wanted)] == wanted)
        return tuple(sorted({*alike, *first}))

    def letters(self, citation: str) -> tuple[str, ...]:
        """The ids that a citation or "name year" means: one, the candidates of an ambiguous one, or none."""
        from indexer.lookup import lookup

        try:
            return (lookup(self._resolver, citation),)
        except PrecedentsError as error:
            return tuple(getattr(error, "candidates", ()))

    def date_differs(self, citation: str) -> str | None:
        """How the one letter that a citation means has another date than the citation; None where it has not."""
        from indexer.lookup import meant

        try:
            return meant(self._resolver, citation).differs
        except PrecedentsError:
            return None

    def longest(self, words: Sequence[str]) -> tuple[Company, int] | None:
        """The company that the most of the first words name, and how many they are."""
        spelled = self._by_initials(words)
        if spelled is not None:
            return spelled
        if not self._begins_a_name(words[0]):
            return None
        for length in range(len(words), 0, -1):
            if not _can_end(words[length - 1]):
                continue
            typed = " ".join(words[:length])
            matches = [m for m in self._resolver.named(typed) if m.name != "short" or _no_longer(typed, m.held_as)]
            if matches and self._believed(words[:length], matches[0].name, len(matches)):
                held = (m.key.company or m.held_as for m in matches)
                return _company(typed, matches[0].name == "misspelt", held), length
        company_known = self._with_slips(words)
        if company_known is not None:
            return company_known
        for length in range(min(len(words), 4), 1, -1):
            company = self._by_first_words(words[:length])
            if company is not None:
                return company, length
        company = self._by_first_word(words[0])
        return (company, 1) if company is not None else None

    def _begins_a_name(self, word: str, *, given_too: bool = False) -> bool:
        """Whether a name may begin with this word: a held one does, it may be initials, or no letter has it (a slip)."""
        folded = word.lower()
        if len(folded) < 2 or folded in empty_words() or folded in light_words() or folded.isdigit():
            return False
        if given_too or word.isupper() or " ".join(names.words(word)) in self._first_words:
            return True
        return folded in names.tables().well_known or (len(folded) > 3 and not self._frequency(stem(folded)))

    def _believed(self, words: Sequence[str], likeness: str, letters: int) -> bool:
        if likeness == "initials":
            return words[0].isupper() or len(words) > 1
        if len(words) > 1:
            unsure = likeness == "misspelt"
            return not unsure or any(w[:1].isupper() or not self._frequency(stem(w.lower())) for w in words)
        if likeness == "misspelt":
            return len(words[0]) > 5 and not self._frequency(stem(words[0].lower()))
        return not self._common(words[0], letters)

    def _common(self, word: str, letters: int) -> bool:
        """Whether a word stands in many more letters than a company of so many letters explains."""
        return not word[:1].isupper() and self._frequency(stem(word.lower())) > 3 * letters + 3

    def _by_first_word(self, word: str, *, known_too: bool = False) -> Company | None:
        """The company whose first word an unknown word comes near to; None where two different ones are as near."""
        folded = word.lower()
        if known_too and folded in self._first_words:
            return _company(word, False, self._first_words[folded])
        if len(folded) < 5 or not folded.isalpha() or self._frequency(stem(folded)):
            return None
        meant = _nearest(folded, self._first_words)
        return None if meant is None else _company(word, True, self._first_words[meant])

    def _by_initials(self, words: Sequence[str]) -> tuple[Company, int] | None:
        """The company whose first word is spelled apart: "JP Morgan", "J P Morgan Chase", "AT & T"."""
        for length in (4, 3, 2):
            first = words[: length - 1]
            if len(words) < length or len(words[0]) > 2 or not all(len(word) <= 2 for word in first):
                continue
            held = self._first_words.get(names.fold("".join(words[:length])).split(" ")[0])
            if held and sum(map(len, words[:length])) > 2:
                further = sum(word.lower() in names.words(held[0]) for word in words[length : length + 1])
                return _company(" ".join(words[: length + further]), False, held), length + further
        return None

    def _with_slips(self, words: Sequence[str]) -> tuple[Company, int] | None:
        """The company of which the first word is right and the next ones, that no letter has, are misspelt."""
        if words[0].lower() not in self._first_words or len(words) < 2 or self._frequency(stem(words[1].lower())):
            return None
        from rapidfuzz import fuzz

        for length in range(len(words), 1, -1):
            wanted = names.words(" ".join(words[:length]))
            if len(wanted) < 2:
                continue
            like = [one for one in self._first_words[words[0].lower()] if _alike(wanted, names.words(one), fuzz.ratio)]
            if like and _can_end(words[length - 1]):
                return _company(" ".join(words[:length]), True, like), length
        return None

    def _by_first_words(self, typed: Sequence[str]) -> Company | None:
        """The company whose first words these come near to as a whole, where no letter has the first of them."""
        first, wanted = typed[0].lower(), " ".join(names.words(" ".join(typed)))
        if len(first) < 5 or not first.isalpha() or self._frequency(stem(first)) or not _can_end(typed[-1]):
            return None
        if wanted.count(" ") != len(typed) - 1:
            return None
        begun = self._begun(len(typed))
        meant = _nearest(wanted, begun)
        if meant is None:
            return None
        from rapidfuzz import fuzz

        whole = len(meant.split()) == len(typed) and _alike(wanted.split(), meant.split(), fuzz.ratio)
        return _company(" ".join(typed), True, begun[meant]) if whole else None

    def _begun(self, length: int) -> dict[str, list[str]]:
        """The first `length` words of each folded name that has as many -> the names that begin with them, as spelled."""
        found: dict[str, list[str]] = {}
        for folded, spelled in self._held.items():
            begun = folded.split(" ", length)[:length]
            if len(begun) == length:
                found.setdefault(" ".join(begun), []).extend(spelled)
        return found


def _alike(typed: Sequence[str], held: Sequence[str], ratio: Callable[[str, str], float]) -> bool:
    """Whether the words typed are, one by one, like the first words of a name."""
    return len(typed) <= len(held) and all(ratio(a, b) >= 100 * names.MISSPELT_WORD for a, b in zip(typed, held, strict=False))


def _nearest(word: str, among: Iterable[str]) -> str | None:
    """The one of `among` that a word comes near to; None where none does, or two as near."""
    from rapidfuzz import fuzz, process

    near = process.extract(word, list(among), scorer=fuzz.ratio, score_cutoff=LIKE, limit=2)
    return near[0][0] if near and (len(near) == 1 or near[0][1] > near[1][1]) else None


def _company(typed: str, misspelt: bool, held: Iterable[str]) -> Company:
    return Company(typed, tuple(sorted(set(held))), misspelt)


def _no_longer(typed: str, held: str) -> bool:
    """Whether a short form has no words beyond the name: in "Ebbing late" the second is none of the name."""
    return len(names.words(typed)) <= len(names.words(held))


def _can_end(word: str) -> bool:
    return word.lower() not in empty_words() and word != "&"
