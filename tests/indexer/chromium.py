"""Drives a headless Chromium over its debugging pipe: enough to open a page, click, type, look, and list what it requested."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
PROGRAM = next((found for name in NAMES if (found := shutil.which(name))), None)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
)
_PATIENCE = 60.0


class Chromium:
    """A browser with one page. `requested` are the addresses that the page asked for beside itself."""

    def __init__(self, profile: Path, width: int = 1280, height: int = 800) -> None:
        assert PROGRAM is not None
        own_read, his_write = os.pipe()
        his_read, own_write = os.pipe()
        command = [PROGRAM, *_FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}", "--remote-debugging-pipe"]

        def take_pipes() -> None:
            """In the child: the browser reads commands from descriptor 3 and answers on 4."""
            read, write = os.dup(his_read), os.dup(his_write)  # either may be 3 or 4 itself
            os.dup2(read, 3)
            os.dup2(write, 4)

        self._process = subprocess.Popen(
            command, close_fds=False, preexec_fn=take_pipes, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(his_read)
        os.close(his_write)
        self._read, self._write = own_read, own_write
        self._pending = b""
        self._loaded = False
        self._number = 0
        self.requested: list[str] = []
        self.problems: list[str] = []
        target = self("Target.createTarget", url="about:blank")["targetId"]
        self._session: str | None = self("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self(f"{domain}.enable")

    _session = None

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(10)
        os.close(self._read)
        os.close(self._write)

    def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of one command."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def _next(self, patience: float = _PATIENCE) -> dict[str, Any]:
        until = time.monotonic() + patience
        while b"\0" not in self._pending:
            ready, _, _ = select.select([self._read], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser does not answer")
            self._pending += os.read(self._read, 1 << 20)
        line, self._pending = self._pending.split(b"\0", 1)
        told: dict[str, Any] = json.loads(line)
        self._note(told)
        return told

    def _note(self, told: dict[str, Any]) -> None:
        method, parameters = told.get("method"), told.get("params", {})
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Network.requestWillBeSent":
            self.requested.append(parameters["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.problems.append(json.dumps(parameters["exceptionDetails"])[:600])
        elif method == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            self.problems.append(parameters["entry"]["text"])

    def open(self, page: Path, fragment: str = "") -> float:
        """Open a file and wait for its `load` event; return the seconds that took."""
        self._navigate("about:blank")  # a new fragment alone would load nothing
        began = time.monotonic()
        self._navigate(page.as_uri() + fragment)
        return time.monotonic() - began

    def _navigate(self, url: str) -> None:
        self._loaded = False
        self("Page.navigate", url=url)
        while not self._loaded:
            self._next()

    def value(self, expression: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        told = self("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise RuntimeError(json.dumps(told["exceptionDetails"])[:800])
        return told["result"].get("value")

    def until(self, expression: str, patience: float = 20.0) -> Any:
        """Wait until an expression is true, and return its value."""
        end = time.monotonic() + patience
        while not (found := self.value(expression)):
            if time.monotonic() > end:
                raise TimeoutError(expression)
            time.sleep(0.05)
        return found

    def click(self, x: float, y: float) -> None:
        """A click of the left button at a place in CSS pixels."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            self("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, clickCount=int(kind != "mouseMoved"))

    def press(self, key: str) -> None:
        """Press and release a named key ("Enter", "ArrowDown", "/")."""
        code = {"Enter": 13, "ArrowDown": 40, "ArrowUp": 38, "ArrowLeft": 37, "ArrowRight": 39, "Escape": 27, "Tab": 9}.get(
            key, 0
        )
        text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
        self("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **text)
        self("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def picture(self, out: Path) -> None:
        """Write what is seen as PNG."""
        out.write_bytes(base64.b64decode(self("Page.captureScreenshot", format="png")["data"]))
