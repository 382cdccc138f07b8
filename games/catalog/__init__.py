"""Published games, each with its source and with what the source says of its equilibria.

The games are game files in this package, opened by name: here by `load`, by every command as `catalog:NAME`, and by
`games.load("catalog:NAME")`.
`comarca catalog` lists them, and `comarca catalog NAME > my.toml` gives one to change.

>>> load("prisoners-dilemma").equilibria().equilibria[0].payoffs
(Fraction(1, 10), Fraction(1, 10))
"""

from __future__ import annotations

from typing import Any

from games.catalog.index import Entry, entries, entry, names


def load(name: str) -> Any:
    """The game of that name, with the methods of `games.StrategicGame` (or AnonymousGame, ExtensiveGame) that solve it.

    Raises ComarcaError for a name that is not there, with the nearest one.
    """
    from games.api import solvable

    return solvable(entry(name).loaded().game)


__all__ = ["Entry", "entries", "entry", "load", "names"]
