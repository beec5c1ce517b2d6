"""A record of a fictional monitoring dispatch, built by hand: every field of the contract occurs in it."""

from __future__ import annotations

import re
from dataclasses import replace

from quoth.model import (
    Block,
    Document,
    Entity,
    EntityType,
    Form,
    Insertion,
    InsertionKind,
    Kind,
    Mention,
    Occasion,
    Quotation,
    Record,
    Role,
    Span,
    Statement,
    Where,
)

PARTS: tuple[tuple[Role, str], ...] = (
    (
        Role.HEADLINE,
        "Veldish State President Anna Brandt To Governors: The Dam Gates 'Will Stay Shut Until The Spring'; "
        "Ostrian Envoy Pavel Morn: We Have 'Waited Long Enough'",
    ),
    (
        Role.PARAGRAPH,
        "On October 17, 2023, at the opening of the River Congress in Soltau, State President Anna Brandt "
        "instructed the governors of the two delta provinces that they must keep the gates of the Harl dam closed. "
        "She also said that the treaty was “a promise between\nneighbours”, and warned Ostria that nobody would be "
        "allowed to redraw the river. Her advisor, Ilse Tamm, said: “The river is not a tap.”[1]",
    ),
    (Role.SUBHEAD, "President Brandt To The Governors: “We Keep What We Have Built”"),
    (Role.PARAGRAPH, "The following is a translation of the main points of Brandt's speech:"),
    (
        Role.PARAGRAPH,
        "“We built this dam with our own hands, and we will keep it [i.e. the Harl dam] as long as the water runs. "
        "Officials across the border go about claiming that 'the gates were opened at night…'",
    ),
    (
        Role.PARAGRAPH,
        "“That is false. [The ministry's] own measurements show it (applause). 😀 We ask them to come and look.”",
    ),
    (Role.SUBHEAD, "Envoy Morn: “Nobody Asked Us”"),
    (
        Role.PARAGRAPH,
        "Morn answered Brandt a day later on Kanal 3: “Nobody asked us,” he said, “and nobody is asking us now.” "
        "According to the newspaper Delta Post, the envoy called for a joint commission.",
    ),
    (Role.LIST_ITEM, "the “water question” is on the agenda of both parliaments"),
    (Role.LIST_ITEM, "an unnamed fisherman said the fish were gone"),
    (Role.CAPTION, "State President Brandt at the Harl dam, October 17, 2023 (Source: Delta Post)"),
    (Role.FOOTNOTE, "[1] deltapost.example, October 17, 2023."),
)


def compose(parts: tuple[tuple[Role, str], ...], **meta: str | None) -> Document:
    """A document of these blocks with a blank line between them."""
    text, blocks = "", []
    for role, part in parts:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + part
        blocks.append(Block(role, start, len(text)))
    return Document.of(text, blocks, **meta)


