"""Looking up: where a quotation stands, whatever was changed in it."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.evidence import Index, candidates
from quoth.text.speech import Hit, Speech
from tests.evidence.papers import ARTICLE, HEARING, SPEECH, said, speech, told, words

COMMON = "the of and to in a is that it was for on are as with they be at this have from we when your can".split()
SYLLABLES = "ba cro dal den fen gar hol jor kel lan mar nor pel qui sol tam ver wen yor zan".split()


def index_of(*speeches: Speech) -> Index:
    index = Index.open()
    for one in speeches:
        index.add(one)
    return index


def papers() -> Index:
    return index_of(speech(HEARING, "hearing.txt"), speech(SPEECH, "speech.txt"), speech(ARTICLE, "article.txt"))


def paths(hits: Sequence[Hit]) -> list[str | None]:
    return [hit.speech.document.path for hit in hits]


@pytest.mark.parametrize(
    ("quotation", "path", "there"),
    [
        ("the bridge over the Lessa stands again", "speech.txt", "bridge over the lessa stands again"),
        ("eleven million", "hearing.txt", "promised eleven million crowns"),
        ("we will win", "speech.txt", "it is and we will win the spring"),
        ("it is what it is", "speech.txt", "it is what it is"),
        ("The bridges over the Lessa are standing again", "speech.txt", "bridge over the lessa stands"),
        ("The council has pledged twelve million crowns for dredging", "hearing.txt", "eleven million crowns"),
        ("Good morning … the harbour will open in May", "hearing.txt", "good morning we will not raise"),
        ("rebuild the flood has taken", "speech.txt", "rebuild what the flood has taken"),
        ("crowns for dredging, a promise of the council: eleven million", "hearing.txt", "eleven million crowns"),
        ("the Xylophone bridge over the Lessa", "speech.txt", "over the lessa"),
        ("Dunmarrow", "hearing.txt", "minister dunmarrow"),
    ],
)
def test_a_quotation_is_found(quotation: str, path: str, there: str) -> None:
    with papers() as index:
        hits = index.look_up(words(quotation), 5)
    assert paths(hits)[0] == path
    assert there in said(hits[0])
    assert hits == sorted(hits, key=lambda hit: -hit.share)


def test_all_places_are_told_of_equals_in_the_order_of_paths() -> None:
    with papers() as index:
        hits = index.look_up(words("we will not raise taxes this year"), 5)
        assert paths(hits) == ["article.txt", "hearing.txt"]
        assert [hit.share for hit in hits] == pytest.approx([1.0, 1.0])
        assert paths(index.look_up(words("we will not raise taxes this year"), 1)) == ["article.txt"]


@pytest.mark.parametrize("quotation", ["", "xylophone zither", "…"])
def test_nothing_is_found(quotation: str) -> None:
    with papers() as index:
        assert index.look_up(words(quotation), 5) == []
    with Index.open() as empty:
        assert empty.look_up(words("we will win"), 5) == []


def test_a_document_takes_the_place_of_another_of_its_path() -> None:
    with index_of(speech("We rebuild the bridge.", "a.txt")) as index:
        index.add(speech("We tear down the bridge.", "a.txt"))
        assert [said(hit) for hit in index.look_up(words("the bridge"), 5)] == ["we tear down the bridge"]
        assert index.look_up(words("rebuild"), 5) == []
        assert index.words() == 5


# ------------------------------------------------------------------ made documents


def made(seed: int, length: int) -> Speech:
    """Half of it common words, as all text is; the others are met rarely."""
    rng = random.Random(seed)
    forms = []
    for number in range(length):
        rare = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3)))
        forms.append((rng.choice(COMMON) if rng.random() < 0.5 else rare) + ("." if number % 17 == 0 else ""))
    return speech("Talk\n\n" + " ".join(forms), f"made-{seed}.txt")


MADE = [made(seed, length) for seed, length in enumerate((4_000, 900, 12, 2_600, 150))]
INDEX = index_of(*MADE)


def holds(hit: Hit, whole: Speech, first: int, last: int) -> bool:
    span, wanted = hit.speech.span(hit.first, hit.last), whole.span(first, last)
    return hit.speech.document.path == whole.document.path and span.covers(wanted)


@given(st.data())
def test_any_true_words_are_found_where_they_stand(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(MADE))
    length = data.draw(st.integers(5, min(400, len(whole.forms))))
    first = data.draw(st.integers(0, len(whole.forms) - length))
    hits = INDEX.look_up(whole.forms[first : first + length], 8)
    assert any(holds(hit, whole, first, first + length) for hit in hits)
    for hit in hits:
        assert 0 <= hit.first < hit.last <= len(hit.speech.forms)


@pytest.mark.parametrize("length", [12, 40, 150, 400])
@pytest.mark.parametrize("share", [0.1, 0.25])
def test_words_may_be_changed_left_out_and_added(length: int, share: float) -> None:
    rng = random.Random(length)
    found = 0
    for _ in range(40):
        whole = rng.choice([one for one in MADE if len(one.forms) > length])
        first = rng.randrange(len(whole.forms) - length)
        forms: list[str] = []
        for form in whole.forms[first : first + length]:
            way = rng.random() / share
            forms += [form] if way > 1 else ([], ["of"], [form, "rather"], ["zzz"])[int(way * 4)]
        hits = INDEX.look_up(forms, 8)
        found += any(
            hit.speech.document.path == whole.document.path and overlap(hit, whole, first, length) > 0.8 for hit in hits
        )
    assert found >= (39 if length > 12 else 36)


def overlap(hit: Hit, whole: Speech, first: int, length: int) -> float:
    span, wanted = hit.speech.span(hit.first, hit.last), whole.span(first, first + length)
    return (min(span.end, wanted.end) - max(span.start, wanted.start)) / len(wanted)


@pytest.mark.parametrize("gap", [10, 50, 100])
def test_a_gap_inside_is_one_place(gap: int) -> None:
    whole = MADE[0]
    for first in range(100, 3_000, 290):
        forms = whole.forms[first : first + 15] + whole.forms[first + 15 + gap : first + 30 + gap]
        hit = INDEX.look_up(forms, 8)[0]
        assert holds(hit, whole, first, first + 30 + gap)


def test_passages_far_apart_are_both_told_of() -> None:
    forms = MADE[0].forms[300:312] + MADE[3].forms[1_000:1_012]
    hits = INDEX.look_up(forms, 8)
    assert any(holds(hit, MADE[0], 300, 312) for hit in hits)
    assert any(holds(hit, MADE[3], 1_000, 1_012) for hit in hits)


def test_words_in_another_order_are_found() -> None:
    forms = list(MADE[1].forms[400:420])
    random.Random(3).shuffle(forms)
    assert overlap(INDEX.look_up(forms, 8)[0], MADE[1], 400, 20) > 0.8


def test_a_part_of_a_long_document_has_words_around_the_place() -> None:
    hit = INDEX.look_up(MADE[0].forms[2_000:2_020], 1)[0]
    assert len(hit.speech.forms) < len(MADE[0].forms)
    assert hit.first > 500
    assert len(hit.speech.forms) - hit.last > 500


def test_the_order_in_which_documents_come_makes_no_difference() -> None:
    other = index_of(*reversed(MADE))
    rng = random.Random(5)
    for _ in range(60):
        whole = rng.choice(MADE)
        length = rng.randint(2, 12)
        first = rng.randrange(len(whole.forms) - length + 1)
        forms = [form if rng.random() > 0.2 else rng.choice(COMMON) for form in whole.forms[first : first + length]]
        assert told(other.look_up(forms, 8)) == told(INDEX.look_up(forms, 8))


@pytest.mark.parametrize(("votes", "followed"), [(60, 4_000_000), (0, 4_000_000), (0, 1_500)])
def test_common_words_are_followed_where_too_many_would_vote(
    votes: int, followed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "_VOTES", votes)
    monkeypatch.setattr(candidates, "_FOLLOWED", followed)
    rng = random.Random(11)
    found = changed_found = 0
    for _ in range(50):
        whole = rng.choice([one for one in MADE if len(one.forms) > 100])
        length = rng.randint(4, 20)
        first = rng.randrange(len(whole.forms) - length)
        forms = list(whole.forms[first : first + length])
        found += any(holds(hit, whole, first, first + length) for hit in INDEX.look_up(forms, 8))
        forms[rng.randrange(length)] = rng.choice(COMMON)
        hits = INDEX.look_up(forms, 8)
        changed_found += any(hit.speech.document.path == whole.document.path for hit in hits)
    assert found == 50
    assert changed_found >= 45


def test_a_document_that_is_gone_hides_none_that_is_there() -> None:
    gone = [speech("We will win and it is what it is. " * 30, f"gone-{number}.txt") for number in range(3)]
    with index_of(*gone, speech("They said that it is what we will make of it.", "there.txt")) as index:
        for one in gone:
            index.add(speech("–", one.document.path))
        assert paths(index.look_up(words("it is what it is"), 5)) == ["there.txt"]
        assert paths(index.look_up(words("we will"), 5)) == ["there.txt"]
