"""Games with known mixed equilibria, irrational ones among them, for several tests."""

from __future__ import annotations

import itertools

import numpy

from games import StrategicGame

PROFILES = tuple(itertools.product("ab", repeat=3))


def by_letters(payoffs: dict[str, tuple[int, ...]], name: str = "") -> StrategicGame:
    """A 2 x 2 x 2 game from a table whose keys are words of a and b; what is left out pays 0."""
    table = {own: payoffs.get("".join(own), (0, 0, 0)) for own in PROFILES}
    return StrategicGame.from_table(("1", "2", "3"), table, name=name)


NINE = by_letters({"aaa": (9, 8, 12), "bba": (9, 8, 2), "bab": (3, 4, 6), "abb": (3, 4, 4)}, "nine")
"""McKelvey and McLennan (1996): 2 x 2 x 2 with nine equilibria."""

ONE_IRRATIONAL = by_letters(
    {
        "aaa": (3, 0, 2),
        "aba": (0, 2, 0),
        "baa": (0, 1, 0),
        "bba": (1, 0, 0),
        "aab": (1, 0, 0),
        "abb": (0, 1, 0),
        "bab": (0, 3, 0),
        "bbb": (2, 0, 3),
    },
    "one irrational",
)
"""Nau, Gomez Canovas and Hansen (2004): whole payoffs, and the only equilibrium is irrational, in Q(sqrt(601))."""


def random_game(shape: tuple[int, ...], seed: int, most: int = 99) -> StrategicGame:
    """Whole payoffs from 0 to `most`, the same for the same seed."""
    draw = numpy.random.default_rng(seed)
    return StrategicGame.from_arrays(*(draw.integers(0, most + 1, shape).tolist() for _ in shape))
