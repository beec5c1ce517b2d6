"""Occasions: when, where and at what a statement was made.

What a sentence says in the document's own voice (outside quotations and contents) belongs to the statements of
that sentence; later statements of the same speaker inherit it until the text moves on; headings and runs take
the one that the body gives their speaker. Dates are ISO 8601 and as precise as the text. English only so far.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quoth.extract.attribution import Attribution
from quoth.extract.intervals import Intervals
from quoth.extract.layout import BlockLayout, Layout
from quoth.extract.phrases import Grammar
from quoth.extract.speakers import Cast
from quoth.model import Occasion, Role, Span

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
    r"|\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?!['’]s)"
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


_RUNS = frozenset({"lead-in", "run", "block", "heading"})
# A heading's place stands at its end: "… In Port Ilvane:".
_HEADING_PLACE = re.compile(r"\bIn (?P<place>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?)(?=\s*[:,\0]|$)")


@dataclass(frozen=True, slots=True)
class _Scene:
    """The parts of an occasion, each with its place in the text."""

    date: str | None = None
    place: str | None = None
    event: str | None = None
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.spans)


def find_occasions(
    layout: Layout, attributions: Sequence[Attribution], parents: Sequence[int | None], cast: Cast
) -> tuple[tuple[Occasion, ...], tuple[str | None, ...]]:
    """The occasions of a document in text order, and the id of its occasion (or None) for each attribution."""
    if layout.language.code != "en":
        return (), (None,) * len(attributions)
    scenes = _Scenes(layout, attributions, parents, cast).of_attributions()
    distinct = sorted({scene for scene in scenes if scene}, key=lambda scene: min(scene.spans))
    ids = {scene: f"o{number}" for number, scene in enumerate(distinct, 1)}
    occasions = tuple(Occasion(ids[s], s.date, s.place, s.event, s.spans) for s in distinct)
    return occasions, tuple(ids.get(scene) for scene in scenes)


class _Scenes:
    def __init__(
        self, layout: Layout, attributions: Sequence[Attribution], parents: Sequence[int | None], cast: Cast
    ) -> None:
        self.layout = layout
        self.text = layout.text
        self.attributions = attributions
        self.parents = parents
        self.cast = cast
        self.grammar = Grammar(layout.language)
        events = "|".join(sorted(map(re.escape, self.grammar.events), key=len, reverse=True)).replace(r"\ ", r"\s+")
        self.event = re.compile(
            r"\b(?:at|in|during|on|after|following|addressing)\s+"
            rf"(?P<event>(?:an?|the|his|her|their|its)\s+(?:[\w'’.-]+\s+){{0,5}}?(?:{events})\b{_TAIL})"
        )
        self.anchor = _first_date(self.text, layout.document.published)
        spoken = (span for found in attributions for span in (*found.content, *found.source))
        self.spoken = Intervals((span, None) for found in attributions for span in found.content)
        self.hidden = Intervals((span, None) for span in (*(q.span for q in layout.quoted), *spoken))
        self.published = _as_date(layout.document.published)

    def of_attributions(self) -> list[_Scene]:
        """The scene of each attribution: its own, its speaker's latest, or for headings the speaker's first."""
        own = [self._own(k) for k in range(len(self.attributions))]
        scenes: list[_Scene] = [_Scene()] * len(own)
        latest: dict[str, _Scene] = {}
        earliest: dict[str, _Scene] = {}
        last_block, block_scene = -1, _Scene()
        for k, attribution in enumerate(self.attributions):
            if self.parents[k] is not None:
                continue
            entry = self.layout.block_at(attribution.content[0].start)
            speaker = self.cast.speakers[k]
            if entry.block.role.is_heading:
                scenes[k] = own[k]
                continue
            if entry.index != last_block:
                last_block, block_scene = entry.index, _Scene()
            if own[k]:
                block_scene = own[k]
                latest.update(dict.fromkeys(self.cast.addressees[k], own[k]))  # who was asked answers there
            scene = own[k] or (latest.get(speaker) if speaker else None) or block_scene or self._told_before(k, entry)
            if not scene and attribution.method in _RUNS:
                scene = self._of_run(entry)
            scenes[k] = scene
            if scene and speaker:
                latest[speaker] = scene
                earliest.setdefault(speaker, scene)
        for k, attribution in enumerate(self.attributions):
            entry = self.layout.block_at(attribution.content[0].start)
            speaker = self.cast.speakers[k]
            if self.parents[k] is None and entry.block.role.is_heading and speaker and not scenes[k]:
                following = self._next_scene(k, speaker, scenes)
                scenes[k] = following or earliest.get(speaker, _Scene())
        return scenes

    def _next_scene(self, k: int, speaker: str, scenes: Sequence[_Scene]) -> _Scene | None:
        later = (scenes[n] for n in range(k + 1, len(scenes)) if self.cast.speakers[n] == speaker and scenes[n])
        return next(later, None)

    def _told_before(self, k: int, entry: BlockLayout) -> _Scene:
        """What the earlier sentences of the paragraph tell, back to the last one with a statement of its own."""
        place = self.attributions[k].start
        for number in range(self.layout.sentence_number(place), -1, -1):
            sentence = self.layout.sentences[number]
            if sentence.end > place:
                continue
            if sentence.start < entry.block.start or next(self.spoken.overlapping(sentence), None) is not None:
                break
            if scene := self._read(sentence):
                return scene
        return _Scene()

    def _of_run(self, entry: BlockLayout) -> _Scene:
        """The scene of the paragraph that leads in a run of quoted paragraphs."""
        for earlier in range(entry.index - 1, max(entry.index - 12, -1), -1):
            candidate = self.layout.blocks[earlier]
            if candidate.block.role is Role.PARAGRAPH and not candidate.is_quotation:
                return self._read(candidate.block.span)
            if candidate.block.role.is_heading:
                break
        return _Scene()

    # -- one sentence -------------------------------------------------------------------------------

    def _own(self, k: int) -> _Scene:
        attribution = self.attributions[k]
        place = attribution.cue[0].start if attribution.cue else None
        if place is None or self.parents[k] is not None:
            return _Scene()
        entry = self.layout.block_at(place)
        if entry.block.role.is_heading:
            return self._read(entry.block.span)
        sentence = self.layout.sentences[self.layout.sentence_number(place)]
        return self._read(sentence) if sentence.start <= place < sentence.end else _Scene()

    def _read(self, span: Span) -> _Scene:
        """The scene that the document's own voice tells within `span`."""
        masked = self._own_voice(span)
        spans: list[Span] = []
        when = self._date(masked, span.start, spans)
        heading = self.layout.block_at(span.start).block.role.is_heading
        where = self._place(_HEADING_PLACE if heading else _PLACE, masked, span.start, spans)
        what = self._event(masked, span.start, spans)
        return _Scene(when, where, what, tuple(sorted(spans)))

    def _own_voice(self, span: Span) -> str:
        """The text of `span` with quotations, contents and sources blanked, so that places stay."""
        voice = span.of(self.text)
        for other, _ in self.hidden.overlapping(span):
            start, end = max(other.start, span.start) - span.start, min(other.end, span.end) - span.start
            voice = voice[:start] + "\0" * (end - start) + voice[end:]
        return voice

    def _date(self, voice: str, offset: int, spans: list[Span]) -> str | None:
        for match in _DATE.finditer(voice):
            value = self._value(match, offset + match.start())
            if value is not None:
                spans.append(Span(offset + match.start(), offset + match.end()))
                return value
        return None

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

    def _date_before(self, place: int) -> date | None:
        """The last day that the text tells before a place; one without a year is of the year told before it."""
        found = None
        for match in _DATE.finditer(self.text, max(place - 4000, 0), place):
            value = match["iso"]
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
