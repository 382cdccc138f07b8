"""Games of nashpy, pygambit and QuantEcon, both ways.

nashpy and QuantEcon hold floats or whole numbers: from them a float counts at its exact binary value, with `decimal` as the shortest
decimal that rounds to it; to them go whole numbers where all payoffs are whole, else the nearest floats. pygambit holds fractions and
decimals, so payoffs pass exactly, and names with them. Each package is imported only when a game goes to it; the extra `peers` brings
pygambit and quantecon.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from games.core.strategic import StrategicGame
from games.errors import InvalidGame, Unsupported, shorten
from games.exact import Scalar
from games.formats.arrays import from_arrays, numeric_arrays
from games.formats.missing import required
from games.formats.plain import finite_numbers


def from_nashpy(game: Any, *, decimal: bool = False, **about: Any) -> StrategicGame:
    """The game of a `nashpy.Game`; `players` and `actions` may name what nashpy numbers.

    >>> import nashpy
    >>> from_nashpy(nashpy.Game([[1, -1], [-1, 1]])).payoffs[1]
    (Fraction(-1, 1), Fraction(1, 1), Fraction(1, 1), Fraction(-1, 1))
    """
    return from_arrays(*game.payoff_matrices, decimal=decimal, **about)


def to_nashpy(game: StrategicGame) -> Any:
    """The two-player game as a `nashpy.Game`. Raises Unsupported for other numbers of players and for symbols."""
    if len(game.players) != 2:
        raise Unsupported("to_nashpy", f"{len(game.players)} players", "two players")
    return required("nashpy", "peers").Game(*numeric_arrays(game))


def from_pygambit(game: Any) -> StrategicGame:
    """The strategic game of a `pygambit.Game`, exact, with its title and description; a tree gives its reduced strategic form.

    Names left empty become numbers.
    """
    players = tuple(own.label or str(i) for i, own in enumerate(game.players, start=1))
    actions = tuple(
        tuple(own.label or str(j) for j, own in enumerate(player.strategies, start=1)) for player in game.players
    )
    payoffs = tuple(tuple(_exactly(value) for value in array.ravel()) for array in game.to_arrays())
    about = str(getattr(game, "description", "") or getattr(game, "comment", ""))
    return StrategicGame(players, actions, payoffs, name=" ".join(game.title.split()), source=" ".join(about.split()))


def _exactly(value: Any) -> Scalar:
    return Fraction(value) if isinstance(value, Decimal) else Fraction(int(value.numerator), int(value.denominator))


def to_pygambit(game: StrategicGame) -> Any:
    """The game as a `pygambit.Game` with exact payoffs and its names. Raises Unsupported for symbols, and for names beyond ASCII."""
    pygambit = required("pygambit", "peers")
    import numpy as np

    for own in (game.name, game.source, *game.players, *(label for labels in game.actions for label in labels)):
        if not own.isascii():
            remedy = "Rename it for this purpose."
            raise Unsupported(
                "to_pygambit", f'the text "{shorten(own)}"', "ASCII, which is what pygambit takes", remedy
            )
    arrays = [
        np.array([pygambit.Rational(own.numerator, own.denominator) for own in row], dtype=object).reshape(game.shape)
        for row in finite_numbers(game, "to_pygambit")
    ]
    made = pygambit.Game.from_arrays(*arrays, title=game.name)
    if game.source:
        setattr(made, "description" if hasattr(made, "description") else "comment", game.source)
    for player, actions in zip(made.players, game.actions, strict=True):
        _rename(list(player.strategies), actions)
    _rename(list(made.players), game.players)
    return made


def _rename(entries: Sequence[Any], labels: Sequence[str]) -> None:
    """Give all of them new labels; on the way none is that of another."""
    for number, entry in enumerate(entries):
        entry.label = f"#{number}# of {labels}"
    for entry, label in zip(entries, labels, strict=True):
        entry.label = label


def from_quantecon(game: Any, *, decimal: bool = False, **about: Any) -> StrategicGame:
    """The game of a `quantecon.game_theory.NormalFormGame`, or of a sequence of its `Player`s; `players`, `actions` may name them.

    Each player's array has his own actions first and then those of the players after him, in a circle.
    """
    import numpy as np

    members = list(getattr(game, "players", game))
    count = len(members)
    arrays = []
    for i, member in enumerate(members):
        array = np.asarray(member.payoff_array)
        if array.ndim != count:
            found = f"a player who meets {array.ndim - 1} others"
            raise InvalidGame("from_quantecon", found, f"{count} players, each with an array of {count} axes")
        arrays.append(array.transpose([(k - i) % count for k in range(count)]))
    return from_arrays(*arrays, decimal=decimal, **about)


def to_quantecon(game: StrategicGame) -> Any:
    """The game as a `quantecon.game_theory.NormalFormGame`. Raises Unsupported for symbols."""
    theory = required("quantecon", "peers").game_theory
    import numpy as np

    count = len(game.players)
    members = [
        theory.Player(np.ascontiguousarray(array.transpose([(k + i) % count for k in range(count)])))
        for i, array in enumerate(numeric_arrays(game))
    ]
    return theory.NormalFormGame(members)
