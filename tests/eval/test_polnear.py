import doctest
from pathlib import Path

import kinds
import metrics
import polnear
import pytest
from polnear import Attribution, from_record, outermost, parse_standoff, read_articles

from quoth.model import Span
from tests.eval.articles import FIRST, SECOND, TEXT, as_record, write_corpus


def words(spans: tuple[Span, ...]) -> list[str]:
    return [span.of(TEXT) for span in spans]


@pytest.mark.parametrize("module", [kinds, metrics, polnear])
def test_the_examples_in_docstrings(module: object) -> None:
    assert not doctest.testmod(module).failed  # type: ignore[arg-type]


def test_standoff_gives_each_event_in_text_order() -> None:
    headline, direct, mixed = parse_standoff(FIRST, TEXT)
    assert words(headline.content) == ["Harbour fees to fall"]
    assert words(direct.content) == ["“We will leave,”", "“And soon.”"]
    assert words(direct.source + direct.cue) == ["Ms. Petit", "said"]
    assert words(mixed.content) == ["that it was “a mess” from the start"]


def test_spaces_at_the_edges_of_a_span_are_trimmed() -> None:
    assert words(parse_standoff(SECOND, TEXT)[2].source) == ["She"]


def test_a_second_content_joins_the_first() -> None:
    standoff = FIRST.replace("Source:T7 Cue:T8 Content:T10", "Source:T7 Cue:T8 Content:T10 Content2:T3")
    last = next(attribution for attribution in parse_standoff(standoff, TEXT) if len(attribution.content) == 2)
    assert words(last.content) == ["Harbour fees to fall", "that it was “a mess” from the start"]


def test_a_text_with_carriage_returns_keeps_its_offsets(tmp_path: Path) -> None:
    write_corpus(tmp_path, annotations={"aaaa": "T1\tContent 4 5\td\r\nE1\tAttribution:T1 Content:T1\n"})
    text = next((tmp_path / "polnear" / "dev" / "text").iterdir())
    text.write_bytes(b"a\r\nbd\r\n")
    article = next(read_articles(tmp_path, "dev"))
    assert article.gold[0].content[0].of(article.text) == "d"


def test_the_alphabetically_first_annotator_is_the_gold(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    (article,) = read_articles(tmp_path, "dev", annotators=2)
    assert article.gold == parse_standoff(FIRST, TEXT)
    assert article.annotations == (parse_standoff(FIRST, TEXT), parse_standoff(SECOND, TEXT))
    assert article.publisher == "herald"
    assert not list(read_articles(tmp_path, "dev", annotators=3))


def test_an_attribution_whose_cue_lies_in_the_content_of_another_is_nested() -> None:
    outer = Attribution((Span(0, 2),), (Span(3, 7),), (Span(8, 40),))
    inner = Attribution((Span(9, 12),), (Span(13, 17),), (Span(18, 40),))
    around = Attribution((), (Span(50, 54),), (Span(41, 49), Span(55, 60)))
    assert outermost([outer, inner, around]) == (outer, around)


def test_gold_as_a_record_comes_back_as_it_was() -> None:
    gold = parse_standoff(FIRST, TEXT)
    assert from_record(as_record(TEXT, gold)) == gold
