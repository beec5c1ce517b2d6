"""Reports: checks in, one of many formats out, with the pages of the rules where a format has room for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from quoth.export.check import render_check
from quoth.model import Check
from quoth.verify.rule import load_rules, rule_page


def render_checks(
    checks: Iterable[Check],
    format: str,
    *,
    width: int = 80,
    colour: bool = False,
    verbose: bool = False,
    several: bool = False,
) -> Iterator[str]:
    """The checks in one of `CHECK_FORMATS` but `docx`, as pieces of text to be written one after the other.

    `width` (in cells), `colour` and `verbose` are for the terminal; `several` makes JSON an array even of one check.
    """
    rules = rule_texts() if format == "sarif" else None
    return render_check(checks, format, width=width, colour=colour, verbose=verbose, several=several, rules=rules)


def rule_texts() -> Mapping[str, tuple[str, str]]:
    """Of every rule, by its name, one sentence and its page in Markdown without the heading.

    >>> rule_texts()["unclosed-quotation"][0]
    'A quotation mark opens and none closes it.'
    """
    texts = {}
    for name in load_rules():
        _, _, page = rule_page(name).partition("\n")
        sentence, _, _ = page.strip().partition("\n\n")
        texts[name] = (" ".join(sentence.split()), page.strip())
    return texts
