"""Score entities against gold coreference, in other genres than political news: `python eval/coreference.py`.

GUM (Wikinews news and interviews): of the mentions that quoth lists for those who speak, how many belong with the
entity's names, and how many of the chain's mentions it lists. LitBank (fiction): of the quotations with a gold speaker,
how many are found as statements, and how many of those have the right speaker. The weights of antecedents were learned
from GUM as well, so only the figures of LitBank are of unseen text. Definitions are in docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from polnear import DATA
from stories import Story, read_gum, read_litbank

from quoth.ingest import read_string
from quoth.model import Entity, Form, Record, Span
from quoth.workflow import read_documents


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of each corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds coref/")
    options = parser.parse_args(arguments)
    if not (options.data / "coref").is_dir():
        print(f"skipped: no coreference under {options.data}")
        return 0
    print(f"{'mentions of speakers':<24}{'P':>7}{'R':>7}{'F1':>7}   pronouns right")
    for genre in ("news", "interview"):
        tally = total(mentions(story) for story in read_gum(options.data, genre))
        precision = 100 * tally["right"] / max(tally["listed"], 1)
        recall = 100 * tally["right"] / max(tally["gold"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        pronouns = f"{tally['pronouns right']} of {tally['pronouns']}"
        print(f"{'GUM ' + genre:<24}{precision:>7.1f}{recall:>7.1f}{f1:>7.1f}   {pronouns}")
    tally = total(quotations(story) for story in read_litbank(options.data))
    print(
        f"\nLitBank: {tally['found']} of {tally['quotations']} quotations found, the speaker of {tally['said']} named, "
    )
    print(f"of these {tally['right']} right ({100 * tally['right'] / max(tally['said'], 1):.1f} %); ", end="")
    print(f"found with the right speaker: {100 * tally['right'] / max(tally['quotations'], 1):.1f} % of all")
    return 0


def total(tallies: Iterable[Mapping[str, int]]) -> Counter[str]:
    """The sum of the tallies of many texts."""
    found: Counter[str] = Counter()
    for tally in tallies:
        found.update(tally)
    return found


def mentions(story: Story) -> Counter[str]:
    """Of one text: the mentions listed for those who speak, and how many stand in the chain of their names."""
    record = _read(story)
    speakers = {statement.speaker for statement in record.statements}
    tally: Counter[str] = Counter()
    for entity in record.entities:
        chain = _chain(entity, story) if entity.id in speakers and entity.named else None
        if chain is None:
            continue
        tally["gold"] += len(story.chains[chain])
        for mention in entity.mentions:
            right = _chain_at(mention.span, story) == chain
            tally["listed"] += 1
            tally["right"] += right
            if mention.form is Form.PRONOUN:
                tally["pronouns"] += 1
                tally["pronouns right"] += right
    return tally


def quotations(story: Story) -> Counter[str]:
    """Of one text: the quotations found, those whose speaker is named, and those whose speaker is right."""
    record = _read(story)
    tally: Counter[str] = Counter(quotations=len(story.quotations))
    for span, chain in story.quotations:
        statement = next(
            (s for s in record.statements if any(2 * _shared(part, span) > len(span) for part in s.content)), None
        )
        tally["found"] += statement is not None
        speaker = record.entity(statement.speaker) if statement is not None else None
        if speaker is not None:
            tally["said"] += 1
            tally["right"] += _chain(speaker, story) == chain
    return tally


def _read(story: Story) -> Record:
    (record,) = read_documents([read_string(story.text)])
    return record


def _chain(entity: Entity, story: Story) -> str | None:
    """The chain in which most of an entity's mentions by name stand, or else most of all."""
    named = [m.span for m in entity.mentions if m.form is Form.NAME] or [m.span for m in entity.mentions]
    chains = Counter(chain for span in named if (chain := _chain_at(span, story)) is not None)
    return chains.most_common(1)[0][0] if chains else None


def _chain_at(span: Span, story: Story) -> str | None:
    """The chain of the gold mention that shares most with a span."""
    best = max(
        (
            (2 * _shared(gold, span) / (len(gold) + len(span)), chain)
            for chain, golds in story.chains.items()
            for gold in golds
        ),
        default=(0.0, ""),
    )
    return best[1] if best[0] > 0 else None


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


if __name__ == "__main__":
    sys.exit(main())
