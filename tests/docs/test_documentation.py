"""What the pages say of the library is what the library says of itself."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import proofs
from games.cli import application
from proofs.theorems import catalogue

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "docs").rglob("*.rst")),
]
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp|work|mnt|srv|opt|var)/|\b[A-Z]:\\\\?Users")
LEFT_OVER = re.compile(r"(?<!`)\b(?:TODO|FIXME|XXX|TBD|lorem ipsum)\b")


def rows(text: str) -> list[list[str]]:
    """The cells of a Markdown table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def section(heading: str) -> str:
    """The text of a section of the README."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_the_table_of_theorems_is_the_catalogue_with_the_status_of_each() -> None:
    listed = rows(README.split("<!-- theorems -->")[1].split("<!-- end of theorems -->")[0])
    statuses = [str(proof.status) for proof in proofs.prove(*catalogue(), judge=False)]
    held = [[f"`{own.id}`", own.claim, status] for own, status in zip(catalogue(), statuses, strict=True)]
    assert listed == held


def test_the_changelog_counts_the_theorems() -> None:
    (number,) = re.findall(r"(\d+) theorems", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert int(number) == len(catalogue())


def test_every_dependency_is_in_the_table_and_the_table_has_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(own for group in project["optional-dependencies"].values() for own in group)]
    names = {re.split(r"[^\w-]", own)[0] for own in needed} - {"comarca"}
    listed = {name.strip() for _, packages, _ in rows(section("Dependencies")) for name in packages.split(",")}
    assert listed - {"all of these", "and build"} == names - {"build"}


def test_every_command_is_in_the_reference() -> None:
    commands = {own for own in application() if not own.startswith("-")}
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    missing = [own for own in sorted(commands) if not re.search(rf"^\| `{own}\b", page, re.MULTILINE)]
    assert not missing


def test_no_page_names_a_path_of_one_machine() -> None:
    found = {page.name: MACHINE_PATH.findall(page.read_text(encoding="utf-8")) for page in PAGES}
    assert not {name: hits for name, hits in found.items() if hits}


def test_no_page_was_left_half_written() -> None:
    found = {page.name: LEFT_OVER.findall(page.read_text(encoding="utf-8")) for page in PAGES}
    assert not {name: hits for name, hits in found.items() if hits}
