"""Fetches from the Commission's site or a mirror: politely, by GET only, its own hosts only. The one place that knows HTTP.

What a server may do here has a name: an answer, "not modified", a missing object, a refusal, a failure of this one address, or
the block page, after which the whole home stays away for a while and comes back at half the rate.
"""

from __future__ import annotations

import email.utils
import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from corpus import __version__, robots
from corpus.catalog.pacing import Pace
from corpus.errors import SourceRefused, Unusable
from corpus.fetched import Answer, NotFetched, is_block_page, missing_object, whole
from corpus.records import RawDocument
from corpus.sources.addresses import Addresses

MOST_RATE = 10.0
"""Requests a second that no setting goes beyond: the Commission's own limit over all machines of a user."""
TOKEN = "precedents"  # noqa: S105 (the name robots.txt may call us by)
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
KEPT_HEADERS = ("content-type", "content-length", "etag", "last-modified", "date", "content-encoding", "server", "age")
CHUNK = 65536
_CONTACT = re.compile(r"[^\s@][^@]*\s[<(]?[^\s@<>()]+@[^\s@<>()]+[>)]?$")


@dataclass(frozen=True, slots=True)
class Manners:
    """How to behave. Times in seconds; `rate` in requests a second over all processes of the home.

    After `most_blocks` block pages, or `most_silent` addresses in a row without any answer, the source is taken to refuse.
    """

    rate: float = 2.0
    block_pause: float = 600.0
    connect: float = 15.0
    read: float = 60.0
    whole: float = 600.0
    largest: int = 200 * 1024 * 1024
    tries: int = 4
    back_off: float = 2.0
    longest_wait: float = 900.0
    most_blocks: int = 3
    most_silent: int = 5
    redirects: int = 5


def contact_of(contact: str | None) -> str:
    """The contact, checked. Raises Unusable where it is no name and e-mail address."""
    words = " ".join((contact or "").split())
    if not words:
        raise Unusable(
            "the SEC asks who fetches from it, and no contact is given",
            "say --contact 'Your Name you@your.host', or set PRECEDENTS_CONTACT",
        )
    if not _CONTACT.match(words) or not words.isprintable() or not words.isascii():
        raise Unusable(
            f"{words!r} is no contact", "give a name and an e-mail address in plain letters: 'Ada Lowry ada@host.org'"
        )
    return words


