"""Say a collaboration as a game, solve it, and get an answer that checks itself."""

from games.api import AnonymousGame, DynamicGame, ExtensiveGame, StrategicGame, load, solvable
from games.core.automaton import Automaton, Machine, Machines
from games.core.dynamic import stochastic_game
from games.core.extensive import Chance, Decision, Terminal
from games.core.solution import Status
from games.errors import ComarcaError, InvalidGame, LimitReached, Unsupported
from games.exact import AlgebraicNumber, Interval, Relation

__all__ = [
    "AlgebraicNumber",
    "AnonymousGame",
    "Automaton",
    "Chance",
    "ComarcaError",
    "Decision",
    "DynamicGame",
    "ExtensiveGame",
    "Interval",
    "InvalidGame",
    "LimitReached",
    "Machine",
    "Machines",
    "Relation",
    "Status",
    "StrategicGame",
    "Terminal",
    "Unsupported",
    "load",
    "solvable",
    "stochastic_game",
]
