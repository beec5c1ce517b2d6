"""Texts with gold coreference, as chains of spans: GUM (news and interviews) and LitBank (fiction).

Zeldes 2017, "The GUM Corpus"; Bamman, Lewke and Mansoor 2020, "An Annotated Dataset of Coreference in English
Literature". Both come as tokens; the text is put together again, and the offsets move with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quoth.model import Span

_GUM_MARK = re.compile(r"\((\d+)\)|\((\d+)|(\d+)\)")
_NO_SPACE_BEFORE = re.compile(r"[,.;:!?)\]”’%]+|'s|’s|n't|n’t|'(?:ll|re|ve|d|m)|’(?:ll|re|ve|d|m)|--|—")
_NO_SPACE_AFTER = frozenset({*"“‘([—", "--"})


@dataclass(frozen=True, slots=True)
class Story:
    """One text and its chains: the mentions of each person or thing, in text order.

    `quotations` are spans of direct speech with the name of their speaker's chain.
    """

    name: str
    text: str
    chains: dict[str, tuple[Span, ...]]
    quotations: tuple[tuple[Span, str], ...] = ()


def read_gum(data: Path, genre: str) -> Iterator[Story]:
    """The documents of one genre (`news`, `interview`)."""
    folder = data / "coref" / "gum"
    for path in sorted((folder / "dep").glob(f"GUM_{genre}_*.conllu")):
        text, tokens = _gum_text(path)
        chains: dict[str, list[Span]] = {}
        opened: dict[str, list[int]] = {}
        marks = (folder / "coref" / "ontogum" / "conll" / f"{path.stem}.conll").read_text("utf-8").splitlines()
        for number, line in enumerate(row for row in marks if row and not row.startswith("#")):
            for alone, opens, closes in _GUM_MARK.findall(line.split("\t")[-1]):
                if alone or opens:
                    opened.setdefault(alone or opens, []).append(number)
                if alone or closes:
                    first = opened[alone or closes].pop()
                    chains.setdefault(alone or closes, []).append(Span(tokens[first].start, tokens[number].end))
        yield Story(path.stem, text, {name: tuple(sorted(spans)) for name, spans in chains.items()})


def _gum_text(path: Path) -> tuple[str, list[Span]]:
    text, tokens, rest = "", [], 0
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newpar") and text and not text.endswith("\n"):
            text = text.rstrip(" ") + "\n\n"
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if "." in columns[0]:
            continue
        space = "" if "SpaceAfter=No" in columns[9] else " "
        if "-" in columns[0]:
            # One written word of several tokens, such as "don't": its parts follow without space.
            first, last = map(int, columns[0].split("-"))
            rest, after = last - first + 1, space
            continue
        if rest:
            rest -= 1
            space = "" if rest else after
        tokens.append(Span(len(text), len(text) + len(columns[1])))
        text += columns[1] + space
    return text.rstrip() + "\n", tokens


def read_litbank(data: Path) -> Iterator[Story]:
    """The excerpts that hold direct speech, one sentence a line."""
    folder = data / "coref" / "litbank"
    for path in sorted((folder / "quotations" / "tsv").glob("*.ann")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        if not rows:
            continue
        original = (folder / "coref" / "brat" / f"{path.stem}.txt").read_text("utf-8")
        text, moved, lines = _put_together(original)
        chains: dict[str, list[Span]] = {}
        for line in (folder / "coref" / "brat" / path.name).read_text("utf-8").splitlines():
            mention = re.match(r"T\d+\t(\S+-\d+) (\d+) (\d+)\t", line)
            if mention:
                start, end = int(mention[2]), int(mention[3])
                chains.setdefault(mention[1], []).append(Span(moved[start], moved[end - 1] + 1))
        speakers = {row[1]: row[2] for row in rows if row[0] == "ATTRIB"}
        quotations = tuple(
            (Span(lines[int(row[2])][int(row[3])].start, lines[int(row[4])][int(row[5])].end), speakers[row[1]])
            for row in rows
            if row[0] == "QUOTE" and row[1] in speakers
        )
        yield Story(path.stem, text, {name: tuple(sorted(spans)) for name, spans in chains.items()}, quotations)


def _put_together(original: str) -> tuple[str, list[int], list[list[Span]]]:
    """The text without the spaces of tokenising, where each character went, and the tokens of each line."""
    text, moved, lines = "", [0] * len(original), []
    position, is_open = 0, False
    for line in original.split("\n"):
        spans = []
        before = ""
        for token in line.split(" "):
            closes = token == '"' and is_open
            after_opening = before in _NO_SPACE_AFTER or (before == '"' and is_open)
            if before and not (_NO_SPACE_BEFORE.fullmatch(token) or after_opening or closes):
                text += " "
            is_open ^= token == '"'
            for offset in range(len(token)):
                moved[position + offset] = len(text) + offset
            spans.append(Span(len(text), len(text) + len(token)))
            text += token
            position += len(token) + 1
            before = token
        lines.append(spans)
        text += "\n"
    return text, moved, lines
