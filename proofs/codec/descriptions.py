"""Codecs of what claims speak of: games, strategy profiles, numbers and intervals."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, AutomatonState, Count, Machine, Machines, MachineState, Rule, Seen
from games.core.dynamic import DynamicGame, GameState, Move
from games.core.strategic import StrategicGame
from games.exact import AlgebraicNumber, Formula, Interval, Relation
from proofs.codec.base import (
    FORMULA,
    NUMBER,
    SCALAR,
    TEXT,
    TRUTH,
    WHOLE,
    Codec,
    many,
    optional,
    record,
    refuse,
    row,
    union,
)

ALGEBRAIC = record(AlgebraicNumber, polynomial=many(WHOLE), lo=NUMBER, hi=NUMBER)
END = union({AlgebraicNumber: ("algebraic", ALGEBRAIC), object: ("scalar", SCALAR)})
INTERVAL = record(Interval, lo=END, lo_closed=TRUTH, hi=END, hi_closed=TRUTH)
RELATION = record(Relation, left=SCALAR, op=TEXT, right=SCALAR)
ABOUT = {"assumptions": many(RELATION), "name": TEXT, "source": TEXT}
STRATEGIC = record(StrategicGame, players=many(TEXT), actions=many(many(TEXT)), payoffs=many(many(SCALAR)), **ABOUT)
PAYOFF = union({Formula: ("formula", FORMULA), tuple: ("table", many(SCALAR))})
ANONYMOUS = record(AnonymousGame, players=SCALAR, actions=many(TEXT), payoff=many(PAYOFF), **ABOUT)
MOVE = record(Move, probability=SCALAR, state=TEXT, outcome=optional(TEXT), growth=SCALAR)
GAME_STATE = record(GameState, name=TEXT, stage=STRATEGIC, moves=many(many(MOVE)))
DRAWN = many(row(TEXT, SCALAR))
DYNAMIC = record(DynamicGame, players=many(TEXT), states=many(GAME_STATE), start=DRAWN, discount=many(SCALAR), **ABOUT)
SEEN = union(
    {
        Seen: ("event", Codec(lambda value: value.value, lambda data, where: _seen(data, where))),
        Count: ("count", record(Count, number=SCALAR)),
        str: ("signal", TEXT),
        tuple: ("profile", many(optional(TEXT))),
    }
)
RULE = record(Rule, then=DRAWN, seen=SEEN, game_state=optional(TEXT))
PLAY = union({str: ("all", TEXT), tuple: ("each", many(DRAWN))})
JOINT_STATE = record(AutomatonState, name=TEXT, plays=many(row(optional(TEXT), PLAY)), rules=many(RULE))
OWN_STATE = record(MachineState, name=TEXT, plays=many(row(optional(TEXT), DRAWN)), rules=many(RULE))
MACHINE = record(Machine, states=many(OWN_STATE), start=TEXT)
PROFILE = union(
    {
        Automaton: ("automaton", record(Automaton, states=many(JOINT_STATE), start=TEXT)),
        Machines: ("machines", record(Machines, machines=many(MACHINE))),
    }
)


def _seen(data: Any, where: str) -> Seen:
    for event in Seen:
        if data == event.value:
            return event
    raise refuse(where, data, f"one of {', '.join(event.value for event in Seen)}")


MIXED = many(many(SCALAR))
POINT = union(
    {
        AlgebraicNumber: ("algebraic", ALGEBRAIC),
        Fraction: ("number", NUMBER),
        tuple: ("isolation", row(NUMBER, NUMBER)),
    }
)
