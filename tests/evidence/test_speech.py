"""Speech: which words of a document somebody said, and who."""

import pytest

from quoth.evidence import speech_of, with_speakers
from quoth.model import Block, Document, Fidelity, Role, Span
from quoth.text.speech import Speech
from tests.evidence.papers import HEARING, speech


def turns(found: Speech) -> list[tuple[str | None, str]]:
    return [(turn.speaker, " ".join(found.forms[turn.first : turn.last])) for turn in found.turns]


def of_blocks(*blocks: tuple[Role, str]) -> Speech:
    text, made = "", []
    for role, words in blocks:
        made.append(Block(role, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return speech_of(Document.of(text, made), Fidelity.OFFICIAL_RECORD)


def test_turns_go_on_until_the_next_one_and_labels_and_noise_are_not_speech() -> None:
    assert turns(speech(HEARING)) == [
        (None, "hearing on the harbour soltau"),
        (
            "MAYOR BRANDT",
            "good morning we will not raise taxes this year and the harbour will open in may",
        ),
        (
            "TOMIR HALDEN",
            "who pays for the cranes the council has promised eleven million crowns for dredging alone",
        ),
        (
            "MAYOR BRANDT",
            "the ministry pays i have it in writing from minister dunmarrow i said so in oresko last week",
        ),
    ]


@pytest.mark.parametrize(
    ("turn", "speaker", "forms"),
    [
        ("ANNA BRANDT: Brandt: Wow.", "ANNA BRANDT", "wow"),
        ("ANNA BRANDT: Halden: that is the man.", "ANNA BRANDT", "halden that is the man"),
        (">> We rebuild.", None, "we rebuild"),
        (">> ANNA BRANDT: We rebuild.", "ANNA BRANDT", "we rebuild"),
        ("Anna Brandt (mayor): We rebuild.", "Anna Brandt", "we rebuild"),
        ("[00:01:12] ANNA BRANDT: We [00:01:14] rebuild.", "ANNA BRANDT", "we rebuild"),
        ("Q. Did you see it?", "Q", "did you see it"),
        ("we rebuild without a label", None, "we rebuild without a label"),
    ],
)
def test_the_label_of_a_turn(turn: str, speaker: str | None, forms: str) -> None:
    assert turns(of_blocks((Role.TURN, turn))) == [(speaker, forms)]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("We won. (APPLAUSE) Twice.", "we won twice"),
        ("We won [laughter] twice.", "we won twice"),
        ("We (inaudible) won (BELL RINGING) twice (OVERTALK).", "we won twice"),
        ("We saw the desert [sic] of Soltau.", "we saw the desert of soltau"),
        ("We saw the council [of Soltau] and the Water Board (the old one).", None),
        ("00:14:02 We won.\n14:05\nTwice.", "we won twice"),
        ("We met at 10:30 and left.", "we met at 10:30 and left"),
    ],
)
def test_asides_are_set_aside_and_other_brackets_stay(text: str, forms: str | None) -> None:
    found = of_blocks((Role.PARAGRAPH, text))
    assert " ".join(found.forms) == (forms or "we saw the council of soltau and the water board the old one")
    for word, start, end in zip(found.forms, found.starts, found.ends, strict=True):
        assert found.document.text[start:end].casefold() == word


def test_blocks_that_are_nobodys_stand_between_turns_and_the_turn_goes_on_after_them() -> None:
    found = of_blocks(
        (Role.HEADLINE, "The Harbour"),
        (Role.TURN, "ANNA BRANDT: We rebuild."),
        (Role.CAPTION, "The mayor on Friday"),
        (Role.PARAGRAPH, "House by house."),
        (Role.SUBHEAD, "Taxes"),
        (Role.PARAGRAPH, "They stay."),
        (Role.FOOTNOTE, "1 See above."),
    )
    assert turns(found) == [
        (None, "the harbour"),
        ("ANNA BRANDT", "we rebuild"),
        (None, "the mayor on friday"),
        ("ANNA BRANDT", "house by house"),
        (None, "taxes"),
        ("ANNA BRANDT", "they stay"),
        (None, "1 see above"),
    ]


def test_a_document_without_words_has_no_turns() -> None:
    found = of_blocks((Role.PARAGRAPH, "– … –"))
    assert (found.forms, found.turns, len(found.starts)) == ((), (), 0)


def test_turns_from_statements() -> None:
    text = "The mayor said: “We rebuild.” Halden asked: “She said ‘never’ again?” He left."
    found = speech_of(Document.of(text, [Block(Role.PARAGRAPH, 0, len(text))]), Fidelity.SECOND_HAND)

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    said = [(span("“She said ‘never’ again?”"), "Halden"), (span("‘never’"), "Brandt"), (span("“We rebuild.”"), None)]
    assert turns(with_speakers(found, said)) == [
        (None, "the mayor said"),
        (None, "we rebuild"),
        (None, "halden asked"),
        ("Halden", "she said"),
        ("Brandt", "never"),
        ("Halden", "again"),
        (None, "he left"),
    ]
    assert turns(with_speakers(found, [])) == turns(found)
