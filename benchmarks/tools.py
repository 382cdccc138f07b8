"""What is timed: each tool takes a game as two lists of whole numbers and gives the number of equilibria it lists.

Imports stand inside, so that a process that runs one tool loads nothing of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

Matrix = list[list[int]]
Tool = Callable[[Matrix, Matrix], int]


def comarca_proved(row: Matrix, column: Matrix) -> int:
    """All extreme equilibria, exact, with the certificate that none is missing, checked."""
    import proofs
    from games import StrategicGame

    answer = StrategicGame.from_arrays(row, column).equilibria()
    certified = proofs.certify(answer)
    if certified.status != "proved":
        raise RuntimeError(certified.reason)
    return len(answer.equilibria)


def comarca_decided(row: Matrix, column: Matrix) -> int:
    """The same without the certificate."""
    from games import StrategicGame

    return len(StrategicGame.from_arrays(row, column).equilibria().equilibria)


def gambit_rational(row: Matrix, column: Matrix) -> int:
    """pygambit's enummixed_solve in rational arithmetic."""
    import numpy
    import pygambit

    game = pygambit.Game.from_arrays(numpy.array(row, dtype=object), numpy.array(column, dtype=object))
    return len(pygambit.nash.enummixed_solve(game, rational=True).equilibria)


def quantecon_floats(row: Matrix, column: Matrix) -> int:
    """QuantEcon's vertex_enumeration in floating point; the first call of a process compiles."""
    import numpy
    from quantecon.game_theory import NormalFormGame, Player, vertex_enumeration

    players = Player(numpy.array(row, dtype=float)), Player(numpy.array(column, dtype=float).T.copy())
    return len(vertex_enumeration(NormalFormGame(players)))


def nashpy_floats(row: Matrix, column: Matrix) -> int:
    """nashpy's vertex_enumeration in floating point."""
    import warnings

    import nashpy
    import numpy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(list(nashpy.Game(numpy.array(row), numpy.array(column)).vertex_enumeration()))


TOOLS: dict[str, Tool] = {
    "comarca, proved": comarca_proved,
    "comarca, decided": comarca_decided,
    "pygambit, rational": gambit_rational,
    "QuantEcon, floats": quantecon_floats,
    "nashpy, floats": nashpy_floats,
}
PACKAGES = {"comarca": "comarca", "pygambit": "pygambit", "QuantEcon": "quantecon", "nashpy": "nashpy"}


def versions() -> dict[str, str]:
    """The version of each package that is installed."""
    from importlib.metadata import PackageNotFoundError

    found = {}
    for name, package in PACKAGES.items():
        try:
            found[name] = version(package)
        except PackageNotFoundError:
            continue
    return found
