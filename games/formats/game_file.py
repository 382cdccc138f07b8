"""Game files: text to a game, strictly. The end of a file's name says how it is read.

    .toml, any other   the game files of this library
    .nfg, .efg         Gambit's strategic and extensive games
    .gam               GAMUT's games
    .csv               one row a profile (see `games.formats.longform`)
    catalog:ID         no file: a game of the catalogue

A file from a stranger is data: its size is bounded before it is parsed, decimals and expressions are read exactly by the
library's own grammar, every key, type and label is checked, and each error names file, table and entry.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from games.errors import InvalidFile, Unsupported, did_you_mean, shorten
from games.formats.tables import DecimalText, Table, quoted

if TYPE_CHECKING:
    from games.formats.common import LoadedGame

LARGEST_FILE = 5_000_000
"""Bytes of a game file."""
LONGEST_KEY = 32
"""Parts of a dotted key."""
KINDS = ("strategic", "stochastic", "anonymous")
LATER_KINDS = ("bargaining", "alternating-offers", "coalitional")
READERS = {".nfg": "nfg", ".efg": "efg", ".gam": "gam", ".csv": "longform"}
"""The module of `games.formats` that reads files of this kind: its `loads(text, where)`."""
CATALOG = "catalog:"

_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+\.[ \t]*+){{{LONGEST_KEY}}}")


def load(path: str | Path) -> LoadedGame:
    """The game in a file, read as the end of its name says; `catalog:ID` is a game of the catalogue.

    Raises InvalidFile for what is not such a file, Unsupported for kinds that this version does not read, OSError if it cannot be opened.
    """
    name = str(path)
    suffix = Path(path).suffix.lower()
    if name.startswith(CATALOG):
        path = catalog_file(name.removeprefix(CATALOG))
        suffix = path.suffix
    text = _text(Path(path), name)
    if suffix not in READERS:
        return loads(text, name)
    reader: Callable[[str, str], LoadedGame] = import_module(f"games.formats.{READERS[suffix]}").loads
    return reader(text, name)


def _text(path: Path, name: str) -> str:
    """The text of a file, if it is not too long and in UTF-8."""
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise _too_large(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte {data[error.start]:#04x} at position {error.start}"
        raise InvalidFile(name, found, "text in UTF-8", "Save the file as UTF-8.") from None
    return text.removeprefix("\ufeff")


def catalog_folder() -> Path:
    """Where the games of the catalogue are: files that travel in the package."""
    return Path(str(files("games"))) / "catalog" / "files"


def catalog_file(id: str) -> Path:  # noqa: A002
    """The file of a game of the catalogue; raises InvalidFile for a name that is not there, with the nearest one."""
    known = {path.stem: path for path in sorted(catalog_folder().iterdir()) if path.suffix in (".toml", ".efg", ".nfg")}
    if id not in known:
        remedy = did_you_mean(id, known) or "`comarca catalog` lists them."
        raise InvalidFile(f"{CATALOG}{shorten(id)}", "no such game", "the name of a game of the catalogue", remedy)
    return known[id]


def loads(text: str, where: str = "game file") -> LoadedGame:
    """The game in a text; `where` names it in messages. Raises as `load` does.

    >>> loaded = loads('''
    ... kind = "anonymous"
    ... players = 3
    ... actions = ["out", "in"]
    ... payoff = { out = 0, in = "k - 1" }
    ... ''')
    >>> [str(gain) for gain in loaded.game.gains()]
    ['-1', '0', '1']
    """
    top = Table(where, (), parsed(text, where))
    kind = top.text("kind")
    if kind in LATER_KINDS:
        remedy = "This kind is not read yet by this version."
        raise Unsupported(top.place("kind"), quoted(kind), f"one of {', '.join(KINDS)}", remedy)
    if kind not in KINDS:
        found = quoted(kind) if "kind" in top else "no kind"
        remedy = did_you_mean(kind, KINDS) if "kind" in top else 'Begin with kind = "strategic".'
        raise InvalidFile(top.place("kind") if "kind" in top else where, found, f"one of {', '.join(KINDS)}", remedy)
    return _reader(kind)(top)


def parsed(text: str, where: str) -> dict[str, object]:
    """The TOML text as nested dictionaries; decimals keep their text. Raises InvalidFile with line and column."""
    if len(text) > LARGEST_FILE:
        raise _too_large(where)
    long_key = _LONG_KEY.search(text)
    if long_key:
        found = f"a key of more than {LONGEST_KEY} parts in line {text.count(chr(10), 0, long_key.start()) + 1}"
        raise InvalidFile(where, found, "short keys", "Put names that hold dots in quotes.")
    try:
        return tomllib.loads(text, parse_float=lambda own: DecimalText(own.replace("_", "")))
    except tomllib.TOMLDecodeError as error:
        raise InvalidFile(where, f"text that is not TOML: {_told(error)}", "a TOML file") from None
    except RecursionError:
        raise InvalidFile(where, "lists or tables nested too deeply", "a flatter file") from None
    except ValueError as error:
        found = "a number of too many digits" if "string conversion" in str(error) else str(error)
        raise InvalidFile(where, found, "numbers and dates that TOML allows") from None


def _told(error: Exception) -> str:
    message = str(error)
    readable = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in message)
    return readable[:1].lower() + readable[1:200]


def _too_large(where: str) -> InvalidFile:
    return InvalidFile(where, f"more than {LARGEST_FILE:,} bytes", f"a game file of at most {LARGEST_FILE:,} bytes")


def _reader(kind: str) -> Callable[[Table], LoadedGame]:
    from games.formats import anonymous, stochastic, strategic

    return {"strategic": strategic.read, "stochastic": stochastic.read, "anonymous": anonymous.read}[kind]


__all__ = ["LARGEST_FILE", "catalog_file", "catalog_folder", "load", "loads", "parsed"]
