"""The examples in the documentation: found, run, compared, and written anew by `make docs`.

Two kinds of fenced block are run. In `console` blocks a line `$ command` is given to the shell, and the lines up to
the next command are its output, standard error included. In `python` blocks `>>>` is the interpreter's prompt. The
examples of one page run in order, in one new folder that holds a copy of `samples/`, so that a page can be followed
from its top. In an expected output a line `...` stands for any lines, and `...` within a line for anything.

Pages that are made as a whole (`GENERATED`) are compared and written by the same two commands.
"""

from __future__ import annotations

import argparse
import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.rules import rules_page

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
GENERATED = {ROOT / "docs" / "rules.md": rules_page}

_FENCE = re.compile(r"^```(?P<kind>console|python)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<source>(?:.*\\\n)*.*)\n(?P<want>(?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """One command or expression of a page, with the output written below it and where that stands."""

    page: Path
    kind: str
    source: str
    want: str
    start: int
    end: int
    line: int


def examples(page: Path) -> Iterator[Example]:
    """The examples of one page, in order."""
    text = page.read_text(encoding="utf-8")
    for fence in _FENCE.finditer(text):
        find = _commands if fence["kind"] == "console" else _expressions
        for source, want, at in find(fence["body"]):
            start = fence.start("body") + at
            line = text.count("\n", 0, start) + 1
            yield Example(page, fence["kind"], source, want, start, start + len(want), line)


def _commands(body: str) -> Iterator[tuple[str, str, int]]:
    for found in _COMMAND.finditer(body):
        yield found["source"], found["want"], found.start("want")


def _expressions(body: str) -> Iterator[tuple[str, str, int]]:
    lines = body.splitlines(keepends=True)
    for found in doctest.DocTestParser().get_examples(body):
        after = found.lineno + found.source.count("\n")
        yield found.source, found.want, sum(map(len, lines[:after]))


def run(page: Path) -> Iterator[tuple[Example, str]]:
    """Run a page's examples in order, each with the output it gives today."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as folder:
        if (ROOT / "samples").exists():
            shutil.copytree(ROOT / "samples", Path(folder) / "samples")
        for example in examples(page):
            if example.kind == "console":
                yield example, _run_command(example.source, folder)
            else:
                with contextlib.chdir(folder):
                    yield example, _run_expression(example.source, names)


def _run_command(source: str, folder: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        source,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
        | {"QUOTH_CACHE": str(Path(folder) / ".cache")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )
    return _tidy(done.stdout)


def _run_expression(source: str, names: dict[str, Any]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "<documentation>", "single"), names)
        except Exception as error:
            # A page shows an error as the interpreter does, less the frames.
            out.write("Traceback (most recent call last):\n    ...\n")
            out.write("".join(traceback.format_exception_only(error)))
    return _tidy(out.getvalue())


def _tidy(output: str) -> str:
    """Output as a page holds it: no blanks at the ends of lines, one newline at the end of it."""
    lines = [line.rstrip() for line in output.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def agrees(want: str, got: str) -> bool:
    r"""Whether an output is what a page says, `...` standing for anything.

    >>> agrees("one\n...\nfive\n", "one\ntwo\nfive\n"), agrees("took ... ms\n", "took 12 ms\n")
    (True, True)
    >>> agrees("one\n", "one\ntwo\n")
    False
    """
    lines = ["(?:.*\n)*" if line == "..." else _line_pattern(line) for line in want.splitlines()]
    return re.fullmatch("".join(lines), got) is not None


def _line_pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.split("...")) + "\n"


def rewrite(page: Path) -> int:
    """Write today's output below every example whose output differs; give how many did.

    The page stays as it is when a command crashes.
    """
    text = page.read_text(encoding="utf-8")
    changed = [(example, got) for example, got in run(page) if not agrees(example.want, got)]
    for example, got in changed:
        if example.kind == "console" and "Traceback (most recent call last):" in got:
            raise SystemExit(f"{page}:{example.line}: not written, a command crashes: {example.source}\n{got}")
    for example, got in reversed(changed):
        text = text[: example.start] + got + text[example.end :]
    if changed:
        page.write_text(text, encoding="utf-8")
    return len(changed)


def outdated() -> Iterator[tuple[Path, str]]:
    """The generated pages that are not what they would be today, with what they would be."""
    for page, make in GENERATED.items():
        text = make()
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            yield page, text


def main() -> int:
    """Compare every page with what its examples give, or write what they give."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write the true output into the pages")
    wrong = 0
    write = parser.parse_args().write
    for page, text in outdated():
        if write:
            page.write_text(text, encoding="utf-8")
        wrong += not write
        print(f"{page.relative_to(ROOT)}: {'made' if write else 'is to be made'} anew")
    for page in PAGES:
        if write:
            if changed := rewrite(page):
                print(f"{page.relative_to(ROOT)}: {changed} outputs written anew; read them before you commit")
            continue
        for example, got in run(page):
            if not agrees(example.want, got):
                wrong += 1
                print(f"{page.relative_to(ROOT)}:{example.line}: {example.source}\n{got}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
