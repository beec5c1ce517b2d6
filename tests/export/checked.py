"""A check of a fictional newspaper article, built by hand: every verdict and every field occurs in it."""

from __future__ import annotations

from dataclasses import replace

from quoth.model import (
    Check,
    CheckedQuotation,
    Edit,
    EditClass,
    EvidenceUsed,
    Fidelity,
    Finding,
    Op,
    Passage,
    Role,
    Severity,
    Span,
    Verdict,
)
from tests.export.dispatch import compose

PARTS: tuple[tuple[Role, str], ...] = (
    (Role.HEADLINE, "Brandt: ‘We will raise taxes’ to mend the Harl bridge"),
    (
        Role.PARAGRAPH,
        "SOLTAU – “We will raise taxes this year,” said Mayor Anna Brandt on Tuesday, and added that the bridge had "
        "stood “for eighty years without one day of rest”.",
    ),
    (
        Role.PARAGRAPH,
        "“The council [of Soltau] has the money … and we shall spend 3.4 million crowns on it,” she told the hearing. "
        "“Nobody in this room doubts it.”",
    ),
    (
        Role.PARAGRAPH,
        "Councillor Ilyas Tomir called the plan “a bridge to nowhere”. “I’ve asked for the figures since May, and I "
        "was given a brochure,” he said.",
    ),
    (Role.SUBHEAD, "The ‘bridge question’"),
    (
        Role.PARAGRAPH,
        "The engineer, Marten Lisk, was blunt: “Close it now, or somebody is going to drown.” In a letter to the "
        "ministry he wrote: “Le pont est fatigué.” A resident shouted: “Sell the town hall!”",
    ),
)  # fmt: skip


