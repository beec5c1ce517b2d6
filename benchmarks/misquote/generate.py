"""Makes labelled quotations from any folder of transcripts: `python -m benchmarks.misquote.generate FOLDER`.

The same folder, seed and number give the same rows. What the kinds are, and why their labels can be trusted, is told in
benchmarks/misquote/README.md.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.misquote import damage, faithful, paraphrase, passages
from benchmarks.misquote.corpus import Corpus, Transcript, read_corpus
from benchmarks.misquote.dress import dress
from benchmarks.misquote.rows import Made, Pick, Row, write_rows
from benchmarks.misquote.sources import SOURCES

Maker = Callable[[Pick], Made | None]

KINDS: dict[str, tuple[int, Maker]] = {
    # Faithful
    "sentence": (90, faithful.sentence),
    "clause": (60, faithful.clause),
    "fragment": (60, faithful.fragment),
    "neighbours": (40, faithful.neighbours),
    "long": (30, faithful.long),
    "captions": (20, faithful.captions),
    "contraction": (15, faithful.contraction),
    "number-form": (15, faithful.number_form),
    "percent-form": (10, faithful.percent),
    "spelling": (10, faithful.spelling),
    "filler-removed": (15, faithful.filler),
    "repetition-removed": (10, faithful.repetition),
    "bracket-gloss": (15, faithful.gloss),
    "bracket-pronoun": (15, faithful.pronoun),
    "bracket-letter": (10, faithful.letter_case),
    "ellipsis-aside": (25, faithful.ellipsis_aside),
    "ellipsis-sentence": (20, faithful.ellipsis_sentence),
    # Faithful, in a damaged source
    **{kind: (10, maker) for kind, maker in SOURCES.items()},
    # Damaged
    "negation-dropped": (50, damage.negation_dropped),
    "negation-added": (35, damage.negation_added),
    "number-changed": (50, damage.number_changed),
    "name-changed": (50, damage.name_changed),
    "modal-changed": (25, damage.modal_changed),
    "qualifier-dropped": (25, damage.qualifier_dropped),
    "content-replaced": (30, damage.content_replaced),
    "inflection-changed": (25, damage.inflection_changed),
    "function-changed": (25, damage.function_changed),
    "words-left-out": (25, damage.words_left_out),
    "question-mark": (15, damage.question_mark),
    "ellipsis-swallows-negation": (20, damage.ellipsis_swallows_negation),
    "bracket-replaces-negation": (10, damage.bracket_replaces_negation),
    "cut-after-negation": (20, damage.cut_after_negation),
    "ellipsis-wrong-order": (20, passages.ellipsis_wrong_order),
    "ellipsis-far": (15, passages.ellipsis_far),
    "ellipsis-over-speaker": (10, passages.ellipsis_over_speaker),
    "splice": (20, passages.splice),
    "splice-within-sentence": (15, passages.splice_within_sentence),
    "other-speaker": (40, passages.other_speaker),
    "fabricated": (30, passages.fabricated),
    "paraphrase": (15, paraphrase.paraphrase),
}
"""Every kind, with its share of the rows and its maker."""

_TRIES = 12
"""Sentences of one document that are tried for one row."""
_ROUNDS = 3
_ANYTHING_GOES = frozenset({"captions"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="transcripts, in any format that quoth reads")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quotations", type=int, default=1000, metavar="N", help="about how many rows")
    parser.add_argument("--out", type=Path, default=Path("made.jsonl"))
    options = parser.parse_args(arguments)
    rows = list(generate(read_corpus(options.folder), options.seed, options.quotations))
    write_rows(rows, options.out)
    counts = Counter(row.kind for row in rows)
    missing = [kind for kind in KINDS if not counts[kind]]
    print(f"{len(rows)} quotations of {len(counts)} kinds in {options.out}")
    if missing:
        print(f"the folder has no passage for: {', '.join(missing)}")
    return 0


def generate(corpus: Corpus, seed: int, quotations: int) -> Iterator[Row]:
    """About so many rows, every kind in its share; a kind for which the corpus has no passages gives fewer."""
    whole = sum(share for share, _ in KINDS.values())
    for kind, (share, maker) in KINDS.items():
        rng = random.Random(f"{seed}/{kind}")
        wanted = max(1, round(quotations * share / whole))
        made = _made(corpus, kind, maker, wanted, rng)
        for number, (pick, one) in enumerate(made, start=1):
            yield _row(f"{kind}-{number:04}", kind, pick, one)


def _made(corpus: Corpus, kind: str, maker: Maker, wanted: int, rng: random.Random) -> Iterator[tuple[Pick, Made]]:
    """What one kind gives: one row a document and round, each sentence used once."""
    used: set[tuple[str, int, int, int]] = set()
    texts: set[str] = set()
    transcripts = [one for one in corpus.transcripts if one.is_punctuated is not (kind in _ANYTHING_GOES)]
    for _ in range(max(_ROUNDS, wanted)):
        before = len(texts)
        rng.shuffle(transcripts)
        for transcript in transcripts:
            if len(texts) >= wanted:
                return
            for pick in _picks(corpus, transcript, kind, rng):
                key = (transcript.path, pick.turn_number, pick.run_number, pick.place)
                if key in used:
                    continue
                one = _sound(kind, maker, pick)
                if one is not None and one.text not in texts:
                    used.add(key)
                    texts.add(one.text)
                    yield pick, one
                    break
        if len(texts) == before:
            return


def _picks(corpus: Corpus, transcript: Transcript, kind: str, rng: random.Random) -> Iterator[Pick]:
    if kind in _ANYTHING_GOES:
        turns = [number for number, turn in enumerate(transcript.turns) if turn.spoken]
        yield from (Pick(rng, corpus, transcript, rng.choice(turns), 0, 0) for _ in range(_TRIES if turns else 0))
        return
    places = list(transcript.sentences)
    rng.shuffle(places)
    tries = len(places) if len(corpus.transcripts) < 50 else 10 * _TRIES
    yield from (Pick(rng, corpus, transcript, *place) for place in places[:tries])


def _sound(kind: str, maker: Maker, pick: Pick) -> Made | None:
    """What a maker gives, when its label cannot be doubted: nobody said the passage, or half of it, twice."""
    one = maker(pick)
    if one is None or one.start is None or kind in _ANYTHING_GOES:
        return one
    if one.label == "altered" and one.edit_class and not damage.is_changed(one, pick.sentence.text):
        return None
    return one if pick.corpus.is_unique(pick.sentence.text) else None


def _row(name: str, kind: str, pick: Pick, made: Made) -> Row:
    document = None if made.evidence_text is not None else pick.transcript.path
    source = made.evidence_text if made.evidence_text is not None else pick.transcript.document.text
    known = made.start is not None and made.end is not None
    speaker = pick.turn.speaker
    # Every fifth is quoted without a name; where the name is the point, or the only hint of a fragment, it stays.
    if made.speaker is None and kind not in ("fragment",) and pick.rng.random() < 0.2:
        speaker = None
    return Row(
        id=name,
        kind=kind,
        label=made.label,
        faithful=made.faithful,
        quotation=dress(made, pick.rng, pick.corpus),
        speaker=made.speaker or speaker,
        edit_class=made.edit_class,
        finding=made.finding,
        document=document if known or document is None else None,
        start=made.start,
        end=made.end,
        passage=source[made.start : made.end] if known else None,
        evidence_name=made.evidence_name,
        evidence_text=made.evidence_text,
    )


if __name__ == "__main__":
    sys.exit(main())
