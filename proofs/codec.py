"""JSON for claims and witnesses: one codec a class, put together from tables. Strict: what is not expected is refused by place.

Numbers are exact text, expressions the file grammar (with sqrt); nothing in a certificate is ever run. A class with alternatives
is written as {"kind": name, ...}; an absent text as null.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, AutomatonState, Count, Machine, Machines, MachineState, Rule, Seen
from games.core.dynamic import DynamicGame, GameState, Move
from games.core.strategic import StrategicGame
from games.errors import ComarcaError, InvalidCertificate
from games.exact import AlgebraicNumber, Formula, Interval, Limits, Relation, parse_formula, parse_scalar, text
from proofs import claims, statements, witness
from proofs.checker.kernel import Multiple, Polynomial, Product, Refutation, read
from proofs.checker.reading import show

LIMITS = Limits(length=1_000_000, digits=100_000, bits=1_000_000)
"""What one number or expression of a certificate may ask for."""


@dataclass(frozen=True, slots=True)
class Codec:
    """To JSON data, and back; `decode` is given the place for its message."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any, str], Any]


def refuse(where: str, found: Any, expected: str) -> InvalidCertificate:
    """The error for something unexpected."""
    shown = repr(found)
    return InvalidCertificate(where, shown if len(shown) < 80 else f"{shown[:77]}...", expected)


def of_type(kind: type, expected: str) -> Codec:
    """JSON's own texts, whole numbers and truth values."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not kind:
            raise refuse(where, data, expected)
        return data

    return Codec(lambda value: value, decode)


def _scalar(data: Any, where: str) -> Any:
    try:
        return parse_scalar(TEXT.decode(data, where), where=where, allow_sqrt=True, limits=LIMITS)
    except ComarcaError as error:
        raise InvalidCertificate(where, error.found, error.expected, error.remedy) from error


def _number(data: Any, where: str) -> Fraction:
    value = _scalar(data, where)
    if not isinstance(value, Fraction):
        raise refuse(where, data, "a rational number")
    return value


def _formula(data: Any, where: str) -> Formula:
    try:
        return parse_formula(TEXT.decode(data, where), where=where, allow_sqrt=True, limits=LIMITS)
    except ComarcaError as error:
        raise InvalidCertificate(where, error.found, error.expected, error.remedy) from error


def _polynomial(data: Any, where: str) -> Polynomial:
    ratio = read(_scalar(data, where))
    if ratio.denominator.value is None:
        raise refuse(where, data, "a polynomial")
    return ratio.numerator


TEXT, WHOLE, TRUTH = of_type(str, "a text"), of_type(int, "a whole number"), of_type(bool, "true or false")
SCALAR, NUMBER = Codec(text, _scalar), Codec(text, _number)
FORMULA, POLYNOMIAL = Codec(lambda value: value.text, _formula), Codec(show, _polynomial)


def optional(codec: Codec) -> Codec:
    """null, or what the codec says."""
    return Codec(
        lambda value: None if value is None else codec.encode(value),
        lambda data, where: None if data is None else codec.decode(data, where),
    )


def many(codec: Codec) -> Codec:
    """A list, as a tuple."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not list:
            raise refuse(where, data, "a list")
        return tuple(codec.decode(own, f"{where}[{k}]") for k, own in enumerate(data))

    return Codec(lambda value: [codec.encode(own) for own in value], decode)


def row(*codecs: Codec) -> Codec:
    """A list of fixed length, as a tuple."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not list or len(data) != len(codecs):
            raise refuse(where, data, f"a list of {len(codecs)}")
        return tuple(own.decode(part, f"{where}[{k}]") for k, (own, part) in enumerate(zip(codecs, data, strict=True)))

    return Codec(lambda value: [own.encode(part) for own, part in zip(codecs, value, strict=True)], decode)


def table(codec: Codec) -> Codec:
    """An object from texts to what the codec says."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not dict:
            raise refuse(where, data, "an object")
        return {name: codec.decode(own, f"{where}.{name}") for name, own in data.items()}

    return Codec(lambda value: {name: codec.encode(own) for name, own in value.items()}, decode)