class Fetcher:
    """One session with one host. `notice` is told, in a line, of anything that takes long."""

    def __init__(
        self,
        addresses: Addresses,
        contact: str | None,
        pace: Pace,
        manners: Manners | None = None,
        notice: Callable[[str], None] = lambda line: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        import requests

        self.addresses = addresses
        self.manners = manners or Manners()
        self.requests = 0
        self._pace = pace
        self._notice = notice
        self._sleep = sleep
        self._rules: robots.Rules | None = None
        self._blocks = 0
        self._silent = 0
        self._session = requests.Session()
        self._session.headers.clear()
        self._session.headers.update(
            {
                "User-Agent": f"{TOKEN}/{__version__} ({contact_of(contact)})",
                "Accept-Encoding": "gzip, deflate",
                "Accept": "*/*",
            }
        )
        self._session.auth = _nobody
        host = urlsplit(addresses.base).hostname or ""
        self._session.trust_env = host not in ("127.0.0.1", "localhost", "::1")

    def close(self) -> None:
        """End the session."""
        self._session.close()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None, kind: str = "page") -> Answer:
        """What `url` answers, after retries. `kind` is `page`, or `letter`, which has to be a whole file of its format.

        Raises NotFetched for this address alone, SourceRefused where nothing more can be got from the source at all.
        """
        if not self.addresses.serves(url):
            raise NotFetched(url, "foreign", f"lies on another host than {', '.join(sorted(self.addresses.hosts))}")
        if not self._allowed(url):
            raise NotFetched(url, "forbidden", "robots.txt forbids it")
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in validators.items() if value}
        try:
            answer = self._persistent(url, headers, kind)
        except NotFetched as error:
            self._count_silence(error)
            raise
        self._silent = 0
        return answer

    def _count_silence(self, error: NotFetched) -> None:
        """Raise SourceRefused where address after address gets no answer: each costs a minute of patience."""
        self._silent = self._silent + 1 if error.kind in ("unreachable", "slow", "busy") else 0
        if self._silent >= self.manners.most_silent:
            where = urlsplit(error.url).netloc
            what = f"{where} has left {self._silent} requests in a row without an answer (last: {error.reason})"
            raise SourceRefused(what, "run the same command again later: it goes on where it stopped") from None

    def _allowed(self, url: str) -> bool:
        if self._rules is None:
            self._rules = self._read_robots()
            if self._rules.delay:
                self._pace.rate = min(self._pace.rate, 1 / self._rules.delay)
        return self._rules.allows(url)

    def _read_robots(self) -> robots.Rules:
        """The host's rules; none where it has no such file (RFC 9309, 2.3.1.3). Raises SourceRefused where it can't be told."""
        url = f"{self.addresses.base}/robots.txt"
        try:
            answer = self._persistent(url, {}, "page")
        except NotFetched as error:
            if error.kind in ("missing", "refused"):
                return robots.Rules()
            raise SourceRefused(
                f"{url} could not be read ({error.reason})", "nothing is fetched without it; try later"
            ) from None
        return robots.read(answer.content.decode("utf-8", "replace"), TOKEN)

    def _persistent(self, url: str, headers: Mapping[str, str], kind: str) -> Answer:
        """The answer after as many tries as manners allow."""
        for attempt in range(self.manners.tries):
            last = attempt + 1 == self.manners.tries
            try:
                answer = self._followed(url, headers, kind)
            except NotFetched as error:
                if not error.passing or last:
                    raise
                self._wait(error.wait if error.wait is not None else self.manners.back_off * 2**attempt, error)
                continue
            if not answer.blocked:
                return answer
            self._stay_away(url)
        raise SourceRefused(
            f"{urlsplit(url).netloc} answers with its block page", "wait an hour, then run the same command again"
        )

    def _wait(self, seconds: float, error: NotFetched) -> None:
        if seconds > self.manners.longest_wait:
            raise NotFetched(error.url, error.kind, f"{error.reason}; it asks to wait {seconds:.0f} s")
        if seconds >= 5:
            self._notice(f"{error.url}: {error.reason}; again in {seconds:.0f} s")
        self._sleep(seconds)

    def _stay_away(self, url: str) -> None:
        """After the block page: a pause for all processes of the home, then half the rate."""
        self._blocks += 1
        if self._blocks >= self.manners.most_blocks:
            raise SourceRefused(
                f"{urlsplit(url).netloc} has answered {self._blocks} times with its block page",
                "wait an hour, then run the same command again: it goes on where it stopped",
            )
        self._pace.block(self.manners.block_pause)
        pause, rate = self.manners.block_pause, self._pace.current()
        self._notice(
            f"{urlsplit(url).netloc} has sent its block page; waiting {pause:.0f} s, then at {rate:g} requests a second"
        )

    def _followed(self, url: str, headers: Mapping[str, str], kind: str) -> Answer:
        """One try, redirects followed within the hosts that may be asked."""
        at = url
        for _ in range(self.manners.redirects + 1):
            answer = self._once(at, headers, kind)
            if answer.location is None:
                return answer if at == url else answer.of(url)
            at = urljoin(at, answer.location)
            if not self.addresses.serves(at):
                raise NotFetched(url, "foreign", f"redirects to another host ({urlsplit(at).netloc})")
            if self._rules is not None and not self._rules.allows(at):
                raise NotFetched(url, "forbidden", "redirects to where robots.txt forbids")
        raise NotFetched(url, "failed", f"redirects more than {self.manners.redirects} times")

    def _once(self, url: str, headers: Mapping[str, str], kind: str) -> Answer:
        """One request, at the shared pace."""
        import requests

        ticket = self._leave()
        self.requests += 1
        began = time.monotonic()
        try:
            limits = (self.manners.connect, self.manners.read)
            with self._session.get(url, headers=dict(headers), timeout=limits, stream=True, allow_redirects=False) as got:
                body = self._body(got, url, began)
        except requests.exceptions.Timeout:
            raise NotFetched(url, "slow", "no answer in time", passing=True) from None
        except requests.exceptions.SSLError as error:
            raise NotFetched(url, "unreachable", f"no secure connection ({_short(error)})") from None
        except requests.exceptions.ConnectionError as error:
            if _short(error) == "ReadTimeoutError":  # within a body, requests does not call it a timeout
                raise NotFetched(url, "slow", "no answer in time", passing=True) from None
            raise NotFetched(url, "unreachable", f"no connection ({_short(error)})", passing=True) from None
        except requests.exceptions.RequestException as error:
            raise NotFetched(url, "broken", f"the answer breaks off or is garbled ({_short(error)})", passing=True) from None
        finally:
            self._pace.answered(ticket)
        return _judged(url, got, body, kind)

    def _leave(self) -> int:
        """A ticket to begin a request, after as long a wait as the shared pace demands."""
        while True:
            leave = self._pace.ask()
            if leave.ticket:
                return leave.ticket
            self._sleep(min(leave.wait, 60.0) + 0.001)

    def _body(self, got: Any, url: str, began: float) -> bytes:
        """The whole body, within the limits of size and time."""
        pieces: list[bytes] = []
        size = 0
        for piece in got.iter_content(CHUNK):
            pieces.append(piece)
            size += len(piece)
            if size > self.manners.largest:
                raise NotFetched(url, "large", f"larger than {self.manners.largest // 1024**2} MB")
            if time.monotonic() - began > self.manners.whole:
                raise NotFetched(url, "slow", f"not whole after {self.manners.whole:.0f} s")
        return b"".join(pieces)