def dispatch(path: str | None = "samples/dispatch.txt") -> Record:
    """The record of the dispatch."""
    document = compose(PARTS, path=path, title=PARTS[0][1], language="en", published="2023-10-19")
    text = document.text

    def span(words: str) -> Span:
        """The place of the words; `words @2` is their second occurrence."""
        words, _, nth = words.partition(" @")
        found = [match.start() for match in re.finditer(re.escape(words), text)]
        return Span(found[int(nth or 1) - 1], found[int(nth or 1) - 1] + len(words))

    def said(id: str, manner: str, where: str, content: str, cue: str, source: str, speaker: str | None,
             *addressees: str, occasion: str | None = None, parent: str | None = None, method: str = "marks",
             confidence: float = 0.9) -> Statement:  # fmt: skip
        return Statement(
            id, Kind(manner), Where(where), tuple(map(span, content.split(" | "))), (span(cue),), (span(source),),
            speaker, addressees, occasion, parent, confidence, method,
        )  # fmt: skip

    def mentions(names: str, pronouns: str = "", descriptions: str = "") -> tuple[Mention, ...]:
        forms = ((Form.NAME, names), (Form.PRONOUN, pronouns), (Form.DESCRIPTION, descriptions))
        found = (Mention(span(words), form) for form, some in forms for words in some.split(" | ") if words)
        return tuple(sorted(found, key=lambda mention: mention.span))

    first, second = (block.span.of(text) for block in document.blocks[4:6])
    statements = (
        said("s1", "mixed", "headline", "The Dam Gates 'Will Stay Shut Until The Spring'", ":",
             "Veldish State President Anna Brandt", "e1", "e2"),
        said("s2", "direct", "headline", "We Have 'Waited Long Enough'", ": @2", "Ostrian Envoy Pavel Morn", "e3"),
        said("s3", "indirect", "body", "that they must keep the gates of the Harl dam closed", "instructed",
             "State President Anna Brandt @2", "e1", "e2", occasion="o1"),
        said("s4", "mixed", "body", "that the treaty was “a promise between\nneighbours”", "also said", "She", "e1",
             occasion="o1"),
        said("s5", "indirect", "body", "that nobody would be allowed to redraw the river", "warned", "She", "e1", "e4",
             occasion="o1"),
        said("s6", "direct", "body", "“The river is not a tap.”", "said:", "Her advisor, Ilse Tamm", "e5",
             confidence=0.98),
        said("s7", "direct", "subhead", "“We Keep What We Have Built”", ": @4", "President Brandt", "e1", "e2"),
        said("s8", "direct", "body", first, "speech:", "Brandt's", "e1", occasion="o1", method="lead-in"),
        said("s9", "mixed", "body", "that 'the gates were opened at night…'", "claiming", "Officials across the border",
             "e6", parent="s8", confidence=0.71),
        said("s10", "direct", "body", second, "speech:", "Brandt's", "e1", occasion="o1", method="lead-in"),
        said("s11", "direct", "subhead", "“Nobody Asked Us”", ": @6", "Envoy Morn", "e3"),
        said("s12", "direct", "body", "“Nobody asked us,” | “and nobody is asking us now.”", "said @3", "he @23", "e3",
             "e1", occasion="o2"),
        said("s13", "indirect", "body", "for a joint commission", "called", "the envoy", "e3", confidence=0.66),
        said("s14", "indirect", "body", "the fish were gone", "said @4", "an unnamed fisherman", None, confidence=0.6),
    )  # fmt: skip
    entities = (
        Entity("e1", "Anna Brandt", EntityType.PERSON, True, ("State President", "Veldish State President"),
               mentions("Anna Brandt | Anna Brandt @2 | Brandt's", "She")),
        Entity("e2", "the governors of the two delta provinces", EntityType.GROUP, False, (),
               mentions("", "", "the governors of the two delta provinces")),
        Entity("e3", "Pavel Morn", EntityType.PERSON, True, ("Ostrian Envoy",),
               mentions("Pavel Morn", "", "the envoy")),
        Entity("e4", "Ostria", EntityType.PLACE, True, (), mentions("Ostria @2")),
        Entity("e5", "Ilse Tamm", EntityType.PERSON, True, ("advisor",), mentions("Ilse Tamm")),
        Entity("e6", "Officials across the border", EntityType.GROUP, False, (),
               mentions("", "", "Officials across the border")),
    )  # fmt: skip
    congress = tuple(map(span, ("On October 17, 2023", "the opening of the River Congress")))
    return Record(
        document=document,
        statements=statements,
        entities=entities,
        occasions=(
            Occasion("o1", "2023-10-17", "Soltau", "the opening of the River Congress", congress),
            Occasion("o2", "2023-10-18", None, "Kanal 3", (span("a day later on Kanal 3"),)),
        ),
        insertions=(
            Insertion(span("[1]"), InsertionKind.FOOTNOTE),
            Insertion(span("[i.e. the Harl dam]"), InsertionKind.GLOSS),
            Insertion(span("[The ministry's]"), InsertionKind.REPLACEMENT),
            Insertion(span("(applause)"), InsertionKind.STAGE),
        ),
        quotations=(
            Quotation(span("'Will Stay Shut Until The Spring'"), "s1", True, 1),
            Quotation(span("“The river is not a tap.”"), "s6", True, 1),
            Quotation(document.blocks[4].span, "s8", False, 1),
            Quotation(span("'the gates were opened at night…'"), "s9", True, 2),
            Quotation(span("“water question”"), None, True, 1),
        ),
    )


def renamed(record: Record, path: str) -> Record:
    """The same record, of a document at another path."""
    return replace(record, document=replace(record.document, path=path))
