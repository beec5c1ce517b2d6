"""Waivers: they follow the words of a quotation and nothing else, and their file is only ever added to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.model import ConfigurationError, Finding, Severity, Span
from quoth.verify.report import report
from quoth.verify.waivers import SUFFIX, Waiver, apply_waivers, read_waivers, waiver_file, write_waiver

PIER = "“We rebuilt the pier in a year,”"
DRAFT = f"{PIER} said Anna Brandt. Again: {PIER} she said. “Nobody drowned.”"


def places(text: str) -> list[tuple[Span, str]]:
    """Every quotation between curly marks."""
    found, start = [], text.find("“")
    while start >= 0:
        end = text.index("”", start) + 1
        found.append((Span(start, end), text[start:end]))
        start = text.find("“", end)
    return found


def finding(start: int, rule: str = "altered-wording", length: int = 3) -> Finding:
    return Finding(rule, Severity.ERROR, Span(start, start + length), "the draft has “rebuilt”")


def waived(text: str, findings: list[Finding], *waivers: Waiver) -> tuple[list[str | None], list[str]]:
    judged, unused = apply_waivers(findings, places(text), waivers)
    return [one.waived for one in judged], [one.facts["about"] for one in unused]


WAIVER = Waiver("altered-wording", "We rebuilt the pier in a year", "heard it")


def test_a_waiver_waives_its_rule_in_its_quotation() -> None:
    findings = [finding(4), finding(20, length=0), finding(4, "altered-number"), finding(DRAFT.rindex("pier"))]
    assert waived(DRAFT, findings, WAIVER) == (["heard it", "heard it", None, None], [])


def test_an_occurrence_tells_which_of_the_same_words() -> None:
    second = Waiver(WAIVER.rule, WAIVER.quotation, "the second", occurrence=2)
    findings = [finding(4), finding(DRAFT.rindex("pier"))]
    assert waived(DRAFT, findings, second) == ([None, "the second"], [])
    assert waived(DRAFT, findings, WAIVER, second) == (["heard it", "the second"], [])


@pytest.mark.parametrize(
    "edited",
    [
        "A new first paragraph.\n\n" + DRAFT,
        DRAFT.replace("We rebuilt", "WE REBUILT").replace("year,”", "year!”"),
        DRAFT.replace("the pier", "the\npier"),
        DRAFT.replace("Nobody drowned", "Nobody slept"),
        DRAFT.replace("rebuilt", "re\u00adbuilt"),
    ],
)
def test_a_waiver_survives_what_leaves_the_words(edited: str) -> None:
    at = places(edited)[0][0].start
    assert waived(edited, [finding(at + 1)], WAIVER) == (["heard it"], [])


def test_a_waiver_falls_when_a_word_changes() -> None:
    edited = DRAFT.replace("in a year", "in a month")
    assert waived(edited, [finding(4)], WAIVER) == ([None], ["stale"])
    _, unused = apply_waivers([finding(4)], places(edited), [WAIVER])
    (told,) = report(unused, {})
    assert told.rule == "stale-waiver"
    assert told.severity is Severity.WARNING
    assert "“We rebuilt the pier in a year” no longer holds" in told.message


def test_a_waiver_that_waits_for_nothing_is_told() -> None:
    assert waived(DRAFT, [], WAIVER) == ([], ["needless"])
    assert waived(DRAFT, [], Waiver(WAIVER.rule, WAIVER.quotation, "why", occurrence=3)) == ([], ["stale"])


def test_a_finding_belongs_to_the_innermost_quotation() -> None:
    outer, inner = (Span(0, 30), "She said ‘never again’ and left"), (Span(9, 22), "‘never again’")
    judged, unused = apply_waivers([finding(11)], [outer, inner], [Waiver(WAIVER.rule, "never again", "why")])
    assert judged[0].waived == "why"
    assert not unused


def test_the_file_is_named_after_the_whole_draft() -> None:
    assert waiver_file(Path("a/b.md")) == Path("a/b.md.quoth-waivers.toml")
    assert waiver_file(Path("a/b")) == Path(f"a/b{SUFFIX}")


def test_no_file_is_no_waiver(tmp_path: Path) -> None:
    assert read_waivers(tmp_path / "none") == ()


def test_writing_keeps_what_the_file_holds(tmp_path: Path) -> None:
    file = tmp_path / "draft.md.quoth-waivers.toml"
    write_waiver(file, WAIVER)
    mine = file.read_text(encoding="utf-8") + "# checked by hand\r\n[[waiver]]   # odd, but mine\nrule='contraction'"
    mine += "\nquotation='''\nNobody  drowned'''\nreason='x'\ndate=2031-10-17"
    file.write_bytes(mine.encode("utf-8"))
    other = Waiver("cut-hedge", 'Say "no"\\ \n\u007fto 😀 it', "why\nnot", 2, "2031-10-18", "Dorit Hamm")
    write_waiver(file, other)
    assert file.read_bytes().decode("utf-8").startswith(mine)
    first, second, third = read_waivers(file)
    assert first == WAIVER
    assert (second.rule, second.date, second.occurrence) == ("contraction", "2031-10-17", 1)
    assert third == Waiver("cut-hedge", 'Say "no"\\ \u007fto 😀 it', "why not", 2, "2031-10-18", "Dorit Hamm")


def test_a_file_with_the_mark_of_windows_is_read(tmp_path: Path) -> None:
    file = tmp_path / "w.toml"
    write_waiver(file, WAIVER)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_waivers(file) == (WAIVER,)
    write_waiver(file, Waiver("cut-hedge", "Nobody drowned", "x"))
    assert len(read_waivers(file)) == 2


@given(
    quotation=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda text: f"word {text}"),
    reason=st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: f"since {text}"),
    occurrence=st.integers(1, 9),
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, quotation: str, reason: str, occurrence: int
) -> None:
    file = tmp_path_factory.mktemp("waivers") / "draft.md.quoth-waivers.toml"
    write_waiver(file, Waiver("contraction", quotation, reason, occurrence))
    (read,) = read_waivers(file)
    assert (read.quotation, read.reason, read.occurrence) == (
        " ".join(quotation.split()),
        " ".join(reason.split()),
        occurrence,
    )


ENTRY = '[[waiver]]\nrule = "contraction"\nquotation = "Nobody drowned"\nreason = "x"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENTRY.replace('"x"', '" "'), "waiver 1: has no reason; say why it stands"),
        (ENTRY.replace('reason = "x"\n', ""), "waiver 1: has no reason"),
        (ENTRY.replace("contraction", "contractions"), "unknown rule `contractions`; did you mean `contraction`?"),
        (ENTRY.replace("contraction", "stale-waiver"), "`stale-waiver` cannot be waived"),
        (ENTRY.replace("Nobody drowned", "… !"), "`quotation` holds no words"),
        (ENTRY + "line = 4\n", "waiver 1: unknown key `line`"),
        (ENTRY + "occurrence = 0\n", "`occurrence` is no number"),
        (ENTRY + "occurrence = true\n", "`occurrence` is no number"),
        (ENTRY + 'date = "soon"\n', "`date` is no date; write it as 2031-10-17"),
        (ENTRY + ENTRY.replace('"x"', "7"), "waiver 2: has no reason"),
        (ENTRY.replace("[[waiver]]", "[waiver]"), "begin each entry with [[waiver]]"),
        (ENTRY.replace("[[waiver]]", "[[waivers]]"), "unknown key `waivers`; did you mean `waiver`?"),
        ("[[waiver]\n", "is not TOML: "),
    ],
)
def test_a_wrong_file_is_told_and_not_added_to(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "w.toml"
    file.write_text(text, encoding="utf-8")
    for act in (lambda: read_waivers(file), lambda: write_waiver(file, WAIVER)):
        with pytest.raises(ConfigurationError) as caught:
            act()
        assert str(caught.value).startswith(str(file))
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("waiver", "said"),
    [
        (Waiver("contraction", "Nobody drowned", " "), "has no reason"),
        (Waiver("nothing", "Nobody drowned", "x"), "unknown rule"),
        (Waiver("contraction", "Nobody drowned", "x", date="soon"), "is no date"),
        (WAIVER, "already waived"),
    ],
)
def test_what_cannot_be_waived_is_not_written(tmp_path: Path, waiver: Waiver, said: str) -> None:
    file = tmp_path / "w.toml"
    write_waiver(file, WAIVER)
    before = file.read_bytes()
    with pytest.raises(ConfigurationError, match=said):
        write_waiver(file, waiver)
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nothing was written"):
        write_waiver(tmp_path / "no folder" / "w.toml", WAIVER)