def checked(path: str | None = "news/bridge.txt") -> Check:
    """The check of the article."""
    draft = compose(PARTS, path=path, title=PARTS[0][1], language="en", published="2031-05-06")
    text = draft.text

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    def gap(words: str) -> Span:
        """The place right after these words."""
        return Span(at(words).end, at(words).end)

    def edit(op: str, draft: str, evidence: str, kind: str, span: Span, *, shown: bool = False) -> Edit:
        return Edit(Op(op), draft, evidence, EditClass(kind), span, shown)

    def said(words: str, speaker: str | None, verdict: str, passage: Passage | None = None, *edits: Edit,
             findings: str = "", omitted: tuple[str, ...] = (), also: tuple[Passage, ...] = (),
             reason: str | None = None) -> CheckedQuotation:  # fmt: skip
        return CheckedQuotation(at(words), words, speaker, Verdict(verdict), reason, passage, also, edits, omitted,
                                tuple(findings.split()))  # fmt: skip

    def finding(rule: str, severity: str, span: Span, message: str, suggestion: str | None = None,
                waived: str | None = None) -> Finding:  # fmt: skip
        return Finding(rule, Severity(severity), span, message, suggestion, waived)

    hearing = "evidence/hearing.txt"
    taxes = Passage(
        hearing, Span(412, 451), "We will not raise taxes this year, full", "MAYOR BRANDT", 3, "00:01:12.400",
        "https://soltau.example/hearing#:~:text=We%20will%20not%20raise", "Let me be plain about the money. ",
        " stop. The bridge is paid for out of the reserve.",
    )  # fmt: skip
    years = Passage(
        hearing, Span(702, 752), "for eighty years, without one day of rest", "MAYOR BRANDT", 3, "00:02:40.000",
        None, "That bridge has carried us ", ", and nobody has ever thanked it.",
    )  # fmt: skip
    money = Passage(
        hearing, Span(900, 1010),
        "The council has the money, which not everybody believes, and we will spend 3.2 million crowns on it",
        "MAYOR BRANDT", 4, "00:05:02.000", None, "I have read the letters. ", " before the winter comes.",
    )  # fmt: skip
    doubts = Passage(
        hearing, Span(1500, 1600), "Nobody in this room doubts that the bridge is old. What I am asked is who pays. "
        "I do not doubt it", "MAYOR BRANDT", 4, "00:06:11.000", None, "", ".",
    )  # fmt: skip
    nowhere = Passage(
        "evidence/council.vtt", Span(90, 109), "a bridge to nowhere", "COUNCILLOR HALDEN", None, "00:14:09.120", None,
        "My grandmother would have called it ", ", and she was a kind woman.",
    )  # fmt: skip
    figures = Passage(
        "evidence/council.vtt", Span(300, 390), "I have asked for the, uh, figures since May, and I was given a "
        "brochure", "COUNCILLOR TOMIR", None, "00:16:30.000", None, "", ". A brochure with a duck on it.",
    )  # fmt: skip
    drown = Passage(
        "evidence/council.vtt", Span(600, 690), "It ought to be shut at once. Otherwise I fear that we shall lose "
        "a life in the water", "MR. LISK", None, "00:21:55.000", None, "You ask for my opinion. ", ".",
    )  # fmt: skip
    quotations = (
        said("‘We will raise taxes’", "Anna Brandt", "altered", taxes,
             edit("delete", "", "not", "negation", gap("Brandt: ‘We will")), findings="altered-negation"),
        said("“We will raise taxes this year,”", "Anna Brandt", "altered", taxes,
             edit("delete", "", "not", "negation", gap("“We will")), findings="altered-negation cut-qualifier"),
        said("“for eighty years without one day of rest”", "Anna Brandt", "verbatim", years, also=(replace(
            years, span=Span(40, 81), speaker=None, page=1, time=None, before="", after=""),)),
        said("“The council [of Soltau] has the money … and we shall spend 3.4 million crowns on it,”", "Anna Brandt",
             "altered", money,
             edit("insert", "[of Soltau]", "", "content", at("[of Soltau]"), shown=True),
             edit("delete", "…", "which not everybody believes", "content", at("…"), shown=True),
             edit("replace", "shall", "will", "modal", at("shall")),
             edit("replace", "3.4", "3.2", "number", at("3.4")),
             findings="altered-modal altered-number negation-in-omission added-gloss",
             omitted=("which not everybody believes",)),
        said("“Nobody in this room doubts it.”", "Anna Brandt", "spliced", doubts,
             edit("delete", "", "that the bridge is old. What I am asked is who pays. I do not doubt", "content",
                  gap("room doubts")), findings="separate-passages"),
        said("“a bridge to nowhere”", "Ilyas Tomir", "misattributed", nowhere, findings="wrong-speaker"),
        said("“I’ve asked for the figures since May, and I was given a brochure,”", "Ilyas Tomir", "verbatim", figures,
             edit("replace", "I’ve", "I have", "contraction", at("I’ve")),
             edit("delete", "", "uh", "filler", gap("asked for the")), findings="cleaned-speech contraction"),
        said("‘bridge question’", None, "not-a-claim", reason="a term: two words, and nobody is named"),
        said("“Close it now, or somebody is going to drown.”", "Marten Lisk", "paraphrase", drown,
             edit("replace", "Close it now", "It ought to be shut at once", "content", at("Close it now")),
             edit("replace", "or somebody is going to drown",
                  "Otherwise I fear that we shall lose a life in the water", "content",
                  at("or somebody is going to drown")), findings="rewording-in-marks"),
        said("“Le pont est fatigué.”", "Marten Lisk", "unchecked", reason="the quotation is French, the evidence "
             "English", findings="unchecked-quotation"),
        said("“Sell the town hall!”", "a resident", "not-found", findings="unsupported-quotation"),
    )  # fmt: skip
    left_out = "the draft leaves out “not”"
    findings = (
        finding("altered-negation", "error", at("‘We will raise taxes’"), left_out, "write “We will not raise taxes”"),
        finding("altered-negation", "error", at("“We will raise taxes this year,”"), left_out,
                "write “We will not raise taxes this year”"),
        finding("cut-qualifier", "warning", at("year,”"), "the sentence goes on: “full stop”"),
        finding("added-gloss", "off", at("[of Soltau]"), "“of Soltau” was added"),
        finding("negation-in-omission", "note", at("…"), "the ellipsis hides “not”"),
        finding("altered-modal", "error", at("shall"), "the draft has “shall”, the evidence “will”",
                "write “will”", waived="house style since 2029"),
        finding("altered-number", "error", at("3.4"), "the draft has “3.4”, the evidence “3.2”", "write “3.2”"),
        finding("separate-passages", "error", at("“Nobody in this room doubts it.”"),
                "words of two sentences stand here as one", "put “…” between them, or quote one of them"),
        finding("wrong-speaker", "error", at("Ilyas Tomir"), "the draft names Ilyas Tomir, the evidence "
                "COUNCILLOR HALDEN", "name COUNCILLOR HALDEN"),
        finding("contraction", "note", at("I’ve"), "the draft has “I’ve”, the evidence “I have”"),
        finding("cleaned-speech", "note", gap("asked for the"), "the draft leaves out “uh”"),
        finding("paraphrase-support", "note", at("called the plan"), "the nearest words of Ilyas Tomir are “a waste "
                "of good stone”"),
        finding("rewording-in-marks", "error", at("“Close it now, or somebody is going to drown.”"),
                "the words in quotation marks reword the evidence", "take the marks away, or quote “It ought to be "
                "shut at once”"),
        finding("unchecked-quotation", "warning", at("“Le pont est fatigué.”"), "this quotation was not checked"),
        finding("unsupported-quotation", "error", at("“Sell the town hall!”"),
                "nothing like it stands in the evidence"),
    )  # fmt: skip
    evidence = (
        EvidenceUsed(hearing, Fidelity.OFFICIAL_RECORD),
        EvidenceUsed("evidence/council.vtt", Fidelity.CAPTIONS),
        EvidenceUsed("evidence/letter.pdf", Fidelity.SCRIPT, read=False, reason="holds no text; run character "
                     "recognition first"),
    )  # fmt: skip
    return Check(draft, evidence, quotations, findings)
