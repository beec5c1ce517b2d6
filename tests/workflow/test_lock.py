"""The lock: what is said of quotations that stayed, moved, changed, went or came."""

from __future__ import annotations

import pytest

from quoth.workflow import Settings, read_text
from quoth.workflow.lock import compare

DRAFT = """\
Harl Bridge To Open In Spring

The council of Soltau met on Monday.

“We will repair the pier at our own cost,” said Anna Brandt.

“The roof is late,” said Niall Ferro. “I never,” he said, “sold a boat to the harbor.”

“It is late. We go home,” said Oda Fenn.

The old customs house was sold for scrap.
"""
FERRO = "“I never,” he said, “sold a boat to the harbor.”"


def changes(old: str, new: str) -> list[tuple[str, str, str, str]]:
    """Each observation: what happened, the words before and after, and the beginning of the place."""
    before, after = (read_text(text, Settings(model=False)) for text in (old, new))
    return [
        (facts["change"], facts["old"], facts["new"], after.document.text[observation.span.start :][:12])
        for observation in compare(before, after)
        for facts in [observation.facts]
    ]


@pytest.mark.parametrize(
    "new",
    [
        DRAFT,
        DRAFT.replace(FERRO, "“I never sold a boat to the harbor,” he said."),
        DRAFT.replace("“It is late. We go home,” said Oda Fenn.", "“It is late,” said Oda Fenn. “We go home.”"),
        DRAFT.replace("“We will repair the pier at our own cost,” said", "“We will,” said", 1).replace(
            "Anna Brandt.", "Anna Brandt, “repair the pier at our own cost.”"
        ),
        "“It is late. We go home,” said Oda Fenn.\n\n" + DRAFT.replace("“It is late. We go home,” said Oda Fenn.", ""),
        DRAFT.replace("“The roof is late,” said Niall Ferro.", "'The Roof Is Late', said Mr. Ferro."),
        DRAFT.replace("said Anna Brandt", "said the mayor"),
    ],
    ids="same parted split tagged moved typography unnamed".split(),
)
def test_what_has_the_same_words_and_no_other_speaker_stays(new: str) -> None:
    assert changes(DRAFT, new) == []
    assert changes(new, DRAFT) == []


def test_changed_words_are_told_where_they_stand_now() -> None:
    new = DRAFT.replace("We will repair the pier", "We will not repair the pier")
    assert changes(DRAFT, "A first line.\n\n" + new) == [
        (
            "changed",
            "We will repair the pier at our own cost",
            "We will not repair the pier at our own cost",
            "“We will not",
        )
    ]


def test_a_change_in_the_second_part_is_told_there() -> None:
    new = DRAFT.replace("sold a boat to", "sold two boats to")
    assert changes(DRAFT, new) == [
        ("changed", "I never sold a boat to the harbor", "I never sold two boats to the harbor", "“sold two bo")
    ]


def test_another_speaker_of_the_same_words_is_a_change() -> None:
    new = DRAFT.replace("own cost,” said Anna Brandt", "own cost,” said Marten Lisk")
    (change,) = changes(DRAFT, new)
    assert change[:3] == (
        "changed",
        "Anna Brandt: We will repair the pier at our own cost",
        "Marten Lisk: We will repair the pier at our own cost",
    )


def test_what_is_gone_stands_at_the_paragraph_where_it_was() -> None:
    new = DRAFT.replace("“It is late. We go home,” said Oda Fenn.\n\n", "")
    assert changes(DRAFT, new) == [("removed", "It is late. We go home", "", "The old cust")]
    assert changes(DRAFT, DRAFT.replace(FERRO, "")) == [
        ("removed", "I never sold a boat to the harbor", "", "“The roof is")
    ]
    assert changes(new, DRAFT) == [("new", "", "It is late. We go home", "“It is late.")]


def test_nothing_is_left_of_a_draft_or_was_there() -> None:
    assert {change for change, *_ in changes(DRAFT, "Nothing.")} == {"removed"}
    assert {change for change, *_ in changes("Nothing.", DRAFT)} == {"new"}
    assert changes("Nothing.", "Nothing at all.") == []


def test_one_of_two_quotations_with_the_same_words_may_go() -> None:
    twice = "“It is late,” said Oda Fenn.\n\nThey laughed.\n\n“It is late,” said Oda Fenn.\n"
    once = "“It is late,” said Oda Fenn.\n\nThey laughed.\n"
    assert changes(twice, once) == [("removed", "It is late", "", "They laughed")]
    assert changes(once, twice)[0][0] == "new"


def test_quotations_that_share_little_are_not_one_that_changed() -> None:
    old = "“We will repair the pier at our own cost,” said Anna Brandt."
    new = "“At the end of the day we will all be at the pier,” said Anna Brandt."
    assert sorted(change for change, *_ in changes(old, new)) == ["new", "removed"]


def test_of_a_long_quotation_only_what_is_near_the_change_is_told() -> None:
    old = f"“We said {'that it rains in Harl and ' * 12}that the bridge is safe until the spring,” said Anna Brandt."
    ((_, before, after, _),) = changes(old, old.replace("safe until", "shut until"))
    assert before.startswith("[…] ")
    assert "is safe until" in before
    assert "is shut until" in after
    assert len(before.split()) < 12


def test_many_quotations_are_compared_in_reasonable_time() -> None:
    def draft(word: str) -> str:
        return "\n\n".join(f"“Ship number {i} of {word} brought {i} crates of tea,” said Oda Fenn." for i in range(150))

    assert len(changes(draft("Harl"), draft("Soltau"))) == 150
