"""`quoth read` beside a spaCy pipeline, words a second on one core: `python benchmarks/beside_spacy.py`.

The pipeline has the architecture of `en_core_web_sm` 3 (a convolutional tok2vec shared by tagger, parser and named
entities) and feeds textacy's `direct_quotations`. Its weights are random, because no model can be had without a
download from a hub; they run at the speed of trained ones. Both read the same articles, turn about, in one process
held to one core. Needs `pip install spacy textacy`; without them it says so and ends with status 0.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "eval"))

from polnear import DATA, read_articles  # noqa: E402 - the folder above must be on the path first

import quoth  # noqa: E402
from quoth.ingest import read_string  # noqa: E402
from quoth.workflow import Settings, read_documents  # noqa: E402

ROUNDS = 3
Reader = Callable[[Sequence[str]], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print words a second of each reader."""
    options = _parser().parse_args(arguments)
    try:
        textacy_reader = spacy_pipeline()
    except ImportError as error:
        print(f"skipped: {error.name} is not installed; pip install spacy textacy")
        return 0
    texts = [article.text for article in read_articles(options.data, "dev")][: options.limit]
    words = sum(len(text.split()) for text in texts)
    cores = sorted(os.sched_getaffinity(0))
    readers: dict[str, tuple[int, Reader]] = {
        "spaCy + textacy": (1, textacy_reader),
        "quoth, one thread": (1, lambda texts: quoth_reader(texts, Settings())),
        "quoth, rules alone": (1, lambda texts: quoth_reader(texts, Settings(model=False))),
        "quoth, two threads": (2, lambda texts: quoth_reader(texts, Settings(threads=2))),
    }
    print(f"quoth {quoth.__version__}: {len(texts)} articles, {words:,} words, median of {ROUNDS} rounds\n")
    times: dict[str, list[float]] = {name: [] for name in readers}
    failures: dict[str, int] = {}
    for _, reader in readers.values():
        reader(texts[:3])  # warm
    for _ in range(ROUNDS):
        for name, (threads, reader) in readers.items():
            os.sched_setaffinity(0, cores[:threads])
            began = time.perf_counter()
            failures[name] = reader(texts)
            times[name].append(time.perf_counter() - began)
    for name, spent in times.items():
        gave_up = f", gave up on {failures[name]} articles" if failures[name] else ""
        print(f"{name:<20} {words / statistics.median(spent):>9,.0f} words/s{gave_up}")
    return 0


def quoth_reader(texts: Sequence[str], settings: Settings) -> int:
    """Read texts with quoth; the number that failed."""
    for text in texts:
        read_documents([read_string(text)], settings)
    return 0


def spacy_pipeline() -> Reader:
    """A reader that does what `en_core_web_sm` and textacy do; raises ImportError where they are not installed."""
    import spacy
    from spacy.training import Example
    from textacy.extract import direct_quotations

    nlp = spacy.blank("en")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    nlp.add_pipe("tok2vec", config={"model": _tok2vec(embed, encode)})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    nlp.add_pipe("parser", config={"model": parser})
    ner = {**parser, "state_type": "ner", "tok2vec": _tok2vec(embed, encode)}
    nlp.add_pipe("ner", config={"model": ner})
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc(text), gold) for text, gold in _invented()])

    def read(texts: Sequence[str]) -> int:
        failed = 0
        for doc in nlp.pipe(texts):
            try:
                list(direct_quotations(doc))
            except Exception:  # textacy gives up on a text whose marks do not pair
                failed += 1
        return failed

    return read


def _tok2vec(embed: dict[str, Any], encode: dict[str, Any]) -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}


def _invented() -> list[tuple[str, dict[str, Any]]]:
    """Sentences with invented labels: as many tags, dependencies and kinds of names as the real pipeline has."""
    generator = random.Random(1)
    tags = [f"T{number}" for number in range(50)]
    dependencies = [f"d{number}" for number in range(44)]
    kinds = [f"E{number}" for number in range(18)]
    examples = []
    for number in range(120):
        words = [generator.choice(["we", "said", "Ann", "the", "plan", "is", "no", "good"]) for _ in range(9)]
        examples.append(
            (
                " ".join(words),
                {
                    "tags": [tags[(number + place) % len(tags)] for place in range(9)],
                    "heads": [4] * 9,
                    "deps": ["ROOT" if place == 4 else dependencies[(number + place) % 44] for place in range(9)],
                    "entities": [(0, len(words[0]), kinds[number % 18])],
                },
            )
        )
    return examples


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds polnear/")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    return parser


if __name__ == "__main__":
    sys.exit(main())
