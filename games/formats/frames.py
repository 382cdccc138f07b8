"""pandas DataFrames: a table of payoff pairs, one table a player, or the long format (see `games.formats.longform`).

pandas is imported only here, and comes with the extra `data`. Payoffs go out exact (ints, Fractions, expressions) unless `floats` is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from games.core.strategic import StrategicGame
from games.errors import InvalidGame, Unsupported
from games.formats import longform
from games.formats.arrays import plain, scalar, to_arrays
from games.formats.missing import required


def from_frame(frame: Any, *, decimal: bool = False, **about: Any) -> StrategicGame:
    """A two-player game from one frame of payoff pairs: rows the first player's actions, columns the second's.

    The names of index and columns are the players', 1 and 2 where they have none.
    """
    for entry in frame.to_numpy().ravel():
        if not hasattr(entry, "__len__") or isinstance(entry, str) or len(entry) != 2:
            remedy = "Give one frame a player to from_frames, or the long format to from_long."
            raise InvalidGame("frame", f"the entry {entry!r}", "a pair of payoffs", remedy)
    rows = [[[pair[i] for pair in row] for row in frame.to_numpy()] for i in (0, 1)]
    return _two_players(frame, *rows, decimal=decimal, **about)


def from_frames(first: Any, second: Any, *, decimal: bool = False, **about: Any) -> StrategicGame:
    """A two-player game from a frame a player, both with the first player's actions in rows and the second's in columns."""
    if list(first.index) != list(second.index) or list(first.columns) != list(second.columns):
        found = "two frames with different rows or columns"
        raise InvalidGame("frames", found, "the same actions in both", "Both have the first player's actions in rows.")
    return _two_players(first, first.to_numpy(), second.to_numpy(), decimal=decimal, **about)


def _two_players(frame: Any, *arrays: Any, decimal: bool, **about: Any) -> StrategicGame:
    names = [
        name if name is not None else str(i) for i, name in enumerate((frame.index.name, frame.columns.name), start=1)
    ]
    actions = [[longform.label(own, "frame") for own in axis] for axis in (frame.index, frame.columns)]
    payoffs = tuple(tuple(scalar(value, decimal) for row in array for value in row) for array in arrays)
    players = tuple(longform.label(name, "frame") for name in names)
    return StrategicGame(players, tuple(map(tuple, actions)), payoffs, **about)


def from_long(frame: Any, *, decimal: bool = False) -> StrategicGame:
    """A game of any number of players from a frame in the long format.

    Actions stand in order of appearance; those of a categorical column in the order of its categories.
    """
    columns = [frame.iloc[:, k] for k in range(len(frame.columns))]
    rows = list(zip(*(column.to_numpy() for column in columns), strict=True))

    def read(value: object, where: str) -> Any:
        return scalar(value, decimal, where)

    game = longform.from_rows(list(frame.columns), rows, read, "frame")
    ordered = [_categories(frame[own], labels) for own, labels in zip(game.players, game.actions, strict=True)]
    table = {profile: game.payoff(profile) for profile in game.profiles()}
    return StrategicGame.from_table(game.players, table, actions=ordered)


def _categories(column: Any, labels: Sequence[str]) -> Sequence[str]:
    found = getattr(column.dtype, "categories", None)
    if found is None:
        return labels
    return [name for name in (longform.label(own, "frame") for own in found) if name in labels]


def to_frame(game: StrategicGame, *, floats: bool = False) -> Any:
    """A two-player game as one frame of payoff pairs. Raises Unsupported for other numbers of players."""
    first, second = _pair(game, floats)
    pairs = [list(zip(*rows, strict=True)) for rows in zip(first.tolist(), second.tolist(), strict=True)]
    return _frame(game, pairs)


def to_frames(game: StrategicGame, *, floats: bool = False) -> tuple[Any, Any]:
    """A two-player game as a frame a player. Raises Unsupported for other numbers of players."""
    first, second = _pair(game, floats)
    return _frame(game, first), _frame(game, second)


def _pair(game: StrategicGame, floats: bool) -> tuple[Any, Any]:
    if len(game.players) != 2:
        remedy = "to_long takes any number of players."
        raise Unsupported("to_frame", f"{len(game.players)} players", "two players", remedy)
    first, second = to_arrays(game, floats=floats)
    return first, second


def _frame(game: StrategicGame, values: Any) -> Any:
    pandas = required("pandas", "data")
    rows, columns = (
        pandas.Index(own, name=player, dtype=object) for own, player in zip(game.actions, game.players, strict=True)
    )
    return pandas.DataFrame(values, index=rows, columns=columns)


def to_long(game: StrategicGame, *, floats: bool = False) -> Any:
    """The game as a frame in the long format, one row a profile."""
    pandas = required("pandas", "data")
    paid = (
        [array.ravel() for array in to_arrays(game, floats=True)] if floats else [map(plain, r) for r in game.payoffs]
    )
    names = longform.columns(game)
    entries = [*zip(*game.profiles(), strict=True), *map(list, paid)]
    dtype = None if floats else object
    return pandas.DataFrame(
        {name: pandas.Series(list(own), dtype=dtype) for name, own in zip(names, entries, strict=True)}
    )
