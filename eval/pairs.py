"""Measure checking on printed quotations and the transcripts in which they were said: `python eval/pairs.py`.

Against `pairs/*.jsonl`, where 763 quotations of news articles have a place in a transcript: tier V is word for word, N
probably the same utterance with a few words changed, N? a coincidence. A quotation is found when quoth shows the place,
or another at which the same words stand. Definitions are in docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from polnear import DATA
from score import below_floors

from quoth.ingest import read_string
from quoth.model import Span, Verdict
from quoth.text.words import find_words
from quoth.verify.checking import Result
from quoth.verify.claims import DraftWords, Joint, make_claim
from quoth.verify.edits import SLIGHT
from quoth.workflow.check import Checker, CheckSettings

NEAR = 40  # code points by which a place may be off
SAME = frozenset({Verdict.VERBATIM, Verdict.INDICATED})


def check(checker: Checker, row: dict[str, Any]) -> Result:
    """What quoth says of one printed quotation, its speaker given where the heuristics of the data are sure of it."""
    words = f"“{row['quote']}”"
    document = replace(read_string(words), language="en")
    speaker = row["t_speaker"] if row["speaker_vs_gold"] in ("match", "pronoun") else None
    claim = make_claim(
        DraftWords.of(document), [Span(0, len(words))], [Joint.NONE], speaker=speaker, named=bool(speaker)
    )
    return checker.check_claims([claim])[0][0]


def is_found(row: dict[str, Any], result: Result) -> bool:
    """Whether the passage shown, or one that fits as well, is the place, or another where the same was said."""
    shown = [passage for passage in (result.passage, *result.also) if passage is not None]
    there = any(
        passage.document.endswith(row["transcript"])
        and passage.span.start < row["t_end"] + NEAR
        and row["t_start"] - NEAR < passage.span.end
        for passage in shown
    )
    words = find_words(row["t_text"])[0]
    again = any(words == find_words(passage.text)[0] for passage in shown)  # a sentence that the speaker often says
    return there or again or (bool(shown) and result.verdict in SAME)


def main() -> None:
    """Print the figures of both splits; with `--check-floors` only those of dev, which must not fall."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", default=None, help="where the index of the transcripts is kept")
    parser.add_argument("--check-floors", action="store_true")
    options = parser.parse_args()
    transcripts = DATA / "transcripts"
    figures: dict[str, float] = {}
    with Checker([transcripts], CheckSettings(index=options.index)) as checker:
        for split in ("dev",) if options.check_floors else ("dev", "train"):
            figures |= measure(checker, DATA / "pairs" / f"{split}.jsonl", transcripts, split)
    if options.check_floors and (lines := below_floors(figures, "pairs")):
        sys.exit("\n".join(lines))


def measure(checker: Checker, file: Path, transcripts: Path, split: str) -> dict[str, float]:
    """Print and return the figures of one split; quotations whose transcript is not there are left out."""
    tiers: dict[str, Counter[str]] = {}
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not (transcripts / row["transcript"]).exists():
            continue
        result = check(checker, row)
        seen = tiers.setdefault(row["tier"], Counter())
        seen["all"] += 1
        seen["found"] += is_found(row, result)
        seen[result.verdict.value] += 1
        seen["words differ"] += any(edit.edit_class not in SLIGHT for edit in result.edits)
    for tier, seen in sorted(tiers.items()):
        verdicts = ", ".join(f"{verdict.value} {seen[verdict.value]}" for verdict in Verdict if seen[verdict.value])
        print(f"{split} {tier:3} found {seen['found']} of {seen['all']}; {verdicts}")
    sure = tiers["V"] + tiers["N"]
    print(f"{split} V+N found {100 * sure['found'] / sure['all']:.1f} %")
    return {
        "found": 100 * sure["found"] / sure["all"],
        "verbatim": 100 * tiers["V"]["verbatim"] / tiers["V"]["all"],
    }


if __name__ == "__main__":
    main()
