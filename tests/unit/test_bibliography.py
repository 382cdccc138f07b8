"""Docstrings and game files cite only what the bibliography holds, and what it holds is well formed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest

from games.bibliography import BIBLIOGRAPHY, cite, reference
from games.errors import ComarcaError

ROOT = Path(__file__).parents[2]
CITATION = re.compile(r"\[([A-Za-z]+(?:\d{4}[a-z]?)?)\]_")
DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9]*[A-Za-z0-9]")
MODULES = sorted(path for package in ("games", "proofs", "examples") for path in (ROOT / package).rglob("*.py"))


def _letters(name: str) -> str:
    """A surname in plain lower-case letters: Goldlücke is goldluecke, Peña is pena."""
    for letter, plain in {"ä": "ae", "ö": "oe", "ü": "ue"}.items():
        name = name.replace(letter, plain)
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if letter.isascii() and letter.isalpha()
    ).lower()


def test_the_citation_pattern_finds_citations() -> None:
    assert CITATION.findall("As in [Nash1951]_, [Almond]_ and a[i]_b.") == ["Nash1951", "Almond", "i"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_cited_key_is_in_the_bibliography(path: Path) -> None:
    cited = {key for key in CITATION.findall(path.read_text(encoding="utf-8")) if len(key) > 1}
    assert cited <= set(BIBLIOGRAPHY)


@pytest.mark.parametrize("key", BIBLIOGRAPHY)
def test_a_key_names_the_first_author_and_the_year(key: str) -> None:
    source = reference(key)
    assert key.lower().startswith(_letters(source.authors[0].split(",")[0]))
    assert key.endswith(str(source.year or ""))


@pytest.mark.parametrize("key", BIBLIOGRAPHY)
def test_a_reference_is_whole_and_its_doi_well_formed(key: str) -> None:
    source = reference(key)
    assert all(source.authors) and source.title and source.outlet
    assert source.year is None or 1800 < source.year < 2030
    assert source.doi is None or DOI.fullmatch(source.doi)


def test_no_doi_stands_twice() -> None:
    dois = [source.doi for source in BIBLIOGRAPHY.values() if source.doi]
    assert len(dois) == len(set(dois))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("Nash1951", "Nash (1951)"),
        ("HerrigelZeitlin2010", "Herrigel and Zeitlin (2010)"),
        ("LynchEtAl2000", "Lynch et al. (2000)"),
        ("Almond", "Almond (undated)"),
    ],
)
def test_a_citation_names_authors_and_year(key: str, words: str) -> None:
    assert cite(key) == words


def test_an_unknown_key_is_told_with_the_nearest_one() -> None:
    with pytest.raises(ComarcaError, match='Did you mean "Nash195'):
        reference("Nash1950")


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.toml")), ids=lambda path: path.name)
def test_a_game_file_of_ours_names_a_source_by_its_key(path: Path) -> None:
    source = tomllib.loads(path.read_text(encoding="utf-8")).get("source", "")
    assert re.split(r"[,;: ]", source)[0] in BIBLIOGRAPHY
