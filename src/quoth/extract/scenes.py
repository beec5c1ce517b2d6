"""Scenes: when, where and at what something was said, as one sentence of the document's own voice tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quoth.extract.attribution import Attribution
from quoth.extract.intervals import Intervals
from quoth.extract.layout import Layout
from quoth.extract.phrases import Grammar
from quoth.model import Span

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr - jun jul aug sep oct nov dec - - - - - - - - sept"
).split()
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?P<month{n}>January|February|March|April|May|June|July|August|September|October|November|December|" + (
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DATE = re.compile(
    r"(?P<iso>\b[12]\d{3}-[01]\d-[0-3]\d\b)"
    r"|\b" + _MONTH.format(n=1) + r"\s+(?P<day1>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s+(?P<year1>[12]\d{3})\b)?"
    r"|\b(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format(n=2) + r"\b(?:,?\s+(?P<year2>[12]\d{3})\b)?"
    r"|\b" + _MONTH.format(n=3) + r"\s+(?P<year3>[12]\d{3})\b"
    r"|(?P<next>\b(?:the\s+)?(?:next|following)\s+day\b|\bthe\s+day\s+after\b)"
    r"|(?P<later>\b(?P<count>a|one|two|three|four|five|six|\d)\s+days?\s+(?P<way>later|earlier|before)\b)"
    r"|(?P<before>\bthe\s+(?:previous\s+day|day\s+before)\b)"
    r"|(?P<same>\b(?:(?:the|that)\s+same|later\s+that|earlier\s+that)\s+day\b)"
    r"|\b(?P<today>today|tonight|yesterday)\b"
    r"|\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?P<own>['’]s)?"
    r"|(?:^|(?<=[.] ))In\s+(?P<year4>[12]\d{3})\b(?=,)",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PLACE = re.compile(
    r"\b(?:[Ii]n|near|outside)\s+(?:(?:the\s+)?(?:capital|city|town|port|village|island|province|district)\s+(?:of\s+)?)?"
    r"(?P<place>[A-Z][\w'’-]*(?:\s+(?:of\s+|de\s+|la\s+|al-)?[A-Z][\w'’-]*)*)"
)
_TAIL = (
    r"(?:\s+(?:of|with|for|about|to|by|hosted\s+by|organi[sz]ed\s+by)\s+"
    r"(?:(?!(?:in|on|at|as|where|when|and|that)\b)[\w'’.-]+\s*){1,6})?"
)


# An agency's date line says when a report was sent: "PORT ILVANE, March 12 (NPA) –".
_DATE_LINE = re.compile(
    r"[A-Z][A-Z'’. -]+(?:, [A-Z][\w ]+)?, (?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+\.?)(?:,? \d{4})?"
    r"(?: ?[(/][^)/\n]{1,40}[)/])? ?(?:[–—]|--?)"
)
_FAR = 4000
"""So many code points back a day is looked for that "the next day" counts from."""
_SHARED = re.compile(
    r"\b(?:hearing|trial|debate|session|conference|interview|question time|meeting|panel|round ?table|discussion|talks|"
    r"summit|briefing|town hall|forum|programme|program|show|broadcast|call|conversation)\b"
)
# Only those who were asked or called speak there.
_BETWEEN_TWO = re.compile(r"\b(?:interview|call|conversation|talks)\b")
_PUBLISHED = re.compile(r",? (?:published|released|issued|posted|dated|broadcast|aired)\b")
# Named before: "the meeting", "the same statement".
_KNOWN = re.compile(r"(?:the|that) (?:same )?(?P<noun>[\w-]+(?: conference)?)")
# A heading's place stands at its end: "… In Port Ilvane:".
_HEADING_PLACE = re.compile(r"\bIn (?P<place>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?)(?=\s*[:,\0]|$)")


@dataclass(frozen=True, slots=True)
class Scene:
    """The parts of an occasion, each with its place in the text."""

    date: str | None = None
    place: str | None = None
    event: str | None = None
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.spans)

    @property
    def is_shared(self) -> bool:
        """Whether several speak there."""
        return is_shared(self.event)

    @property
    def is_open(self) -> bool:
        """Whether others than those who began may speak there: at a hearing, not in an interview."""
        return self.is_shared and _BETWEEN_TWO.search(self.event or "") is None

    @property
    def refers_to(self) -> str | None:
        """The noun of an event that was told of before, when nothing else is told here: "the meeting"."""
        known = _KNOWN.fullmatch(self.event or "") if self.date is None and self.place is None else None
        return known["noun"] if known is not None else None


def is_shared(event: str | None) -> bool:
    """Whether several speak at such an event: a hearing, a press conference, an interview."""
    return event is not None and _SHARED.search(event) is not None


class SceneReader:
    """Reads the scenes of one document; what its attributions say and who says it is not its own voice."""

    def __init__(self, layout: Layout, attributions: Sequence[Attribution]) -> None:
        self.layout = layout
        self.text = layout.text
        self.grammar = Grammar(layout.language)
        events = "|".join(sorted(map(re.escape, self.grammar.events), key=len, reverse=True)).replace(r"\ ", r"\s+")
        self.event = re.compile(
            r"\b(?i:at|in|during|on|after|following|addressing)\s+"
            rf"(?P<event>(?:an?|the|his|her|their|its)\s+(?:[\w'’.-]+\s+){{0,5}}?(?:{events})(?:\s+(?:{events}))*\b{_TAIL})"
        )
        # "after Friday's cabinet meeting", not "Friday's paper"
        self.day_of_event = re.compile(rf"\s+(?:[\w'’-]+\s+){{0,3}}?(?:{events})\b")
        self.anchor = _first_date(self.text, layout.document.published)
        sources = (span for found in attributions for span in found.source)
        spoken = (*(span for found in attributions for span in found.content), *map(self._unpublished, sources))
        self.hidden = Intervals((span, None) for span in (*(q.span for q in layout.quoted), *spoken))
        self.published = _as_date(layout.document.published)

    def read(self, span: Span, near: int | None = None) -> Scene:
        """The scene told within `span`; of several dates the one nearest to the code point `near`."""
        masked = self._own_voice(span)
        spans: list[Span] = []
        when = self._date(masked, span.start, spans, near)
        heading = self.layout.block_at(span.start).block.role.is_heading
        where = self._place(_HEADING_PLACE if heading else _PLACE, masked, span.start, spans)
        what = self._event(masked, span.start, spans)
        return Scene(when, where, what, tuple(sorted(spans)))

    def _unpublished(self, source: Span) -> Span:
        """A source up to where it says when it came out: "a report by the institute, published on Tuesday"."""
        out = _PUBLISHED.search(self.text, source.start, source.end)
        return source if out is None else Span(source.start, out.start())

    def _own_voice(self, span: Span) -> str:
        """The text of `span` with quotations, contents and sources blanked, so that places stay."""
        voice = span.of(self.text)
        if line := _DATE_LINE.match(voice):
            voice = "\0" * line.end() + voice[line.end() :]
        for other, _ in self.hidden.overlapping(span):
            start, end = max(other.start, span.start) - span.start, min(other.end, span.end) - span.start
            voice = voice[:start] + "\0" * (end - start) + voice[end:]
        return voice

    def _date(self, voice: str, offset: int, spans: list[Span], near: int | None) -> str | None:
        found = []
        for match in _DATE.finditer(voice):
            if match["own"] and not self.day_of_event.match(voice, match.end()):
                continue
            value = self._value(match, offset + match.start())
            if value is not None:
                away = 0 if near is None else abs(offset + match.start() - near)
                end = match.end() - len(match["own"] or "")
                found.append((away, Span(offset + match.start(), offset + end), value))
        if not found:
            return None
        _, span, value = min(found)
        spans.append(span)
        return value

    def _value(self, match: re.Match[str], place: int) -> str | None:
        if match["iso"]:
            return match["iso"]
        for n in (1, 2):
            if match[f"day{n}"]:
                return self._day(match[f"month{n}"], int(match[f"day{n}"]), match[f"year{n}"], place)
        if match["year3"]:
            return f"{match['year3']}-{_month(match['month3']):02d}"
        if match["year4"]:
            return str(match["year4"])
        if match["weekday"] or match["today"]:
            return self._weekday((match["weekday"] or match["today"]).lower())
        return self._relative(match, place)

    def _day(self, month: str, day: int, year: str | None, place: int) -> str | None:
        if year is not None:
            found = _safe(int(year), _month(month), day)
            return found.isoformat() if found else None
        known = self._date_before(place) or self.anchor
        if self.published is not None:
            found = _safe(self.published.year, _month(month), day)
            if found is not None and found > self.published + timedelta(days=31):
                found = _safe(self.published.year - 1, _month(month), day)
            return found.isoformat() if found else None
        found = _safe(known.year, _month(month), day) if known is not None else None
        return found.isoformat() if found else None

    def _weekday(self, word: str) -> str | None:
        """A weekday is the last one up to publication."""
        if self.published is None:
            return None
        if word in {"today", "tonight"}:
            return self.published.isoformat()
        if word == "yesterday":
            return (self.published - timedelta(days=1)).isoformat()
        back = (self.published.weekday() - _WEEKDAYS.index(word)) % 7
        return (self.published - timedelta(days=back)).isoformat()

    def _relative(self, match: re.Match[str], place: int) -> str | None:
        known = self._date_before(place)
        if known is None:
            return None
        days = 0
        if match["next"]:
            days = 1
        elif match["before"]:
            days = -1
        elif match["later"]:
            count = match["count"].lower()
            days = _COUNTS.get(count, 0) or int(count)
            days = days if match["way"].lower() == "later" else -days
        return (known + timedelta(days=days)).isoformat()

    def _is_date_line(self, position: int) -> bool:
        """Whether a date stands in the line that says when a report was sent."""
        start = self.layout.block_at(position).block.start
        line = _DATE_LINE.match(self.text, start)
        return line is not None and position < line.end()

    def _date_before(self, place: int) -> date | None:
        """The last day that the text tells before a place; one without a year is of the year told before it."""
        found = None
        for match in _DATE.finditer(self.text, max(place - _FAR, 0), place):
            value = match["iso"]
            if self._is_date_line(match.start()):
                continue
            if match["weekday"] or match["today"]:
                value = self._weekday((match["weekday"] or match["today"]).lower())
            for n in (1, 2):
                if match[f"day{n}"]:
                    near = found or self.anchor
                    year = match[f"year{n}"] or (str(near.year) if near is not None else None)
                    value = year and self._day(match[f"month{n}"], int(match[f"day{n}"]), year, match.start())
            found = _as_date(value) or found
        return found

    def _place(self, pattern: re.Pattern[str], voice: str, offset: int, spans: list[Span]) -> str | None:
        for match in pattern.finditer(voice):
            words = match["place"].split()
            if words[0].lower() in self.grammar.determiners or {w.lower() for w in words} & self.grammar.speech:
                continue
            if words[0].lower().rstrip(".") in self.grammar.times or words[0].isdigit():
                continue
            if {word.lower() for word in words} & self.grammar.organisations or words[0].lower() in self.grammar.stops:
                continue
            start, end = match.span("place")
            if match["place"].endswith(("'s", "’s")):
                continue
            spans.append(Span(offset + start, offset + end))
            return match["place"]
        return None

    def _event(self, voice: str, offset: int, spans: list[Span]) -> str | None:
        match = self.event.search(voice)
        if match is None:
            return None
        text = match["event"].split("\0")[0].rstrip(" ,.;")
        start = offset + match.start("event")
        spans.append(Span(start, start + len(text)))
        return text


def _month(name: str) -> int:
    return _MONTHS.index(name.lower().rstrip(".")) % 12 + 1


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _as_date(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _first_date(text: str, published: str | None) -> date | None:
    """The date that tells the year of others: of publication, or the first full one in the text."""
    if (known := _as_date(published)) is not None:
        return known
    for match in _DATE.finditer(text):
        if match["iso"]:
            return _as_date(match["iso"])
        for n in (1, 2):
            if match[f"day{n}"] and match[f"year{n}"]:
                return _safe(int(match[f"year{n}"]), _month(match[f"month{n}"]), int(match[f"day{n}"]))
    return None
