"""One number a profile, laid out as the payoffs of a strategic form are: joint distributions, potentials."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Sequence

from games.core.strategic import StrategicGame
from games.exact import Scalar
from games.show.sheets import ROWS, Cell, Piece, Sheet, cells


def value_sheet(
    game: StrategicGame,
    values: Sequence[Scalar],
    note: str,
    *,
    title: str = "",
    best: Collection[int] = (),
    rows: int = ROWS,
) -> Sheet:
    """A row for each profile of all players but the last, a column for each of the last player's actions; cells in `best` starred."""
    *others, last = game.players
    width, height = game.shape[-1], math.prod(game.shape[:-1])
    body = []
    for number, profile in enumerate(itertools.islice(itertools.product(*game.actions[:-1]), rows)):
        inside = range(number * width, (number + 1) * width)
        numbers = [Cell((Piece(values[cell], cell in best),)) for cell in inside]
        body.append((*cells(*(profile or ("",))), *numbers))
    cut = f"The first {rows} of {height} rows." if height > rows else ""
    labels = tuple(others) or ("",)
    return Sheet(title, (*labels, *game.actions[-1]), tuple(body), len(labels), last, True, (note, cut))
