"""What is known of each game of the catalogue: where it was published, and its equilibria as the source states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from games.core.anonymous import AnonymousGame
from games.errors import ComarcaError, did_you_mean, shorten
from games.formats.common import LoadedGame
from games.formats.game_file import CATALOG, catalog_file, catalog_folder, load, parsed

Strategy = str | Mapping[str, Fraction]
"""One action, or probabilities of actions."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A game of the catalogue.

    `source` is a key of the bibliography, `where` the place in the source. `about` says what the game is, `known` what the source says of
    its equilibria; `equilibria` are those that are listed, one strategy a player. `complete` is "all" if they are all extreme equilibria,
    "pure" if all pure ones, else "". `number` says how many extreme equilibria there are, `value` what a zero-sum game is worth to
    the first player. Of an anonymous game, `counts` are all pure equilibria (how many choose the second action; with more than
    two, how many choose each), `symmetric` the
    probabilities of the second action in all symmetric ones; of an extensive one, `plays` are those of all pure subgame perfect
    equilibria, each the actions on its path.
    """

    id: str
    title: str
    source: str
    players: int
    where: str
    about: str
    known: str
    equilibria: tuple[tuple[Strategy, ...], ...] = ()
    complete: str = ""
    number: int | None = None
    value: Fraction | None = None
    counts: tuple[int | tuple[int, ...], ...] | None = None
    symmetric: tuple[Fraction, ...] | None = None
    plays: tuple[tuple[str, ...], ...] | None = None

    @property
    def path(self) -> Path:
        """The game file."""
        return catalog_file(self.id)

    @property
    def text(self) -> str:
        """The game file's text; comments at the head of a TOML file say what is known."""
        text = self.path.read_text(encoding="utf-8")
        if self.path.suffix != ".toml":
            return text
        lines = [f"{self.title}. {self.about}", f"Source: {self.cited}.", f"Known: {self.known}"]
        return "".join(f"# {line}\n" for line in lines) + text

    @property
    def cited(self) -> str:
        """The source as running text: Luce and Raiffa (1957), section 5.4."""
        from games.bibliography import cite

        return cite(self.source) + (f", {self.where}" if self.where else "")

    def loaded(self) -> LoadedGame:
        """The game file, read; its game is a core description without methods that solve it."""
        return load(f"{CATALOG}{self.id}")


def names() -> tuple[str, ...]:
    """The names of the games, sorted."""
    return tuple(sorted(path.stem for path in catalog_folder().iterdir() if path.suffix in (".toml", ".efg")))


def entries() -> tuple[Entry, ...]:
    """All games of the catalogue, by name."""
    return tuple(map(entry, names()))


@cache
def entry(name: str) -> Entry:
    """What is known of one game. Raises ComarcaError for a name that is not there, with the nearest one.

    >>> entry("prisoners-dilemma").equilibria
    (('confess', 'confess'),)
    >>> entry("prisoner-dilemma")
    Traceback (most recent call last):
        ...
    games.errors.ComarcaError: catalogue: found "prisoner-dilemma"; expected the name of a game. Did you mean "prisoners-dilemma"?
    """
    known = _known().get(name)
    if name not in names() or known is None:
        remedy = did_you_mean(name, names()) or "See games.catalog.names(), or `comarca catalog`."
        raise ComarcaError("catalogue", f'"{shorten(name)}"', "the name of a game", remedy)
    loaded = load(f"{CATALOG}{name}")
    game = loaded.game
    return Entry(
        id=name,
        title=loaded.name,
        source=known.get("source", loaded.source),
        players=int(game.size) if isinstance(game, AnonymousGame) else len(game.players),
        where=known.get("where", ""),
        about=known["about"],
        known=known["known"],
        equilibria=tuple(tuple(map(_strategy, own)) for own in known.get("equilibria", ())),
        complete=known.get("complete", ""),
        number=known.get("number"),
        value=Fraction(known["value"]) if "value" in known else None,
        counts=tuple(map(_counts, known["counts"])) if "counts" in known else None,
        symmetric=tuple(map(Fraction, known["symmetric"])) if "symmetric" in known else None,
        plays=tuple(map(tuple, known["plays"])) if "plays" in known else None,
    )


def _counts(own: Any) -> int | tuple[int, ...]:
    return own if isinstance(own, int) else tuple(own)


def _strategy(own: Any) -> Strategy:
    return own if isinstance(own, str) else {action: Fraction(weight) for action, weight in own.items()}


@cache
def _known() -> dict[str, Any]:
    path = catalog_folder().parent / "known.toml"
    return parsed(path.read_text(encoding="utf-8"), "known.toml")
