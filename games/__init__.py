"""Say a collaboration as a game, solve it, and get an answer that checks itself."""

from games.api import AnonymousGame, DynamicGame, StrategicGame, load, solvable
from games.core.automaton import Automaton, Machine, Machines
from games.core.dynamic import stochastic_game
from games.core.solution import Status
from games.errors import ComarcaError, InvalidGame, LimitReached, Unsupported
from games.exact import AlgebraicNumber, Interval, Relation

__all__ = [
    "AlgebraicNumber",
    "AnonymousGame",
    "Automaton",
    "ComarcaError",
    "DynamicGame",
    "Interval",
    "InvalidGame",
    "LimitReached",
    "Machine",
    "Machines",
    "Relation",
    "Status",
    "StrategicGame",
    "Unsupported",
    "load",
    "solvable",
    "stochastic_game",
]
