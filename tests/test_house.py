"""The house rules that a linter does not know: floors, lazy imports, modules of one subject, the promised files."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "quoth"
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"trafilatura", "lxml", "pypdfium2", "docx", "markdown_it", "webvtt", "srt", "charset_normalizer", "babel"}

LONGEST_MODULE = 500  # beyond this a module has become the place for everything
LONGEST_FUNCTION = 100  # the style asks for a screen; a table of fields may be longer


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def in_package(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=in_package)
def test_a_module_says_what_it_is_for_and_stays_one(path: Path) -> None:
    assert ast.get_docstring(tree(path)), "the first line says what the module is for"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert not {"utils", "util", "helpers", "common", "misc"} & set(path.relative_to(PACKAGE).with_suffix("").parts)
    long = [
        f"{node.name}, line {node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize("path", [path for path in MODULES if "cli" not in path.parts], ids=in_package)
def test_the_library_neither_prints_nor_exits_nor_swallows(path: Path) -> None:
    assert not list(_faults(tree(path)))


def _faults(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id="print" | "exit" | "input" as name)):
                yield f"{name}, line {node.lineno}"
            case ast.Attribute(value=ast.Name(id="sys"), attr="exit" | "stdout" | "stderr" | "stdin" as name):
                yield f"sys.{name}, line {node.lineno}"
            case ast.ExceptHandler(type=None):
                yield f"bare except, line {node.lineno}"


def test_the_model_stands_on_the_standard_library_alone() -> None:
    for path in (PACKAGE / "model").glob("*.py"):
        imported = {
            name.split(".")[0]
            for node in ast.walk(tree(path))
            for name in _imported(node)
            if not name.startswith("quoth.model")
        }
        assert imported <= sys.stdlib_module_names, path.name


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom(module=str(module)):
            return [module]
        case _:
            return []


def test_reading_a_plain_text_imports_nothing_heavy() -> None:
    program = (
        "import sys, quoth, quoth.cli; quoth.read('“We will,” said Anna Brandt.');"
        f"print(*sorted({HEAVY!r} & {{name.split('.')[0] for name in sys.modules}}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_what_the_project_states_of_itself_agrees() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["requires-python"] == ">=3.11"
    assert {"web", "postgres", "spark", "mcp", "train", "all"} <= project["optional-dependencies"].keys()
    assert (PACKAGE / "py.typed").exists()


def test_every_make_target_named_in_the_pages_exists() -> None:
    targets = {
        line.partition(":")[0]
        for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
        if "  ## " in line
    }
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        named = {words.split()[1] for words in _code(page) if words.startswith("make ")}
        assert named <= targets, page.name


def _code(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return text.split("`")[1::2] + [line.removeprefix("$ ") for line in text.splitlines()]
