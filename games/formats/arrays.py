"""Payoff arrays, numpy's or nested lists: one a player, or one whose last axis goes through the players.

Convention   An array is indexed by actions in player order, as `StrategicGame.from_arrays` has it. Floats count at their exact
             binary value; with `decimal` as the shortest decimal that rounds to them, so that 0.1 is 1/10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from games.core.strategic import StrategicGame
from games.errors import InvalidGame, InvalidScalar, Unsupported
from games.exact import Scalar, exact, symbols_of

_NUMPY_FLOAT = ("float", "longdouble", "half")


def scalar(value: object, decimal: bool = False, where: str = "payoff") -> Scalar:
    """The exact scalar of a payoff; a float as the shortest decimal if `decimal`.

    >>> scalar(0.1, decimal=True), scalar("1/3"), scalar(0.5)
    (Fraction(1, 10), Fraction(1, 3), Fraction(1, 2))
    """
    kind = type(value)
    if decimal and (kind is float or (kind.__module__ == "numpy" and kind.__name__.startswith(_NUMPY_FLOAT))):
        shown = str(value)
        if "n" in shown:  # nan, inf
            raise InvalidScalar(where, shown, "a finite number")
        return Fraction(shown)
    return exact(value, where)


def from_arrays(
    *arrays: Any,
    decimal: bool = False,
    players: Sequence[str] | None = None,
    actions: Sequence[Sequence[str]] | None = None,
    **about: Any,
) -> StrategicGame:
    """A game from one array a player, or from a single array whose last axis has one entry a player.

    >>> from_arrays([[(1, 0.1), (0, 2)]], decimal=True).payoffs
    ((Fraction(1, 1), Fraction(0, 1)), (Fraction(1, 10), Fraction(2, 1)))
    """
    if len(arrays) == 1 and depth(arrays[0]) > 1:
        count = depth(arrays[0]) - 1
        arrays = tuple(_picked(arrays[0], i, count) for i in range(count))
    if decimal:
        arrays = tuple(_mapped(array) for array in arrays)
    return StrategicGame.from_arrays(*arrays, players=players, actions=actions, **about)


def depth(array: Any) -> int:
    """How many axes an array, or a list of lists, has."""
    ndim = getattr(array, "ndim", None)
    if isinstance(ndim, int):
        return ndim
    axes = 0
    while isinstance(array, (list, tuple)) or hasattr(array, "ndim"):
        if getattr(array, "ndim", 1) == 0 or not len(array):
            break
        array, axes = array[0], axes + 1
    return axes


def _picked(array: Any, player: int, players: int) -> Any:
    """One player's payoffs from an array whose last axis goes through the players."""
    if depth(array) == 1:
        if len(array) != players:
            found = f"{len(array)} payoffs in a profile of {players} players"
            expected = "one payoff a player along the last axis"
            raise InvalidGame("payoffs", found, expected, "Give one array a player, or an array of payoff tuples.")
        return array[player]
    return [_picked(own, player, players) for own in array]


def _mapped(array: Any) -> Any:
    if depth(array):
        return [_mapped(own) for own in array]
    return scalar(array, decimal=True)


def to_arrays(game: StrategicGame, *, floats: bool = False) -> list[Any]:
    """One numpy array a player, of exact numbers (ints, Fractions, expressions), or of the nearest floats if `floats`.

    Raises Unsupported where floats are wanted and payoffs hold symbols, or numbers beyond the floats.

    >>> to_arrays(StrategicGame.from_arrays([[1, "1/2"]], [[0, 2]]))[0]
    array([[1, Fraction(1, 2)]], dtype=object)
    """
    import numpy as np

    found = []
    for row in game.payoffs:
        array = np.empty(len(row), dtype=float if floats else object)
        array[:] = list(_floats(row)) if floats else [plain(value) for value in row]
        found.append(array.reshape(game.shape))
    return found


def plain(value: Scalar) -> Any:
    """A whole number as int; any other scalar as it is."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def _floats(row: Iterable[Scalar]) -> Iterator[float]:
    for value in row:
        if symbols_of(value):
            remedy = "Put values in first: game.substitute({...})."
            raise Unsupported("to floats", f"the payoff {value}", "numbers", remedy)
        try:
            yield float(value)
        except OverflowError:
            raise Unsupported("to floats", "a payoff beyond the floats", "smaller numbers") from None


def numeric_arrays(game: StrategicGame) -> list[Any]:
    """One numpy array a player as peers like them: of int64 where all payoffs are whole and fit, else of the nearest floats."""
    import numpy as np

    whole = all(isinstance(v, Fraction) and v.denominator == 1 and abs(v) < 2**53 for row in game.payoffs for v in row)
    if not whole:
        return to_arrays(game, floats=True)
    return [np.array([int(Fraction(str(v))) for v in row], dtype=np.int64).reshape(game.shape) for row in game.payoffs]