def _nobody(request: Any) -> Any:
    """No credentials: without this, requests would send those of the user's .netrc."""
    return request


def _short(error: Exception) -> str:
    """The kind of an error in a word or two: requests' own messages are paragraphs."""
    inner = getattr(error.args[0], "reason", error.args[0]) if error.args else error
    return type(inner).__name__ if isinstance(inner, Exception) else str(inner)[:80]


def _judged(url: str, got: Any, body: bytes, kind: str) -> Answer:
    """What an answer is: the body goes before the status. Raises NotFetched."""
    status = int(got.status_code)
    if is_block_page(body):
        return Answer(url, status, blocked=True)
    if status == 304:
        return Answer(url, status, fetched_at=_now())
    if status in (301, 302, 303, 307, 308) and got.headers.get("Location"):
        return Answer(url, status, location=got.headers["Location"])
    if missing_object(body) or status in (404, 410):
        raise NotFetched(url, "missing", f"is not there (status {status})")
    if status in RETRIED:
        raise NotFetched(url, "busy", f"the server is busy (status {status})", passing=True, wait=_asked_wait(got.headers))
    if status in (401, 403):
        raise NotFetched(url, "refused", f"the server refuses it (status {status})")
    if status != 200:
        raise NotFetched(url, "failed", f"the server answers with status {status}")
    if kind == "letter":
        whole(url, body)
    media_type = got.headers.get("Content-Type", "").split(";")[0].strip().lower()
    kept = {name: got.headers[name] for name in KEPT_HEADERS if name in got.headers}
    return Answer(url, status, body, media_type, kept, _now())


def _asked_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds that Retry-After names, as a number or a date; None where there is none that can be read."""
    said = headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said)
    try:
        when = email.utils.parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _now() -> str:
    """Now, to the millisecond: files fetched one after the other stay in order."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def raw_document(answer: Answer) -> RawDocument:
    """The document that an answer brought, with its address, time, headers and SHA-256."""
    digest = hashlib.sha256(answer.content).hexdigest()
    return RawDocument(digest, answer.content, answer.media_type, answer.url, answer.fetched_at, dict(answer.headers))