def record(cls: type, /, **fields: Codec) -> Codec:
    """A dataclass as an object with exactly these fields."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not dict or set(data) != set(fields):
            raise refuse(where, sorted(data) if type(data) is dict else data, f"the fields {', '.join(fields)}")
        values = {name: own.decode(data[name], f"{where}.{name}") for name, own in fields.items()}
        try:
            return cls(**values)
        except ComarcaError as error:
            raise InvalidCertificate(f"{where}, {error.where}", error.found, error.expected, error.remedy) from error

    return Codec(lambda value: {name: own.encode(getattr(value, name)) for name, own in fields.items()}, decode)


def union(alternatives: Mapping[type, tuple[str, Codec]]) -> Codec:
    """One of several classes: the object of its codec with a "kind", or {"kind", "value"} where that is no object."""
    by_name = dict(alternatives.values())

    def encode(value: Any) -> Any:
        name, codec = next(entry for cls, entry in alternatives.items() if isinstance(value, cls))
        data = codec.encode(value)
        return {"kind": name, **data} if isinstance(data, dict) else {"kind": name, "value": data}

    def decode(data: Any, where: str) -> Any:
        if type(data) is not dict or type(data.get("kind")) is not str or data["kind"] not in by_name:
            raise refuse(where, data, f'an object whose "kind" is one of {", ".join(by_name)}')
        rest = {name: own for name, own in data.items() if name != "kind"}
        codec = by_name[data["kind"]]
        return codec.decode(rest["value"] if set(rest) == {"value"} else rest, where)

    return Codec(encode, decode)


ALGEBRAIC = record(AlgebraicNumber, polynomial=many(WHOLE), lo=NUMBER, hi=NUMBER)
END = union({AlgebraicNumber: ("algebraic", ALGEBRAIC), object: ("scalar", SCALAR)})
INTERVAL = record(Interval, lo=END, lo_closed=TRUTH, hi=END, hi_closed=TRUTH)
RELATION = record(Relation, left=SCALAR, op=TEXT, right=SCALAR)
ABOUT = {"assumptions": many(RELATION), "name": TEXT, "source": TEXT}

STRATEGIC = record(StrategicGame, players=many(TEXT), actions=many(many(TEXT)), payoffs=many(many(SCALAR)), **ABOUT)
PAYOFF = union({Formula: ("formula", FORMULA), tuple: ("table", many(SCALAR))})
ANONYMOUS = record(AnonymousGame, players=SCALAR, actions=row(TEXT, TEXT), payoff=row(PAYOFF, PAYOFF), **ABOUT)
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
SYMMETRIC_POINT = record(claims.SymmetricPoint, at=POINT, stable=TRUTH)
DISCOUNT_SET = record(claims.DiscountSet, assume=many(RELATION), intervals=many(INTERVAL))
TIMED = {"game": DYNAMIC, "profile": PROFILE}

REGION = many(many(RELATION))
REGIONAL = {**TIMED, "region": REGION}
PART = union(
    {
        cls: (cls.__name__, record(cls, **fields))
        for cls, fields in {
            statements.EquilibriumIff: REGIONAL,
            statements.SomeEquilibriumIff: {**REGIONAL, "chosen": table(SCALAR)},
            statements.CountEquilibriumIff: {"game": ANONYMOUS, "count": SCALAR, "region": REGION},
            statements.DominantIff: {
                "game": ANONYMOUS,
                "action": WHOLE,
                "strict": TRUTH,
                "ranges": many(row(SCALAR, SCALAR)),
                "region": REGION,
            },
            statements.Always: {"relations": many(RELATION)},
            statements.InductiveEquilibriumIff: {
                "base": DYNAMIC,
                "base_profile": PROFILE,
                "step": DYNAMIC,
                "step_profile": PROFILE,
                "carried": TEXT,
                "base_node": row(TEXT, TEXT, TEXT),
                "step_node": row(TEXT, TEXT, TEXT),
                "invariant": RELATION,
                "region": REGION,
            },
        }.items()
    }
)
VARIABLE = record(statements.Variable, name=TEXT, meaning=TEXT, domain=many(RELATION), whole=TRUTH)
THEOREM = {
    "id": TEXT,
    "claim": TEXT,
    "variables": many(VARIABLE),
    "assumptions": many(RELATION),
    "parts": many(PART),
    "source": TEXT,
    "note": TEXT,
}

CLAIM = union(
    {
        cls: (cls.__name__, record(cls, **fields))
        for cls, fields in {
            claims.IsNash: {"game": STRATEGIC, "profile": MIXED},
            claims.AreNash: {"game": STRATEGIC, "profiles": many(MIXED)},
            claims.IsNotNash: {"game": STRATEGIC, "profile": MIXED},
            claims.PureEquilibriaAre: {"game": STRATEGIC, "profiles": many(many(TEXT))},
            claims.CountEquilibriaAre: {"game": ANONYMOUS, "counts": many(WHOLE)},
            claims.SymmetricEquilibriaAre: {
                "game": ANONYMOUS,
                "equilibria": many(SYMMETRIC_POINT),
                "continuum": optional(row(NUMBER, NUMBER)),
            },
            claims.IsSubgamePerfect: TIMED,
            claims.IsNotSubgamePerfect: TIMED,
            claims.IsThreshold: {**TIMED, "discount": TEXT, "cases": many(DISCOUNT_SET)},
            statements.Theorem: THEOREM,
        }.items()
    }
)

PRODUCT = record(Product, coefficient=NUMBER, powers=many(row(WHOLE, WHOLE)), squares=many(POLYNOMIAL))
MULTIPLE = record(Multiple, equation=WHOLE, multiplier=POLYNOMIAL)
REFUTATION = record(Refutation, products=many(PRODUCT), multiples=many(MULTIPLE))
REFUTATIONS = {"refutations": table(REFUTATION)}
VALUES = record(
    witness.Values, nodes=many(row(TEXT, TEXT)), numerators=many(many(SCALAR)), denominators=many(many(SCALAR))
)
BRANCH = record(witness.Branch, extreme=SCALAR, equals=SCALAR)
DEVIATION = {"player": TEXT, "game_state": TEXT, "state": TEXT, "action": TEXT}
SLACK = record(witness.Slack, **DEVIATION, core=SCALAR, up=many(SCALAR), down=many(SCALAR))
EVIDENCE = record(witness.Evidence, values=VALUES, branches=many(BRANCH), slacks=many(SLACK))
NUMBERS = union({AlgebraicNumber: ("algebraic", ALGEBRAIC), Fraction: ("number", NUMBER)})

WITNESS = union(
    {
        cls: (cls.__name__, record(cls, **fields))
        for cls, fields in {
            witness.NashWitness: {"payoffs": MIXED, **REFUTATIONS},
            witness.NotNashWitness: {"player": TEXT, "action": TEXT, "gain": SCALAR, **REFUTATIONS},
            witness.ListWitness: REFUTATIONS,
            witness.SymmetricWitness: {"splits": many(NUMBER)},
            witness.PlayWitness: {"evidence": EVIDENCE, **REFUTATIONS},
            witness.NotPlayWitness: {"evidence": EVIDENCE, **DEVIATION, "gain": SCALAR, **REFUTATIONS},
            witness.ThresholdWitness: {"evidence": many(EVIDENCE), "points": many(NUMBERS), **REFUTATIONS},
            witness.TheoremWitness: {
                "evidence": many(many(EVIDENCE)),
                "branches": many(many(BRANCH)),
                **REFUTATIONS,
            },
        }.items()
    }
)
