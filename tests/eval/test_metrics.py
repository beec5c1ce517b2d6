from pathlib import Path

from kinds import kind_of, quoted_places
from metrics import KINDS, MEASURES, Count, agreement, compare, total
from polnear import Attribution, from_record, parse_standoff, read_articles

from quoth.model import Span
from tests.eval.articles import FIRST, SECOND, TEXT, as_record, write_corpus

GOLD = parse_standoff(FIRST, TEXT)


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_gold_scored_against_itself_is_perfect_everywhere() -> None:
    counts = compare(TEXT, GOLD, from_record(as_record(TEXT, GOLD)))
    assert all(counts[name].f1 == 100 for name in MEASURES)
    assert all(counts[kind].recall == 100 for kind in KINDS)


def test_nothing_found_scores_nothing() -> None:
    counts = compare(TEXT, GOLD, ())
    assert all(counts[name].f1 == 0 for name in MEASURES)
    assert counts["content"] == Count(0, 0, 4)


def test_a_shorter_content_is_wrong_exactly_and_right_leniently() -> None:
    counts = compare(TEXT, GOLD, parse_standoff(SECOND, TEXT))
    assert counts["content"] == Count(3, 4, 4)
    assert counts["whole exact"] == Count(2, 3, 3)
    assert counts["whole lenient"] == Count(3, 3, 3)
    characters = counts["content characters"]
    assert characters.right == characters.found == characters.gold - len("thestart")


def test_a_span_found_twice_counts_once() -> None:
    said = span_of("said")
    one = Attribution((), (said,), (span_of("“We will leave,”"),))
    two = Attribution((), (said,), (span_of("“And soon.”"),))
    assert compare(TEXT, [one, two], [one, two, two])["cue"] == Count(1, 1, 1)


def test_lenient_matching_pairs_each_attribution_once() -> None:
    gold = GOLD[1]
    half = Attribution(gold.source, gold.cue, gold.content[:1])
    assert compare(TEXT, [gold], [half, gold])["whole lenient"] == Count(1, 2, 1)


def test_a_role_that_only_one_side_has_breaks_a_lenient_match() -> None:
    gold = GOLD[1]
    assert compare(TEXT, [gold], [Attribution((), gold.cue, gold.content)])["whole lenient"].right == 0


def test_a_fragment_has_the_kind_of_the_marks_around_it() -> None:
    inside = quoted_places(TEXT)
    kinds = [kind_of(span, TEXT, inside).value for attribution in GOLD for span in attribution.content]
    assert kinds == ["indirect", "direct", "direct", "mixed"]


def test_marks_of_other_habits() -> None:
    for text, quoted in {
        "He said ''go home'' now.": "''go home''",
        "``Go home'' is what he said.": "``Go home''",
        "Mayor: It's ‘very late’ for fees": "‘very late’",
        "Mayor's men: 'very late' for fees": "'very late'",
        "The farmers' union said \"no": '"no',
        "“It’s the ‘worst’ day,” she said.": "“It’s the ‘worst’ day,”",
    }.items():
        inside = quoted_places(text)
        assert "".join(letter for letter, place in zip(text, inside, strict=True) if place) == quoted, text


def test_counts_of_articles_add_up() -> None:
    counts = total([compare(TEXT, GOLD, GOLD), compare(TEXT, GOLD, ())])
    assert counts["whole exact"] == Count(3, 3, 6)
    assert counts["direct"].recall == 50


def test_agreement_is_the_same_in_either_order(tmp_path: Path) -> None:
    write_corpus(tmp_path / "one")
    write_corpus(tmp_path / "other", annotations={"aaaa": SECOND, "bbbb": FIRST})
    one, other = (agreement(read_articles(tmp_path / name, "dev")) for name in ("one", "other"))
    assert [one[name].f1 for name in MEASURES] == [other[name].f1 for name in MEASURES]
    assert one["source"].f1 == 100
    assert one["content"].f1 == 75
