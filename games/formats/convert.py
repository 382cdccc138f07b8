"""One door in, one door out: a game from whatever object holds it, and a game as whatever a peer or a file wants.

What an object is, is seen from the package that it comes from; no peer is imported to find out.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from games.core.strategic import StrategicGame
from games.errors import InvalidGame, Unsupported, did_you_mean, shorten

KINDS = {
    "arrays": "arrays.to_arrays",
    "csv": "longform.dumps",
    "frame": "frames.to_frame",
    "frames": "frames.to_frames",
    "gam": "gam.dumps",
    "long": "frames.to_long",
    "nashpy": "peers.to_nashpy",
    "nfg": "nfg.dumps",
    "pygambit": "peers.to_pygambit",
    "quantecon": "peers.to_quantecon",
    "toml": "write.dumps",
}
"""What `to` makes: name -> function of `games.formats`."""


def from_any(*objects: Any, decimal: bool = False, **about: Any) -> StrategicGame:
    """The game that an object holds.

    A nashpy.Game, a pygambit.Game, a quantecon NormalFormGame or its Players; a DataFrame of payoff pairs, two DataFrames, or one in the
    long format; one array or nested list a player, or one of payoff tuples. `decimal` reads floats as the shortest decimals; `players`,
    `actions`, `name` and `source` may be given where the object has none. Raises InvalidGame for anything else.

    >>> from_any([[(3, 3), (0, 5)], [(5, 0), (1, 1)]]).shape
    (2, 2)
    """
    if not objects:
        raise InvalidGame("from_any", "nothing", "an object that holds a game")
    first = objects[0]
    package = type(first).__module__.partition(".")[0]
    alone = len(objects) == 1
    if isinstance(first, StrategicGame) and alone:
        return first
    if package == "pandas":
        return _from_pandas(objects, decimal, about)
    peers = {"nashpy": "from_nashpy", "quantecon": "from_quantecon", "pygambit": "from_pygambit"}
    if package in peers:
        reader: Callable[..., StrategicGame] = getattr(import_module("games.formats.peers"), peers[package])
        if package == "pygambit":
            return reader(first, **_none_of(about, "a pygambit game has its own names"))
        players_given = package == "quantecon" and not hasattr(first, "players")
        return reader(objects if players_given else first, decimal=decimal, **about)
    if hasattr(first, "ndim") or isinstance(first, (list, tuple)):
        from games.formats.arrays import from_arrays

        return from_arrays(*objects, decimal=decimal, **about)
    expected = "a game of nashpy, pygambit or quantecon, DataFrames, or arrays"
    raise InvalidGame(
        "from_any", f"an object of type {type(first).__name__}", expected, "Files are read by games.load."
    )


def _from_pandas(objects: tuple[Any, ...], decimal: bool, about: dict[str, Any]) -> StrategicGame:
    from games.formats import frames, longform

    if len(objects) == 2:
        return frames.from_frames(*objects, decimal=decimal, **about)
    if len(objects) > 2:
        remedy = "For more players use one DataFrame in the long format."
        raise InvalidGame("from_any", f"{len(objects)} DataFrames", "one or two", remedy)
    names = [str(column) for column in objects[0].columns]
    if any(longform.PAYOFF + name in names for name in names):
        return frames.from_long(objects[0], decimal=decimal, **_none_of(about, "the columns name the players"))
    return frames.from_frame(objects[0], decimal=decimal, **about)


def _none_of(about: dict[str, Any], why: str) -> dict[str, Any]:
    if about:
        raise Unsupported("from_any", f"{', '.join(about)} given", "none of these", f"Leave them out: {why}.")
    return about


def to(game: StrategicGame, kind: str, **options: Any) -> Any:
    """The game as another package's object or as the text of a file; `options` are those of the function in `KINDS`.

    Raises InvalidGame for an unknown kind, Unsupported for a game that the kind cannot hold or a package that is not installed.

    >>> print(to(StrategicGame.from_arrays([[1]], [[2]]), "gam"), end="")
    2
    1 1
    <BLANKLINE>
    1
    2
    """
    if kind not in KINDS:
        raise InvalidGame("to", shorten(repr(kind)), f"one of {', '.join(KINDS)}", did_you_mean(str(kind), KINDS))
    module, _, function = KINDS[kind].partition(".")
    writer: Callable[..., Any] = getattr(import_module(f"games.formats.{module}"), function)
    return writer(game, **options)
