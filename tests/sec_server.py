"""A server on loopback that behaves as the Commission's does, at its worst too, and writes down what it was asked.

python -m tests.sec_server [LETTERS]     serves an invented site until interrupted, and prints its address
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.invented_site import Invented, landing, letters, season_of, season_page

ROBOTS = """\
# invented, in the form of the Commission's file
User-agent: *
Disallow: /search/

Disallow: /core/
Disallow: /Archives/edgar/vprr/bin
"""
BLOCK_PAGE = b"""<!DOCTYPE html><html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head><body>
<h1>Your Request Originates from an Undeclared Automated Tool</h1>
<p>Invented page for tests. Reference ID: 0.test.1</p></body></html>"""
NO_SUCH_KEY = b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>NoSuchKey</Code><Message>invented</Message><Key>x</Key></Error>"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the server saw it: when (seconds, monotonic), what, by whom, and the status it got.

    Written down before the answer is sent: who has the answer finds the request in the list.
    """

    at: float
    method: str
    path: str
    agent: str
    validated: bool
    status: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What an address answers instead of its page. `cut`: fewer bytes than promised; `wait`: seconds before the body."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0.0
    cut: int | None = None


def blocked(status: int) -> Fault:
    return Fault(status, BLOCK_PAGE, (("Content-Type", "text/html"),))


def busy(status: int, retry_after: str | None = None) -> Fault:
    return Fault(status, b"busy", (("Retry-After", retry_after),) if retry_after is not None else ())


def moved(to: str, status: int = 302) -> Fault:
    return Fault(status, b"", (("Location", to),))


@dataclass(slots=True)
class Server:
    """The served site. `faults[path]` are used up one a request, but for the last where `lasting` names the path."""

    pages: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    lasting: set[str] = field(default_factory=set)
    validators: bool = True
    asked: list[Asked] = field(default_factory=list)
    address: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, path: str, body: bytes | str, media_type: str = "text/html") -> None:
        self.pages[path] = (body.encode() if isinstance(body, str) else body, media_type)

    def fault(self, path: str, *faults: Fault, lasting: bool = False) -> None:
        self.faults[path] = list(faults)
        if lasting:
            self.lasting.add(path)

    def next_fault(self, path: str) -> Fault | None:
        with self.lock:
            left = self.faults.get(path) or []
            if not left:
                return None
            return left[0] if path in self.lasting and len(left) == 1 else left.pop(0)

    def paths(self, suffix: str = "") -> list[str]:
        """The paths asked for, in order, that end in `suffix`."""
        return [one.path for one in self.asked if one.path.endswith(suffix)]

    def sent(self, suffix: str = "") -> list[str]:
        """The paths whose bytes were sent (status 200), in order."""
        return [one.path for one in self.asked if one.status == 200 and one.path.endswith(suffix)]

    def busiest_second(self) -> int:
        """The most requests within any one second."""
        times = sorted(one.at for one in self.asked)
        return max((sum(1 for t in times[n:] if t < start + 1.0) for n, start in enumerate(times)), default=0)


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        do_HEAD = do_POST = do_PUT = do_GET  # noqa: N815 (the names that http.server calls)

        def _answer(self) -> None:
            self._at = time.monotonic()
            fault = blocked(403) if "@" not in self._agent() else server.next_fault(self.path)
            if fault is None:
                self._page()
            else:
                self._send(fault.status, fault.body, dict(fault.headers), fault.wait, fault.cut)

        def _agent(self) -> str:
            return self.headers.get("User-Agent", "")

        def _note(self, status: int) -> None:
            validated = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
            with server.lock:
                server.asked.append(Asked(self._at, self.command, self.path, self._agent(), validated, status))

        def _page(self) -> None:
            found = server.pages.get(self.path) or server.pages.get(self.path.removesuffix("?page=0"))
            if found is None:
                self._send(404, NO_SUCH_KEY, {"Content-Type": "application/xml"})
                return
            body, media_type = found
            headers = {"Content-Type": media_type}
            if server.validators:
                headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
                if self.headers.get("If-None-Match") == headers["ETag"]:
                    self._send(304, b"", headers)
                    return
            if "gzip" in self.headers.get("Accept-Encoding", "") and media_type.startswith("text/"):
                body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
            self._send(200, body, headers)

        def _send(self, status: int, body: bytes, headers: dict[str, str], wait: float = 0.0, cut: int | None = None) -> None:
            self._note(status)
            with contextlib.suppress(OSError):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if wait:
                    time.sleep(wait)
                if status != 304 and self.command != "HEAD":
                    self.wfile.write(body[:cut])
                if cut is not None:
                    self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the overridden method)
            pass

    return Handler


def await_sent(server: Server, child: subprocess.Popen[Any], count: int, patience: float = 120.0) -> None:
    """Wait until the server was asked for `count` PDFs and one more than before, while the child runs."""
    wanted, until = max(count, len(server.sent(".pdf")) + 1), time.monotonic() + patience
    while len(server.sent(".pdf")) < wanted:
        if child.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"{len(server.sent('.pdf'))} files were sent of {wanted}; the child's status: {child.poll()}")
        time.sleep(0.01)


@contextlib.contextmanager
def serving(server: Server | None = None, port: int = 0) -> Iterator[Server]:
    """A running server on 127.0.0.1; `address` is its base URL."""
    chosen = server or Server()
    http = ThreadingHTTPServer(("127.0.0.1", port), _handler(chosen))
    http.daemon_threads = True
    chosen.address = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield chosen
    finally:
        http.shutdown()
        http.server_close()


def site(count: int, made: Callable[[int], list[Invented]] = letters, page_size: int = 60) -> Server:
    """A server with `count` invented letters in two seasons' lists."""
    server = Server()
    server.put("/robots.txt", ROBOTS, "text/plain")
    listed = made(count)
    seasons = sorted({season_of(one) for one in listed})
    server.put("/rules-regulations/shareholder-proposals", landing(seasons))
    server.put("/corpfin/shareholder-proposals-no-action", landing(seasons))
    server.put("/divisions/corpfin/cf-noaction/14a-8.shtml", landing(seasons))
    for season in seasons:
        put_season(server, season, [one for one in listed if season_of(one) == season], page_size)
    for one in listed:
        server.put(one.path, one.pdf(), "application/pdf")
    return server


def put_season(server: Server, season: str, listed: list[Invented], page_size: int = 60) -> None:
    """Set a season's list, over as many pages as it takes."""
    path = f"/rules-regulations/shareholder-proposals/{season}"
    pages = [listed[at : at + page_size] for at in range(0, len(listed), page_size)] or [[]]
    for n, part in enumerate(pages):
        server.put(path if n == 0 else f"{path}?page={n}", season_page(season, part, n, len(pages)))


def main() -> None:
    """Serve until interrupted."""
    with serving(site(int(sys.argv[1]) if len(sys.argv) > 1 else 40)) as server:
        print(f"invented letters at {server.address}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
