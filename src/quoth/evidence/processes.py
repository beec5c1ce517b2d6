"""Processes: work on the evidence that is shared out among several."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from types import ModuleType
from typing import Any

PROCESSES = min(2, os.cpu_count() or 1)
"""So many are started at most; with one, nothing is shared out."""


def processes(begin: Callable[..., None] | None = None, arguments: tuple[Any, ...] = ()) -> ProcessPoolExecutor:
    """Processes to hand work to, within `no_main_module`; each calls `begin` first."""
    # Not forked: a process that runs threads must not be.
    return ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn"), begin, arguments)


@contextmanager
def no_main_module() -> Iterator[None]:
    """Keep the processes that start from running the user's script again, which would wait for this one for ever.

    A script without `if __name__ == "__main__"` is run anew in each process that `multiprocessing` spawns.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
