"""The page: gaps between blocks, running heads and page numbers that stand between the words of a text.

These steps need the line ends, so they run before white space is folded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from quoth.model import Block, Role
from quoth.text.marks.quotations import RUNNING
from quoth.text.normalised.edits import Edit
from quoth.text.normalised.letters import SOFT_HYPHENS
from quoth.text.white_space import count_line_ends

# ------------------------------------------------------------------ gaps between blocks


def close_gaps(text: str, blocks: Sequence[Block]) -> Iterator[Edit]:
    """Nothing but the blocks: a blank line between two, a line end where a page or a caption parts a sentence."""
    done, before = 0, None
    for block in sorted(blocks, key=lambda block: block.start):
        if block.start < done:
            continue
        if before is None:
            yield Edit(0, block.start, "")
        else:
            yield Edit(done, block.start, "\n" if _is_one_sentence(text, before, block) else "\n\n")
        done, before = block.end, block
    if before is not None:
        yield Edit(done, len(text), "")


def _is_one_sentence(text: str, before: Block, after: Block) -> bool:
    gap = text[before.end : after.start]
    if after.role is Role.TURN or not {before.role, after.role} <= RUNNING:
        return False
    same_lines = count_line_ends(gap) < 2
    if same_lines and after.time is not None:
        return True
    parted = same_lines or bool(gap.strip()) or before.page != after.page
    return parted and _is_unfinished(text[before.start : before.end]) and _goes_on(text[after.start : after.start + 9])


# ------------------------------------------------------------------ running heads and page numbers

_LINE = regex.compile(r"[^\n\r\f\v\x85\u2028\u2029]++")
_WITH_NAME = regex.compile(
    r"""(?xi) (?: page | seite | side | sida | strona | strana | página | pagina | pag\. | pág\. | p\. | s\. | стр\.
        | страница | σελ\. | σελίδα | صفحة | صفحه | עמוד | 第 ) \s? \p{Nd}{1,4} \s? (?: 页 | 頁 | ページ )?
        (?: \s? (?: of | von | de | sur | di | van | av | af | z | из | από | من | از | מתוך | / ) \s? \p{Nd}{1,4} )?
      | [-–—] \s? \p{Nd}{1,4} \s? [-–—] | \p{Nd}{1,4} \s? / \s? \p{Nd}{1,4}"""
)
_NUMBER = regex.compile(r"\p{Nd}{1,4}")
_NUMBER_AT_EDGE = regex.compile(r"\p{Nd}{1,4}\s.*|.*\s\p{Nd}{1,4}", regex.DOTALL)
_DIGITS = regex.compile(r"\p{Nd}++")
_LONG_WORD = regex.compile(r"\p{L}{4}")
_LOWER_WORD = regex.compile(r"(?<![\p{L}\p{N}’'])\p{Ll}\p{L}{3}")  # "of" and "the" stand in titles too
_CLOSERS = "\"'”’»“)]}*_"
_UNFINISHED = regex.compile(rf"[^.!?…:。！？؟۔।][{regex.escape(_CLOSERS)}]*+")
_GOES_ON = regex.compile(r"[\p{P}\s*_]*+[\p{Ll}\p{Lo}]")

_LONGEST_HEAD = 100  # characters
_LONGEST_NUMBER = 30
_MOST_LINES = 4  # a foot of two lines and a head of two
_FULL_LINE = 45  # characters: captions and narrow columns are set shorter, and break anywhere


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    apart: bool  # from the line before: by a blank line, or by a new page
    on_top: bool  # of a page


def drop_furniture(text: str) -> Iterator[Edit]:
    """Running heads and page numbers between two halves of a sentence; between sentences, only a sure "Page 3 of 9"."""
    lines = _lines(text)
    numbers = {number for number, line in enumerate(lines) if _is_page_number(line.words)}
    titles = {number for number, line in enumerate(lines) if _is_title(line.words)}
    often = Counter(_key(lines[number].words) for number in titles)
    sure = numbers | {number for number in titles if _is_head(lines[number], often)}
    done = 0
    for first in sorted(sure):
        if first <= done:
            continue
        last = first
        while (last + 1 in sure or (last + 1 in titles and last in numbers)) and last + 1 < first + _MOST_LINES:
            last += 1
        if last + 1 == len(lines):
            return
        between = _between(lines[first - 1], lines[first : last + 1], lines[last + 1], often)
        if between:
            yield Edit(lines[first - 1].end, lines[last + 1].start, between)
        done = last + 1 if between else last


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    before = 0
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words[0])
            gap = text[before:start]
            on_top = "\f" in gap
            lines.append(_Line(start, start + len(words), words, on_top or count_line_ends(gap) > 1, on_top))
            before = start + len(words)
    return lines


def _key(words: str) -> str:
    return str(_DIGITS.sub("#", " ".join(words.casefold().split())))


def _is_page_number(words: str) -> bool:
    named = len(words) <= _LONGEST_NUMBER and _DIGITS.search(words)
    return bool(named and (_NUMBER.fullmatch(words) or _WITH_NAME.fullmatch(words)))


def _is_title(words: str) -> bool:
    if len(words) > _LONGEST_HEAD or words[-1] in ".,;:!?…”’»\"'" or _LOWER_WORD.search(words):
        return False
    return bool(_LONG_WORD.search(words))


def _is_head(title: _Line, often: Counter[str]) -> bool:
    """Whether a title heads a new page, is met again, or numbered, or in capitals."""
    words = title.words
    return title.on_top or often[_key(words)] > 1 or bool(_NUMBER_AT_EDGE.fullmatch(words)) or words.isupper()


def _between(before: _Line, group: Sequence[_Line], after: _Line, often: Counter[str]) -> str | None:
    """What takes the place of a group of lines between two others; None when it stays."""
    named = any(_WITH_NAME.fullmatch(line.words) for line in group)
    numbered = named or any(_NUMBER.fullmatch(line.words) for line in group)
    apart = group[0].apart or after.apart
    halves = _is_unfinished(before.words) and _goes_on(after.words)
    full = len(before.words) >= _FULL_LINE or before.words[-1] in ",-" + SOFT_HYPHENS
    if not halves and full and numbered and apart:
        halves = _is_unfinished(before.words)  # a name may begin the page: "the mayor of / 12 / Soltau said"
    if halves and (apart or named or _is_cut_short(before, group[-1], after)):
        return "\n"
    return "\n\n" if named and apart and not halves and _all_sure(group, often) else None


def _all_sure(group: Sequence[_Line], often: Counter[str]) -> bool:
    return all(_WITH_NAME.fullmatch(line.words) or often[_key(line.words)] > 1 for line in group)


def _is_cut_short(before: _Line, line: _Line, after: _Line) -> bool:
    """Whether the next word had room on the line: then no typesetter broke it there."""
    room = max(len(before.words), len(after.words))
    return room >= _FULL_LINE and len(line.words) + 1 + len(after.words.split(maxsplit=1)[0]) < room


def _is_unfinished(words: str) -> bool:
    return bool(_UNFINISHED.fullmatch(words[len(words.rstrip(_CLOSERS)) - 1 :]))


def _goes_on(words: str) -> bool:
    return bool(_GOES_ON.match(words))
