"""Sphinx configuration. Docstrings here are plain text, not reStructuredText: `plain_docstring` sets them as such."""

from __future__ import annotations

import importlib
import importlib.metadata
import pkgutil
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from games.bibliography import BIBLIOGRAPHY

project = "comarca"
author = "comarca contributors"
copyright = "2026, comarca contributors"  # noqa: A001
release = importlib.metadata.version("comarca")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "comarca"
html_static_path = ["_static"]
html_css_files = ["wide.css"]
nitpicky = False
suppress_warnings = [
    "ref.citation",  # a source may stand in the bibliography before a docstring cites it
    "ref.python",  # a bare name in a signature may be a description of games.core or the class of games.api that extends it
]

autodoc_default_options = {
    "members": True,
    "show-inheritance": True,
    "member-order": "bysource",
    "ignore-module-all": True,
}
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
autodoc_class_signature = "separated"

CITATION = re.compile(r"\[([A-Za-z]+(?:\d{4}[a-z]?)?)\]_")


def plain_docstring(app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Set each paragraph as it was typed: prose as prose, tables and formulas in fixed width, examples as examples."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines).strip("\n"))
    cited = sorted({key for key in CITATION.findall("\n".join(lines)) if key in BIBLIOGRAPHY})
    out: list[str] = []
    for paragraph in filter(str.strip, paragraphs):
        out += [
            *(
                _example(paragraph)
                if ">>>" in paragraph
                else _fixed(paragraph)
                if _is_laid_out(paragraph)
                else _prose(paragraph)
            ),
            "",
        ]
    if cited:
        out += ["Sources: " + ", ".join(f"[{key}]_" for key in cited), ""]
    lines[:] = out


def _is_laid_out(paragraph: str) -> bool:
    """Whether spaces carry meaning: an indented line, a list, or columns."""
    return any(re.match(r"\s|[-*+] |\d+\. ", line) or re.search(r"\S {2,}\S", line) for line in paragraph.splitlines())


def _example(paragraph: str) -> list[str]:
    return [".. code-block:: pycon", "", *(f"    {line}" for line in paragraph.splitlines())]


def _fixed(paragraph: str) -> list[str]:
    return [".. code-block:: none", "", *(f"    {line}" for line in paragraph.splitlines())]


def _prose(paragraph: str) -> list[str]:
    """Backticks are code, everything else is text."""
    parts = re.split(r"(`+[^`]+`+)", CITATION.sub(lambda found: found[1], paragraph))
    return "".join(f"``{part.strip('`')}``" if part.startswith("`") else _escaped(part) for part in parts).splitlines()


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_|`])", r"\\\1", text)


# Reference page -> the package whose public modules it lists; the two packages themselves list only their own top modules.
PACKAGES = {
    f"reference/{page}": package
    for page, package in {
        "games": "games",
        "exact": "games.exact",
        "core": "games.core",
        "solvers": "games.solvers",
        "models": "games.models",
        "formats": "games.formats",
        "catalog": "games.catalog",
        "show": "games.show",
        "proofs": "proofs",
        "checker": "proofs.checker",
        "engines": "proofs.engines",
        "theorems": "proofs.theorems",
    }.items()
}


def public_modules(package: str) -> list[str]:
    """The package and its modules, subpackages too unless they have a page of their own."""
    own_page = set(PACKAGES.values()) - {package}
    found = [package]
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__, package + "."):
        if module.name.rpartition(".")[2].startswith("_") or module.name in own_page:
            continue
        found += public_modules(module.name) if module.ispkg else [module.name]
    return found


def fill_reference(app: Any, docname: str, source: list[str]) -> None:
    """The reference pages are written from the packages, the bibliography from games.bibliography."""
    if docname in PACKAGES:
        source[0] += "".join(
            f"\n{name}\n{'-' * len(name)}\n\n.. automodule:: {name}\n" for name in public_modules(PACKAGES[docname])
        )
    if docname == "reference/bibliography":
        source[0] += "\n".join(f".. [{key}] {_escaped(entry.text)}" for key, entry in BIBLIOGRAPHY.items()) + "\n"


def setup(app: Any) -> dict[str, Any]:
    app.connect("autodoc-process-docstring", plain_docstring)
    app.connect("source-read", fill_reference)
    return {"parallel_read_safe": True}
