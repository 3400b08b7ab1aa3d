"""Work spread over processes, results in the order of the items; an item that kills its process costs itself only.

Everything that reads files goes through here, so that one executor runs at a time.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")
R = TypeVar("R")


class Workers(Generic[T, R]):
    """`work` (a function of a module, so that another process finds it) on each item that is `put`.

    `lost` makes the result of an item whose reading killed its process. With one core, or one process asked for, the work is
    done here, when its result is fetched.
    """

    def __init__(self, work: Callable[[T], R], lost: Callable[[T], R], processes: int | None = None) -> None:
        self._work = work
        self._lost = lost
        self._processes = processes or os.cpu_count() or 1
        self._queue: deque[tuple[T, Future[R] | None]] = deque()
        self._executor: Executor | None = None

    def __enter__(self) -> Workers[T, R]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def __len__(self) -> int:
        return len(self._queue)

    def put(self, item: T) -> None:
        """Take an item on."""
        self._queue.append((item, self._submit(item)))

    def results(self, leave: int | None = None) -> Iterator[tuple[T, R]]:
        """Items with their results, from the first on: those done, and as many more as exceed `leave` (None: no wait)."""
        while self._queue:
            item, future = self._queue[0]
            if future is not None and not future.done() and (leave is None or len(self._queue) <= leave):
                return
            if future is None and leave is not None and len(self._queue) <= leave:
                return
            result = self._result(item, future)
            self._queue.popleft()
            yield item, result

    def _submit(self, item: T) -> Future[R] | None:
        if self._processes < 2:
            return None
        if self._executor is None:
            self._executor = _executor(self._processes)
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._executor.submit(self._work, item)
        except BrokenProcessPool:
            self._executor = _executor(self._processes)
            return self._executor.submit(self._work, item)

    def _result(self, item: T, future: Future[R] | None) -> R:
        if future is None:
            return self._work(item)
        from concurrent.futures import CancelledError
        from concurrent.futures.process import BrokenProcessPool

        try:
            return future.result()
        except (BrokenProcessPool, CancelledError):
            return self._alone(item)

    def _alone(self, item: T) -> R:
        """One of the items killed its process, and with it all others' work: which one shows where each is done alone."""
        from concurrent.futures.process import BrokenProcessPool

        with _executor(1) as alone:
            try:
                result = alone.submit(self._work, item).result()
            except BrokenProcessPool:
                result = self._lost(item)
        return result


def _executor(processes: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(processes, get_context("spawn"), _begin)


def _begin() -> None:
    """Leave an interrupt to the parent, and end with the parent even where it was killed."""
    import threading
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
