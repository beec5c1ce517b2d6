"""Checks all cases: their form, their ids, how many there are, and that each language has an astral character.

A character outside the Basic Multilingual Plane is one code point here and two units in JavaScript and Java; a case
with one in each language finds the code that counts otherwise.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator

from tests.cases import FAMILIES, Case, load_cases

AT_LEAST = 200
AT_LEAST_NOT_ENGLISH = 40
WITHOUT_LANGUAGE = {"blocks", "view"}  # these folders are ordered by format and by damage, not by language


def shortfalls(cases: list[Case]) -> Iterator[str]:
    """What the cases as a whole lack, a line each."""
    foreign = [case for case in cases if case.lang != "en"]
    if len(cases) < AT_LEAST:
        yield f"cases: {len(cases)} of at least {AT_LEAST}"
    if len(foreign) < AT_LEAST_NOT_ENGLISH:
        yield f"cases: {len(foreign)} of at least {AT_LEAST_NOT_ENGLISH} in other languages than English"
    texts: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        if case.family not in WITHOUT_LANGUAGE:
            texts[f"cases/{case.family}, language {case.lang}"].append(case.text)
    for where, group in texts.items():
        if max(max(text, default="") for text in group) <= "\uffff":
            yield f"{where}: no character outside the BMP in any text; put one into a case, such as 😀 or 𝐀"


def main() -> int:
    """Print what is wrong, or one line of figures."""
    cases, problems = load_cases()
    wrong = [*map(str, problems), *shortfalls(cases)]
    if wrong:
        print(*wrong, sep="\n")
        return 1
    counts = ", ".join(f"{sum(case.family == family for case in cases)} {family}" for family in FAMILIES)
    known = sum(case.known_failure is not None for case in cases)
    print(f"{len(cases)} cases ({counts}) in {len({case.lang for case in cases})} languages, {known} known failures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
