"""What the plain formats share: games in numbers alone, and lists in which the first player's action moves fastest."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from games.core.strategic import StrategicGame
from games.errors import Unsupported
from games.formats.common import LoadedGame

_T = TypeVar("_T")


def strategic(game: StrategicGame, file: str) -> LoadedGame:
    """What a file that holds one strategic form in numbers gives."""
    return LoadedGame("strategic", game, None, None, False, game.name, game.source, (), {}, (), file)


def last_fastest(entries: Sequence[_T], shape: Sequence[int]) -> Iterator[_T]:
    """A list of cells in which the first player's action moves fastest, in the order of `StrategicGame`: the last player's.

    >>> list(last_fastest(["11", "21", "31", "12", "22", "32"], (3, 2)))
    ['11', '12', '21', '22', '31', '32']
    """
    return (entries[place] for place in _places(shape))


def first_fastest(entries: Sequence[_T], shape: Sequence[int]) -> list[_T]:
    """A list of cells in the order of `StrategicGame`, with the first player's action moving fastest.

    >>> first_fastest(["11", "12", "21", "22", "31", "32"], (3, 2))
    ['11', '21', '31', '12', '22', '32']
    """
    found: list[_T] = list(entries)
    for entry, place in zip(entries, _places(shape), strict=True):
        found[place] = entry
    return found


def _places(shape: Sequence[int]) -> Iterator[int]:
    """For each cell, last player fastest, where it stands with the first player fastest."""
    strides = [math.prod(shape[:i]) for i in range(len(shape))]
    places = [0]
    for size, stride in zip(shape, strides, strict=True):
        places = [place + stride * own for place in places for own in range(size)]
    return iter(places)


def finite_numbers(game: StrategicGame, form: str) -> list[tuple[Fraction, ...]]:
    """The payoffs by player, which must be numbers; raises Unsupported, naming the symbols, otherwise."""
    if game.symbols:
        found = f"the symbol{'s' if len(game.symbols) > 1 else ''} {', '.join(game.symbols)} in the payoffs"
        raise Unsupported(form, found, "numbers", f"Put values in: game.substitute({{{game.symbols[0]!r}: 1}}).")
    for player, row in zip(game.players, game.payoffs, strict=True):
        for cell, value in enumerate(row):
            if not isinstance(value, Fraction):
                profile = next(itertools.islice(game.profiles(), cell, None))
                raise Unsupported(form, f"an irrational payoff of {player} at {', '.join(profile)}", "rational numbers")
    return [tuple(value for value in row if isinstance(value, Fraction)) for row in game.payoffs]
