"""The normalised view: what must hold of any text, and each of its documented changes."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.model import Block, Role, Span
from quoth.text.normalised import NormalisedView, normalise
from quoth.text.normalised.edits import Edit, apply_edits

# Whatever a step looks for, in pieces that random choice puts together in all orders.
PIECES = [
    *"ab A1*_-[]()>\"'“”«»‘’.,!?😀𝐛é e\u0301 \u0301\u00ad\u200b\u00a0\u200d\u0002\ufeffﬁﬆ¹²한글中文ه",
    *["\n", "\n\n", "\r\n", "\f", " ", "  ", "\t", "**", "word", "evalu", "ation", "Title Case", "PAGE", "Page 3 of 9"],
    *["12", "[12]", "[a](b.c)", "> ", "the", "we go", "-\n", " -\n", "\u1112\u1161\u11ab", "\u2029", "\x1c", "word12"],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)


@st.composite
def texts_in_blocks(draw: st.DrawFn) -> tuple[str, tuple[Block, ...]]:
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    role = st.sampled_from([Role.PARAGRAPH, Role.TURN, Role.CAPTION])
    return text, tuple(
        Block(draw(role), start, end, page=draw(st.sampled_from([None, 1, 2])))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    )


def spans(text: str) -> st.SearchStrategy[Span]:
    places = st.integers(0, len(text))
    return st.tuples(places, places).map(lambda pair: Span(min(pair), max(pair)))


@given(texts_in_blocks(), st.data())
def test_every_span_of_the_view_maps_to_the_text_and_back(
    given: tuple[str, tuple[Block, ...]], data: st.DataObject
) -> None:
    text, blocks = given
    view = normalise(text, blocks)
    span = data.draw(spans(view.text))
    back = view.to_text(span)
    assert Span(0, len(text)).covers(back)
    assert bool(back) == bool(span)
    if span:
        assert view.to_view(back).covers(span)
        assert view.to_text(view.to_view(back)).covers(back)


@given(texts_in_blocks(), st.data())
def test_every_span_of_the_text_maps_to_what_is_left_of_it(
    given: tuple[str, tuple[Block, ...]], data: st.DataObject
) -> None:
    text, blocks = given
    view = normalise(text, blocks)
    span = data.draw(spans(text))
    left = view.to_view(span)
    assert Span(0, len(view.text)).covers(left)
    if not left:
        return
    again = view.to_text(left)
    # Outside the span lies only what the view made one character of with something inside it, or dropped.
    assert view.to_view(again).covers(left)
    assert again.overlaps(span)


@given(texts_in_blocks(), st.data())
def test_the_map_keeps_order(given: tuple[str, tuple[Block, ...]], data: st.DataObject) -> None:
    text, blocks = given
    view = normalise(text, blocks)
    for here, there in ((view.text, view.to_text), (text, view.to_view)):
        one, other = data.draw(spans(here)), data.draw(spans(here))
        if one and other and one.start <= other.start and one.end <= other.end:
            first, second = there(one), there(other)
            if first and second:  # nothing has a place, but no order within what it was part of
                assert first.start <= second.start
                assert first.end <= second.end


@given(texts_in_blocks())
def test_characters_of_the_view_cover_its_text_in_order(given: tuple[str, tuple[Block, ...]]) -> None:
    text, blocks = given
    view = normalise(text, blocks)
    places = [view.to_text(Span(place, place + 1)) for place in range(len(view.text))]
    assert places == sorted(places)
    for place, character in zip(places, view.text, strict=True):
        assert place
        if place.of(text).isascii() and len(place) == 1 and not character.isspace():
            assert place.of(text) == character


@given(texts_in_blocks())
def test_the_view_of_a_view_is_the_view(given: tuple[str, tuple[Block, ...]]) -> None:
    view = normalise(*given).text
    assert normalise(view).text == view


@given(TEXTS)
def test_composed_and_decomposed_texts_have_one_view(text: str) -> None:
    composed, decomposed = (normalise(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD"))
    assert composed == decomposed == normalise(text).text


@given(TEXTS)
def test_the_view_is_composed_and_its_white_space_folded(text: str) -> None:
    view = normalise(text).text
    assert unicodedata.is_normalized("NFC", view)
    assert not re.search(r"  | \n|\n |\n\n\n|[^\S \n]|^\s|\s$|(?<!\n)\n(?!\n)", view)


@given(TEXTS)
def test_the_same_text_has_the_same_view(text: str) -> None:
    one, other = normalise(text), normalise(text)
    assert one.text == other.text
    assert [layer.after_ends for layer in one.layers] == [layer.after_ends for layer in other.layers]


def test_edits_that_change_nothing_make_no_map() -> None:
    assert apply_edits("a b", [Edit(1, 2, " ")]) == ("a b", None)
    assert normalise("Nothing to do here.").layers == ()


def test_a_place_where_something_was_dropped_is_kept() -> None:
    text = "He **left** it."
    view = normalise(text)
    assert view.to_view(Span(3, 5)) == Span(3, 3)
    assert view.to_view(Span(4, 11)).of(view.text) == "left"
    assert view.to_text(Span(3, 7)).of(text) == "left"


def test_part_of_a_ligature_is_the_whole_of_it() -> None:
    text = "an eﬃgy"
    view = normalise(text)
    assert view.text == "an effigy"
    assert view.to_text(Span(5, 6)).of(text) == "ﬃ"
    assert view.to_view(Span(4, 5)).of(view.text) == "ffi"


def test_text_outside_the_blocks_is_dropped() -> None:
    text = "# A head\n\nWe will leave in\n\n(advertisement)\n\nthe spring. Never.\n\nmore\n\nHe sat."
    first, second, third = "We will leave in", "the spring. Never.", "He sat."
    blocks = [
        Block(Role.PARAGRAPH, text.index(words), text.index(words) + len(words)) for words in (first, second, third)
    ]
    assert normalise(text, blocks).text == "We will leave in the spring. Never.\n\nHe sat."


def test_a_caption_s_end_is_no_paragraph_but_a_turn_is() -> None:
    text = "We will leave\nBrandt tomorrow.\nANNA: no"
    blocks = (
        Block(Role.PARAGRAPH, 0, 13, time="00:00:01.000"),
        Block(Role.PARAGRAPH, 14, 30, time="00:00:03.000"),
        Block(Role.TURN, 31, 39, time="00:00:05.000"),
    )
    assert normalise(text, blocks).text == "We will leave Brandt tomorrow.\n\nANNA: no"


def test_a_page_s_end_inside_a_sentence_is_a_space() -> None:
    text = "We will leave in\n\nthe spring.\n\nwe said"
    blocks = (
        Block(Role.PARAGRAPH, 0, 16, page=1),
        Block(Role.PARAGRAPH, 18, 29, page=2),
        Block(Role.PARAGRAPH, 31, 38, page=2),
    )
    assert normalise(text, blocks).text == "We will leave in the spring.\n\nwe said"


@pytest.mark.parametrize(
    "text",
    [
        "The code snake_case_name * 2 and f**k, s**t.",
        "Covid19, mp3, version2, room12, @user123, F16, km², and 3.5 or 2019.",
        "He said -- and meant it - that the well-known man’s “plan” wasn’t ‘new’.",
        "An editor's [5] and [sic](laughs) and [i.e. the ministry].",
        "The council\n\n12 men came.",
        "“One.”\n\n“Two.”\n\n‘Three.’ 'Four.'\n\n'Five.'",
        "»Wir gehen.«\n\n»Sie bleiben.«",
        "”Vi går.”\n\n”De stannar.”",
        ">> ANNA: we went",
        "می\u200cخواهم 👩\u200d👩\u200d👧",
        "you know\n\nI think",
    ],
)
def test_what_only_looks_like_damage_stays(text: str) -> None:
    assert normalise(text).text == text


def test_a_line_set_by_itself_in_narrow_columns_is_no_running_head() -> None:
    text = "we told the\nAnna Brandt\nand then the\nAnna Brandt\nwe said"
    assert normalise(text).text == " ".join(text.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "-\n",
        "*a",
        "**a* ",
        "[a](",
        "“a\n\n",
        "12\n",
        "e\u0301",
        "Ab Cd 12\n\n",
        "abcd1 ",
        "Abcd1 Bcde2 ",
        "a-\n",
        "> ",
        "\u00ad ",
    ],
)
def test_no_text_takes_long(text: str) -> None:
    # Ten times as long must not take much more than ten times the time; quadratic would be a hundred.
    import time

    def seconds(length: int) -> float:
        start = time.process_time()
        normalise(text * (length // len(text)))
        return time.process_time() - start

    assert seconds(200_000) < 40 * max(seconds(20_000), 0.01)


DOCUMENTED = Path(__file__).parents[2] / "docs" / "normalised-view.md"


def documented() -> list[tuple[str, str]]:
    rows = re.findall(r"^\|[^|]*\| `` ?(.*?) ?`` \| `` ?(.*?) ?`` \|$", DOCUMENTED.read_text("utf-8"), re.MULTILINE)
    return [tuple(cell.encode("ascii", "backslashreplace").decode("unicode_escape") for cell in row) for row in rows]  # type: ignore[misc]


@pytest.mark.parametrize(("text", "view"), documented())
def test_what_the_page_promises_is_so(text: str, view: str) -> None:
    assert normalise(text).text == view


def test_the_page_has_examples() -> None:
    assert len(documented()) > 15


def test_a_view_is_frozen() -> None:
    with pytest.raises(AttributeError):
        normalise("a").text = "b"  # type: ignore[misc]
    assert not hasattr(NormalisedView("", ()), "__dict__")
