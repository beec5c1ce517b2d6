"""The case loader: words to spans, and one clear line for whatever an author gets wrong."""

from pathlib import Path

import pytest

from quoth.model import Span
from tests.cases import Case, load_cases

SAMPLE = """
id: direct-cue-after            # unique, stable
why: |-
  Content, then cue, then source: the commonest shape.
lang: en
text: |-
  “We will leave,” said Ms. Petit. He laughed.
  “I did not,” he said, “and I: never.”
expect:
  - kind: direct
    content: |-
      “We will leave,”
    cue: said @1
    source: Ms. Petit
  - kind: direct
    content: |-
      “I did not,”
      “and I: never.”
    cue: said @2
    source: he
---
id: scare-quotes
why: |-
  Scare quotes are not quotations.
text: |-
  The “expert” left.
expect: []
"""


def write(folder: Path, content: str, name: str = "extract/en/direct.yaml") -> Path:
    file = folder / "cases" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return folder / "cases"


def one(folder: Path, content: str, name: str = "extract/en/direct.yaml") -> Case:
    (case,), problems = load_cases(write(folder, content, name))
    assert not problems
    return case


def problem(folder: Path, content: str, name: str = "extract/en/direct.yaml") -> str:
    _, problems = load_cases(write(folder, content, name))
    assert len(problems) == 1
    return str(problems[0])


def with_text(text: str, expect: str = "expect: []") -> str:
    return f"id: a\nwhy: w\ntext: |-\n  {text}\n{expect}\n"


def saying(content: str) -> str:
    return f"expect:\n  - kind: direct\n    content: |-\n      {content}\n"


def test_the_sample_of_the_house_style(tmp_path: Path) -> None:
    (direct, scare), problems = load_cases(write(tmp_path, SAMPLE))
    assert not problems
    first, second = direct.lists["expect"]
    assert first == {
        "kind": "direct",
        "content": (Span(0, 16),),
        "cue": (Span(17, 21),),
        "source": (Span(22, 31),),
    }
    assert [span.of(direct.text) for span in second["content"]] == ["“I did not,”", "“and I: never.”"]
    assert second["cue"] == (Span(61, 65),)
    assert second["source"] == (Span(58, 60),)  # not the "he" of "the"
    assert scare.lists["expect"] == ()
    assert scare.lang == "en"
    assert (direct.where, scare.where) == ("cases/extract/en/direct.yaml:2", "cases/extract/en/direct.yaml:22")


def test_everything_stays_text(tmp_path: Path) -> None:
    assert one(tmp_path, with_text("Nei.", "lang: no\nexpect: []")).lang == "no"


def test_the_language_is_that_of_the_folder_or_the_file(tmp_path: Path) -> None:
    assert one(tmp_path / "1", with_text("Nein."), "extract/de/direct.yaml").lang == "de"
    assert one(tmp_path / "2", with_text("Non."), "marks/fr.yaml").lang == "fr"
    assert one(tmp_path / "3", with_text("No."), "blocks/plain.yaml").lang == "en"


def test_words_may_run_over_the_end_of_a_line(tmp_path: Path) -> None:
    case = one(tmp_path, with_text("“We will\n  leave,” he said.", saying("“We will leave,”")))
    assert case.lists["expect"][0]["content"] == (Span(0, 16),)


def test_a_span_in_a_script_without_spaces(tmp_path: Path) -> None:
    expect = "expect:\n  - kind: direct\n    content: 「行く」\n    cue: 言った\n    source: 田中氏\n"
    case = one(tmp_path, with_text("昨日田中氏は「行く」と言った。", expect), "extract/ja/direct.yaml")
    assert case.lists["expect"][0]["source"] == (Span(2, 5),)


def test_a_character_outside_the_bmp_is_one_code_point(tmp_path: Path) -> None:
    case = one(tmp_path, with_text("😀 “Nous”", "unattributed: “Nous”\nexpect: []"))
    assert case.lists["unattributed"] == (Span(2, 8),)


