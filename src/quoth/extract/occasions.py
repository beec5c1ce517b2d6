"""Occasions: the scene of each statement: its own, or that of the speech which it goes on with."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.extract.attribution import RUNS, Attribution
from quoth.extract.intervals import Intervals
from quoth.extract.layout import BlockLayout, Layout
from quoth.extract.scenes import Scene, SceneReader
from quoth.extract.speakers import Cast
from quoth.model import EntityType, Occasion, Role, Span

_ASKS = ("ask", "question", "want")
_ALSO = ("also ",)
# What somebody holds, not what was said on a day.
_STANDS = ("according", "in the words")
_ASSEMBLIES = frozenset("court parliament council committee board senate assembly congress tribunal jury".split())


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
        self.attributions = attributions
        self.parents = parents
        self.cast = cast
        self.names = {entity.id: entity.name for entity in cast.entities}
        self.types = {entity.id: entity.type for entity in cast.entities}
        self.reader = SceneReader(layout, attributions)
        self.spoken = Intervals((span, None) for found in attributions for span in found.content)

    def of_attributions(self) -> list[Scene]:
        """The scene of each attribution: its own, or of the speech it goes on with; of headings the speaker's."""
        scenes = [Scene()] * len(self.attributions)
        earliest: dict[str, Scene] = {}
        latest: dict[str, Scene] = {}
        told: dict[tuple[str, frozenset[str]], Scene] = {}
        current, who, position, is_assembly = Scene(), frozenset[str](), 0, False
        last: str | None = None
        nobody = False
        for k, attribution in enumerate(self.attributions):
            entry = self.layout.block_at(attribution.content[0].start)
            if self.parents[k] is not None:
                continue
            own = self._known(self._own(k), scenes, k, current)
            if entry.block.role.is_heading:
                scenes[k] = own
                continue
            speaker = self.cast.speakers[k]
            passed = self._passed(position, attribution.start)
            position = attribution.start
            if passed:
                current, who, is_assembly = passed, frozenset(), not passed.is_shared
            is_run = attribution.method in RUNS
            heard = set(self.cast.addressees[k])
            somebody = any(self.types.get(one) is EntityType.PERSON for one in heard)
            if is_assembly and heard and not (somebody or heard & who or self._hears_assembly(k)):
                is_assembly = False  # "told reporters"
            together = (current.is_open or is_assembly) and self._is_past(k)
            asks = bool(heard & who) and self._begins(k, _ASKS)
            goes_on = (together and not is_run) or (speaker is not None and speaker in who) or asks
            if heard and not heard & who and speaker != last:
                goes_on = together and (somebody or self._hears_assembly(k))  # who was answered tells the press
            if nobody and len(attribution.source) == 1 and self._is_pronoun(attribution.source[0]):
                goes_on = True  # "The man who … went before the board on Wednesday, saying …": his name comes later
            is_text = speaker is not None and self.types.get(speaker) is EntityType.DOCUMENT
            if (self._begins(k, _STANDS) and not is_text) or (heard and not heard <= who and self._begins(k, _ALSO)):
                goes_on = False
            scene = (
                own or (latest.get(speaker or "") if is_run or is_text else None) or (current if goes_on else Scene())
            )
            scene = scene or self._told_before(k, entry)
            if not scene and speaker is not None and heard:
                scene = told.get((speaker, frozenset(heard)), scene)
            if not scene and is_run:
                scene = self._of_run(entry)
            if not scene and attribution.method == "turn":
                scene = self._preamble()
            scenes[k], last = scene, speaker
            nobody = speaker is None
            if scene is not current:
                current, who, is_assembly = scene, frozenset(), False
            is_assembly = is_assembly or self._hears_assembly(k)
            # Who was asked answers there.
            who |= {one for one in (speaker, *self.cast.addressees[k]) if one is not None}
            if scene and speaker:
                told[speaker, frozenset(heard)] = scene
                earliest.setdefault(speaker, scene)
                latest[speaker] = scene
        for k, attribution in enumerate(self.attributions):
            entry = self.layout.block_at(attribution.content[0].start)
            speaker = self.cast.speakers[k]
            if self.parents[k] is None and entry.block.role.is_heading and speaker and not scenes[k]:
                following = self._next_scene(k, speaker, scenes)
                scenes[k] = following or earliest.get(speaker, Scene())
        return scenes

    def _known(self, own: Scene, scenes: Sequence[Scene], k: int, current: Scene) -> Scene:
        """The scene told before that "at the meeting" or "in the same statement" goes back to."""
        noun = own.refers_to
        if noun is None or own.event is None:
            return own
        before = (scenes[n] for n in range(k - 1, -1, -1))
        named = (scene for scene in before if scene.event is not None and noun in scene.event.split())
        return next(named, None) or (current if "same" in own.event.split() else None) or own

    def _is_pronoun(self, source: Span) -> bool:
        return source.of(self.layout.text).lower() in self.reader.grammar.pronouns

    def _begins(self, k: int, words: tuple[str, ...]) -> bool:
        """Whether a cue begins so."""
        return any(cue.of(self.layout.text).lower().startswith(words) for cue in self.attributions[k].cue)

    def _is_past(self, k: int) -> bool:
        """Whether it was said then: not "denies", not "has said"."""
        first = " ".join(cue.of(self.layout.text) for cue in self.attributions[k].cue).lower().split()[:1]
        return not any(word in {"has", "have"} or (word.endswith("s") and word != "was") for word in first)

    def _hears_assembly(self, k: int) -> bool:
        """Whether it is said to a court, a parliament or a council, where others speak as well."""
        heard = (self.names.get(id, "") for id in self.cast.addressees[k])
        return any(_ASSEMBLIES & set(name.lower().split()) for name in heard)

    def _passed(self, start: int, end: int) -> Scene:
        """The event of several voices, or the day in court, that sentences without a statement tell of."""
        found = Scene()
        first, last = self.layout.sentence_number(start), self.layout.sentence_number(end)
        for sentence in self.layout.sentences[first:last]:
            if sentence.start >= start and next(self.spoken.overlapping(sentence), None) is None:
                scene = self.reader.read(sentence)
                words = set(sentence.of(self.layout.text).lower().split())
                shared = (scene.is_shared and (scene.date or scene.place)) or (scene.date and words & _ASSEMBLIES)
                found = scene if shared else found
        return found

    def _preamble(self) -> Scene:
        """What the document tells before its first turn."""
        for entry in self.layout.blocks:
            if entry.block.role is Role.TURN:
                break
            if scene := self.reader.read(entry.block.span):
                return scene
        return Scene()

    def _next_scene(self, k: int, speaker: str, scenes: Sequence[Scene]) -> Scene | None:
        later = (scenes[n] for n in range(k + 1, len(scenes)) if self.cast.speakers[n] == speaker and scenes[n])
        return next(later, None)

    def _told_before(self, k: int, entry: BlockLayout) -> Scene:
        """What the earlier sentences of the paragraph tell, back to the last one with a statement of its own."""
        place = self.attributions[k].start
        for number in range(self.layout.sentence_number(place), -1, -1):
            sentence = self.layout.sentences[number]
            if sentence.end > place:
                continue
            if sentence.start < entry.block.start or next(self.spoken.overlapping(sentence), None) is not None:
                break
            if scene := self.reader.read(sentence):
                return scene
        return Scene()

    def _of_run(self, entry: BlockLayout) -> Scene:
        """The scene of the paragraph that leads in a run of quoted paragraphs."""
        for earlier in range(entry.index - 1, max(entry.index - 12, -1), -1):
            candidate = self.layout.blocks[earlier]
            if candidate.block.role is Role.PARAGRAPH and not candidate.is_quotation:
                return self.reader.read(candidate.block.span)
            if candidate.block.role.is_heading:
                break
        return Scene()

    def _own(self, k: int) -> Scene:
        attribution = self.attributions[k]
        place = attribution.cue[0].start if attribution.cue else None
        if place is None or self.parents[k] is not None:
            return Scene()
        entry = self.layout.block_at(place)
        if entry.block.role.is_heading:
            return self.reader.read(entry.block.span)
        sentence = self.layout.sentences[self.layout.sentence_number(place)]
        return self.reader.read(sentence, place) if sentence.start <= place < sentence.end else Scene()
