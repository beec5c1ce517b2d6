"""One document as HTML: its blocks as they read, and beside them a margin that says who speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quoth.export.flat import NOT_KNOWN, FlatStatement, flatten
from quoth.export.html_page.cut import Piece, cut
from quoth.export.html_page.layout import direction, element, place, stretches, title_of
from quoth.export.html_page.markup import clean, date, isolated, tag
from quoth.model import Block, Record, Role, Span

PALETTE = 8  # the colours of page.css, .c0 to .c7; a speaker who is not known has .cx


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a stretch of text is: `kind` is content, cue, source, mention, insertion or quotation.

    `key` is what it belongs to (of an insertion, its kind); content also has its statement and colour.
    """

    kind: str
    key: str
    row: FlatStatement | None = None
    colour: str = ""


def article(record: Record, key: str) -> str:
    """The document as an `article` element; `key` begins every id in it."""
    return _Article(record, key).render()


class _Article:
    def __init__(self, record: Record, key: str) -> None:
        self._record = record
        self._document = record.document
        self._key = key
        self._rows = tuple(flatten(record))
        self._numbers = {row.statement.id: str(number) for number, row in enumerate(self._rows, 1)}
        speakers = dict.fromkeys(row.statement.speaker for row in self._rows if row.speaker)
        self._colours = {id: f"c{index % PALETTE}" for index, id in enumerate(speakers)}

    def render(self) -> str:
        document = self._document
        placed = any(block.page or block.time for block in document.blocks)
        return tag(
            "article",
            f"\n{self._front()}\n{self._body()}\n",
            id=self._key,
            class_="document placed" if placed else "document",
            lang=document.language,
            dir=direction(document.language),
            aria_label=title_of(document),
        )

    def _front(self) -> str:
        """What stands above the text: where it is from, and its speakers."""
        document = self._document
        facts = [isolated(fact) for fact in (document.path, document.byline) if fact]
        facts += [date(document.published)] if document.published else []
        headed = any(block.role is Role.HEADLINE for block in document.blocks)
        inner = (
            tag("p", " <i>·</i> ".join(facts), class_="facts") if facts else "",
            "" if headed or not document.title else tag("h2", clean(document.title), class_="headline", dir="auto"),
            self._legend(),
        )
        return tag("header", "\n".join(filter(None, inner)), class_="front", lang="en")

    def _legend(self) -> str:
        counts = Counter(row.statement.speaker if row.speaker else None for row in self._rows)
        if not counts:
            return tag("p", "No statements were found in this document.", class_="none")
        names = {row.statement.speaker: row.speaker for row in self._rows if row.speaker}
        buttons = (
            tag(
                "button",
                f"{isolated(names.get(id, NOT_KNOWN))} {tag('b', str(count))}",
                type="button",
                class_=self._colour(id),
                data_speaker=self._id(id),
                aria_pressed="false",
            )
            for id, count in sorted(counts.items(), key=lambda item: (item[0] is None, -item[1]))
        )
        return tag("div", "\n".join(buttons), class_="legend", role="group", aria_label="Show only the statements of")

    def _body(self) -> str:
        laid_out = tuple(stretches(self._document))
        spans = [span for span, _ in laid_out]
        starts = [span.start for span in spans]
        notes: dict[int, list[str]] = {}
        for row in self._rows:
            notes.setdefault(max(0, bisect_right(starts, row.span.start) - 1), []).append(self._note(row))
        lines: list[tuple[bool, str]] = []
        last = ""
        for index, ((_, block), pieces) in enumerate(zip(laid_out, cut(spans, self._marks()), strict=True)):
            at = place(block) or last
            line = self._line(block, pieces, notes.get(index, ()), "" if at == last else at)
            lines.append((block is not None and block.role is Role.LIST_ITEM, line))
            last = at
        groups = ((listed, "\n".join(line for _, line in group)) for listed, group in groupby(lines, lambda x: x[0]))
        return "\n".join(tag("div", inner, role="list") if listed else inner for listed, inner in groups)

    def _line(self, block: Block | None, pieces: Iterable[Piece[_Mark]], notes: Sequence[str], at: str) -> str:
        """One block, with its place before it and its notes after it."""
        name, classes = element(block, self._document.text)
        text = "".join(map(self._piece, pieces))
        inner = (
            tag("span", clean(at), class_="at") if at else "",
            tag(name, text, class_=classes, dir="auto"),
            tag("ul", "".join(notes), class_="notes", lang="en") if notes else "",
        )
        listed = block is not None and block.role is Role.LIST_ITEM
        return tag("div", "".join(inner), class_="row", role="listitem" if listed else None)

    def _marks(self) -> Iterator[tuple[Span, _Mark]]:
        for row in self._rows:
            statement = row.statement
            key, colour = self._id(statement.id), self._colour(statement.speaker)
            yield from ((span, _Mark("content", key, row, colour)) for span in statement.content)
            yield from ((span, _Mark("cue", key)) for span in statement.cue)
            yield from ((span, _Mark("source", key)) for span in statement.source)
        for entity in self._record.entities:
            yield from ((mention.span, _Mark("mention", self._id(entity.id))) for mention in entity.mentions)
        yield from ((insertion.span, _Mark("insertion", insertion.kind)) for insertion in self._record.insertions)
        loose = (quotation.span for quotation in self._record.quotations if quotation.statement is None)
        yield from ((span, _Mark("quotation", "")) for span in loose)

    def _piece(self, piece: Piece[_Mark]) -> str:
        """A stretch of text with what it is as classes, and what it belongs to as `data-` attributes."""
        text = clean(piece.span.of(self._document.text))
        if not piece.marks:
            return text
        keys: dict[str, list[str]] = {}
        for mark in piece.marks:
            keys.setdefault(mark.kind, []).append(mark.key)
        said = [mark for mark in piece.marks if mark.row]
        begun = [mark for mark in said if mark.row and mark.row.span.start == piece.span.start]
        insertion, loose = keys.get("insertion"), "quotation" in keys
        title = f"{insertion[-1]}: put in by an editor" if insertion else "quoted, without a statement"
        return tag(
            "span",
            text,
            class_=" ".join((*keys, *_manner(said))),
            id=begun[-1].key if begun else None,
            data_n=" ".join(self._numbers[mark.row.statement.id] for mark in begun if mark.row),
            title=title if insertion or loose else None,
            **{f"data_{kind}": " ".join(keys.get(kind, ())) for kind in ("content", "cue", "source", "mention")},
        )

    def _note(self, row: FlatStatement) -> str:
        """Who said it to whom and when, and how quoth knows."""
        statement = row.statement
        key, parent = self._id(statement.id), self._numbers.get(statement.parent or "")
        when = [*([date(row.date)] if row.date else []), *([isolated(row.place)] if row.place else [])]
        manner = f"{statement.kind}, by {clean(statement.method)}" + (f", inside {parent}" if parent else "")
        sure = tag("span", f"{statement.confidence:.2f}", class_="sure", title="confidence")
        line = (
            tag("span", self._numbers[statement.id], class_="n"),
            tag("span", isolated(row.speaker) if row.speaker else f"speaker {NOT_KNOWN}", class_="who"),
            tag("span", f"to {', '.join(map(isolated, row.addressees))}", class_="to") if row.addressees else "",
            tag(
                "span",
                tag("bdi", " · ".join(filter(None, (", ".join(when), f"{manner} {sure}"))), dir="ltr"),
                class_="how",
            ),
        )
        more = (("cue", row.cue), ("source", row.source), ("event", row.event), ("where", row.at))
        details = "".join(tag("dt", name) + tag("dd", isolated(value)) for name, value in more if value)
        return tag(
            "li",
            tag("a", " ".join(filter(None, line)), href=f"#{key}") + tag("dl", details, class_="more"),
            class_=f"note {self._colour(statement.speaker)}" + (" inner" if parent else ""),
            data_key=key,
            data_speaker=self._id(statement.speaker if row.speaker else None),
        )

    def _id(self, id: str | None) -> str:
        return f"{self._key}-{id or 'x'}"

    def _colour(self, speaker: str | None) -> str:
        return self._colours.get(speaker, "cx")


def _manner(said: Sequence[_Mark]) -> Iterator[str]:
    """The classes of words that are said: the innermost statement decides, the one around it is kept."""
    if said and (inner := said[-1]).row:
        yield inner.colour
        yield inner.row.statement.kind
        if len(said) > 1:
            yield f"nested in-{said[-2].colour}"
