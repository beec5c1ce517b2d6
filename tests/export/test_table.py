"""The table as a person sees it."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from quoth.export.table import render_table
from quoth.model import Entity, EntityType, Record, Role
from tests.export.dispatch import compose, dispatch

AT_80 = """\
samples/dispatch.txt · en · 2023-10-19
Veldish State President Anna Brandt To Governors: The Dam Gates 'Will Stay…

speaker           kind      words                                        where
────────────────  ────────  ───────────────────────────────────────────  ───────
Anna Brandt       mixed     The Dam Gates 'Will Stay Shut Until The…     line 1
                            in the headline · to the governors of the two…
Pavel Morn        direct    We Have 'Waited Long Enough'                 line 1
                            in the headline
Anna Brandt       indirect  that they must keep the gates of the Harl…   line 3
                            to the governors of the two delta provinces ·…
Anna Brandt       mixed     that the treaty was “a promise between…      line 3
                            2023-10-17 · Soltau
"""


def table(record: Record, width: int = 80, *, colour: bool = False) -> str:
    return "".join(render_table([record], width=width, colour=colour))


def test_at_80_columns() -> None:
    shown = table(dispatch())
    assert shown.startswith(AT_80)
    assert "\n↳ Officials acr…  mixed     that 'the gates were opened at night…'       line 10\n" in shown
    assert "\nnot known         indirect  the fish were gone                           line 20\n" in shown
    assert shown.endswith(
        "\n14 statements (7 direct, 4 indirect, 3 mixed) · 4 speakers\n"
        "1 with a speaker not known · 1 quotation without a statement\n"
    )


def test_at_160_columns_addressee_and_date_have_columns_of_their_own() -> None:
    lines = table(dispatch(), 160).splitlines()
    assert re.split(r"\s{2,}", lines[3]) == ["speaker", "to", "kind", "words", "when", "where"]
    assert re.split(r"\s{2,}", lines[8]) == [
        "Anna Brandt", "mixed", "that the treaty was “a promise between neighbours”", "2023-10-17", "line 3",
    ]  # fmt: skip
    assert re.split(r"\s{2,}", lines[5])[1] == "the governors of the…"
    assert lines[5].endswith("line 1 headline")


def test_at_50_columns_a_statement_has_lines_of_its_own() -> None:
    assert "\nPavel Morn · direct · line 1 headline\n  We Have 'Waited Long Enough'\n\n" in table(dispatch(), 50)


@pytest.mark.parametrize("width", [20, 50, 60, 80, 109, 110, 160, 400])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    wide = compose(
        ((Role.HEADLINE, "ハル・ダム「春まで閉鎖」" * 9), (Role.PARAGRAPH, "😀 «السد سيبقى مغلقًا» " * 30)),
        path="長い" * 60,
    )
    statements = tuple(replace(dispatch().statements[0], content=(block.span,)) for block in wide.blocks)
    entities = tuple(replace(entity, name="アンナ・ブラント大統領" * 4) for entity in dispatch().entities)
    for record in (dispatch(), replace(dispatch(), document=wide, statements=statements, entities=entities)):
        assert max(map(cell_len, table(record, width).splitlines())) <= max(width, 48)


def test_colour_adds_nothing_but_colour() -> None:
    coloured = table(dispatch(), colour=True)
    assert "\x1b[36mAnna Brandt" in coloured
    assert "\x1b" not in table(dispatch())
    plain = [line.rstrip() for line in re.sub(r"\x1b\[\d+m", "", coloured).splitlines()]
    assert plain == table(dispatch()).splitlines()


def test_what_would_steer_the_terminal_is_not_shown() -> None:
    text = "“Go \x1b[31mnow\x07,” \u202ehe said."
    document = compose(((Role.PARAGRAPH, text),), path="a\x1b]0;b\n.txt")
    record = Record(
        document,
        (replace(dispatch().statements[0], content=(document.blocks[0].span,)),),
        (Entity("e1", "Bo\x9b", EntityType.PERSON, True, (), ()),),
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", table(record))


def test_a_document_without_statements_says_so() -> None:
    record = Record(compose(((Role.PARAGRAPH, "Rain."),), path="rain.txt", language="en"))
    assert table(record) == "rain.txt · en\nno statements\n"


def test_several_documents_come_as_they_are_read_and_end_with_the_totals() -> None:
    pieces = list(render_table([dispatch("a.txt"), dispatch("b.txt")]))
    assert len(pieces) == 3
    assert pieces[1].startswith("\nb.txt")
    assert pieces[2] == "\n2 documents, 28 statements\n"
