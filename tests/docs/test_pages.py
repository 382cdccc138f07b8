"""The code in README.md, CONTRIBUTING.md and docs/ is run, and its output is compared.

A page is read from top to bottom; its blocks share one namespace and one folder, which holds a copy of `examples/`:

```python     run; with >>> prompts its output is compared, as in a doctest
```toml       written to a file if the line before the fence is `<!-- file: NAME -->`
```console    each `$ comarca ...` is run, and what stands below it is compared with what it prints; `...` stands for any text,
              and a status other than 0 shows as a last line `(exit status 1)`
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMPARE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FILE = re.compile(r"<!-- file: ([\w.-]+) -->\s*\Z")
CI_RUN = re.compile(r"^<!-- ci: run -->\n```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMARCA = [sys.executable, "-c", "import sys; from games.cli import main; sys.argv[0] = 'comarca'; sys.exit(main())"]


def comarca(arguments: list[str]) -> str:
    """What the command prints in the current folder, errors included, and its exit status if that is not 0."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "MPLBACKEND": "Agg",
    }
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
    run = subprocess.run([*COMARCA, *arguments], text=True, check=False, env=environment, timeout=120, **streams)
    return run.stdout + (f"(exit status {run.returncode})\n" if run.returncode else "")


def run_console(example: Example) -> None:
    """Each `$ ` line is a command; the lines up to the next one are what it prints."""
    for entry in re.split(r"^\$ ", str(example.parsed), flags=re.MULTILINE)[1:]:
        command, _, expected = entry.partition("\n")
        program, *arguments = shlex.split(command)
        assert program == "comarca", f"{program}: console blocks run comarca only"
        printed = comarca(arguments)
        matches = doctest.OutputChecker().check_output(expected.strip() + "\n", printed.strip() + "\n", COMPARE)
        assert matches, f"$ {command}\nexpected:\n{expected}\nprinted:\n{printed}"


def write_file(example: Example) -> None:
    """A block under `<!-- file: NAME -->` becomes that file; another is only shown."""
    if named := FILE.search(example.document.text[: example.start]):
        Path(named[1]).write_text(str(example.parsed), encoding="utf-8")


PARSERS = [
    PythonCodeBlockParser(doctest_optionflags=COMPARE),
    CodeBlockParser("console", run_console),
    CodeBlockParser("toml", write_file),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_code_of_a_page_runs_and_prints_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for example in Sybil(parsers=PARSERS).parse(page).examples():
        example.evaluate()


def test_a_page_that_lies_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "page.md"
    page.write_text("```python\n>>> 1 + 1\n3\n```\n", encoding="utf-8")
    (example,) = Sybil(parsers=PARSERS).parse(page).examples()
    with pytest.raises(Exception, match="Expected"):
        example.evaluate()


def test_a_file_block_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "page.md"
    page.write_text('<!-- file: a.toml -->\n```toml\nkind = "strategic"\n```\n', encoding="utf-8")
    for example in Sybil(parsers=PARSERS).parse(page).examples():
        example.evaluate()
    assert (tmp_path / "a.toml").read_text(encoding="utf-8") == 'kind = "strategic"\n'


def test_the_readme_has_two_commands_that_do_all_the_set_up() -> None:
    first, second = CI_RUN.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert "venv" in first and "comarca tour" in first
    assert "[test]" in second and "pytest" in second


def test_every_relative_link_leads_somewhere() -> None:
    for page in PAGES:
        links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        missing = [link for link in links if not (page.parent / link).exists()]
        assert not missing, f"{page.name}: {missing}"
