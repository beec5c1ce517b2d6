"""The documentation's examples give what the pages say; `make docs` writes what they give today."""

from pathlib import Path

import pytest

from tools.docs import PAGES, ROOT, agrees, examples, rewrite, run


@pytest.mark.parametrize("page", [page for page in PAGES if any(examples(page))], ids=lambda page: page.name)
def test_the_examples_of_a_page(page: Path) -> None:
    differing = [
        f"{page.relative_to(ROOT)}:{example.line}: {example.source}\n--- the page says\n{example.want}"
        f"--- it gives (`make docs` writes it)\n{got}"
        for example, got in run(page)
        if not agrees(example.want, got)
    ]
    if differing:
        pytest.fail("\n".join(differing), pytrace=False)


PAGE = """\
# A page

```console
$ printf 'one\\ntwo\\n'
one
two
$ echo first; \\
  echo 12 ms
first
... ms
$ true
```

```python
>>> number = 6
>>> number * 7
41
>>> 1 / 0
Traceback (most recent call last):
    ...
ZeroDivisionError: division by zero
```
"""


def test_examples_are_found_run_and_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    results = [(example.source, agrees(example.want, got)) for example, got in run(page)]
    assert results == [
        ("printf 'one\\ntwo\\n'", True),
        ("echo first; \\\n  echo 12 ms", True),
        ("true", True),
        ("number = 6\n", True),
        ("number * 7\n", False),
        ("1 / 0\n", True),
    ]
    assert rewrite(page) == 1
    assert page.read_text(encoding="utf-8") == PAGE.replace("41", "42")
    assert rewrite(page) == 0


def test_a_crash_is_not_written_into_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ python -c 1/0\n12\n```\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="ZeroDivisionError"):
        rewrite(page)
    assert "\n12\n" in page.read_text(encoding="utf-8")