def test_paragraphs_are_what_blank_lines_part(tmp_path: Path) -> None:
    case = one(tmp_path, 'id: a\nwhy: w\ntext: " One\\r\\n two. \\n\\n\\n \\nThree.\\n"\nexpect: []\n')
    assert [block.span.of(case.text) for block in case.paragraphs()] == ["One\r\n two.", "Three."]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            with_text("He left.", saying("“Gone.”")),
            "cases/extract/en/direct.yaml:1: case 'a': expect: content: '“Gone.”' is not in the text; "
            "copy the words from the text",
        ),
        (
            with_text("She laughed.", saying("laugh")),
            "'laugh' is not in the text as whole words; write the whole words, not a part of one",
        ),
        (
            with_text("He said he said.", saying("said")),
            "'said' occurs 2 times; write which one is meant, from `said @1` to `@2`",
        ),
        (with_text("He said he said.", saying("said @3")), "'said' occurs 2 time(s), so there is no @3"),
        (with_text("He said.", "why: again\nexpect: []"), "the key 'why' is given twice"),
        (with_text("He said.", "expected: []"), "unknown key 'expected'; the keys are id, why, text, expect"),
        (with_text("He said.", "kind: html\nexpect: []"), "unknown key 'kind'"),
        (with_text("He said.", "lang: en"), "the key 'expect' is missing; add it"),
        (
            with_text("He said.", "expect:\n  - kind: said\n    content: He"),
            "'said' is not one of direct, indirect, mixed",
        ),
        (with_text("He said.", "expect:\n  - kind: direct"), "expect: the key 'content' is missing; add it"),
        (with_text("He said.", "expect: none"), "is not a list; begin each entry with `- `"),
        (
            with_text("He said.", "why2: Content: cue.\nexpect: []"),
            "direct.yaml:5: mapping values are not allowed here",
        ),
        (with_text("He said.", "expect:\n  - just words"), "has no fields; write kind, content"),
    ],
)
def test_what_is_wrong_is_said_with_its_remedy(tmp_path: Path, content: str, says: str) -> None:
    assert says in problem(tmp_path, content)


def test_prose_after_the_colon_is_answered_with_the_remedy(tmp_path: Path) -> None:
    content = "id: a\nwhy: Content, then cue: the commonest shape.\n"
    assert "put `|-` after the colon and the words on the next line" in problem(tmp_path, content)


def test_an_id_is_taken_once_over_all_files(tmp_path: Path) -> None:
    write(tmp_path, with_text("He said."), "extract/en/a.yaml")
    assert "cases/marks/en.yaml:1: id 'a' is already taken by cases/extract/en/a.yaml:1" in problem(
        tmp_path, with_text("She said."), "marks/en.yaml"
    )


def test_a_folder_that_runs_nothing_is_refused(tmp_path: Path) -> None:
    assert "no such kind of case; the folders are extract" in problem(tmp_path, with_text("No."), "extracts/en.yaml")


def test_one_bad_case_does_not_hide_the_others(tmp_path: Path) -> None:
    cases, problems = load_cases(write(tmp_path, f"id: b\nwhy: w\ntext: t\n---\n{with_text('He said.')}"))
    assert [case.id for case in cases] == ["a"]
    assert "case 'b': the key 'expect' is missing" in str(problems[0])


def test_a_sample_is_a_case_with_a_file_in_place_of_a_text(tmp_path: Path) -> None:
    folder = tmp_path / "samples"
    folder.mkdir()
    (folder / "letter.txt").write_bytes("“No,” he said.\r\n".encode())
    content = "id: a\nwhy: w\nfile: letter.txt\nexpect:\n  - kind: direct\n    content: “No,”\n"
    (folder / "letter.yaml").write_text(content, encoding="utf-8")
    (case,), problems = load_cases(folder)
    assert not problems
    assert (case.family, case.where, case.text) == ("extract", "samples/letter.yaml:1", "“No,” he said.\r\n")
