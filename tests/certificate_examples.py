"""One certificate or more of every kind of claim, for the tests of certificates."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, AutomatonState, Machine, Machines, Rule, plays
from games.core.dynamic import DynamicGame, GameState, Move
from games.core.nash import expected_payoffs
from games.core.strategic import StrategicGame
from games.exact import exact, parse_relations
from games.solvers.counts import count_equilibria
from games.solvers.dominance import iterated_dominance
from games.solvers.nash import nash_equilibria
from games.solvers.pure import pure_equilibria
from games.solvers.rationalizability import rationalizable
from games.solvers.subgame_perfection import check as check_profile
from games.solvers.symmetric import symmetric_equilibria
from games.solvers.thresholds import threshold
from proofs.certificate import Certificate
from proofs.certification import certify
from proofs.checker import left_to_refute
from proofs.claims import IsNash, IsNotNash, PureEquilibriaAre
from proofs.engines.krivine import find_refutation
from proofs.engines.prove import prove_theorem
from proofs.theorems import catalogue
from proofs.witness import ListWitness, NashWitness, NotNashWitness
from tests import classification_examples, correlated_examples, extreme_examples, minmax_examples, tree_examples

HALF = Fraction(1, 2)
DILEMMA = StrategicGame.from_table(
    ("buyer", "supplier"),
    {
        ("share", "share"): (3, 3),
        ("share", "hide"): (0, 5),
        ("hide", "share"): (5, 0),
        ("hide", "hide"): (1, 1),
    },
    name="dilemma",
)
PENNIES = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], name="pennies")
GRIM = Automaton.grim("share", "hide")
SYMBOLIC = StrategicGame.from_table(
    ("buyer", "supplier"),
    {
        ("share", "share"): ("R", "R"),
        ("share", "hide"): ("S", "T"),
        ("hide", "share"): ("T", "S"),
        ("hide", "hide"): ("P", "P"),
    },
    assumptions=(*parse_relations("T > R > P"),),
    name="symbols",
)
JOIN = AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 1, lambda k: 3 * (k == 1)), name="join")


DOMINATED = StrategicGame.from_arrays([[4, 0], [0, 4], [1, 1]], [[0, 1], [0, 1], [9, 0]], name="mixed dominator")
WEAKLY_DOMINATED = StrategicGame.from_arrays(
    [[2, 1, 3], [2, 0, 0], [0, 5, -2]], [[3, 3, 1], [1, 1, 1], [5, 2, 2]], name="weakly dominated"
)
THREE = StrategicGame.from_arrays(
    [[[8, 4, 0], [0, 4, 7]], [[9, 3, 1], [0, 5, 3]]],
    [[[8, 0, 2], [3, 4, 1]], [[2, 3, 6], [0, 1, 5]]],
    [[[8, 4, 0], [1, 0, 1]], [[1, 1, 2], [0, 4, 7]]],
    name="three players",
)


TIED = StrategicGame.from_arrays(
    [[[3, 0, 1, 2], [1, 2, 0, 0]], [[0, 1, 2, 5], [2, 3, 4, 1]]],
    [[[1, 2, 0, 3], [0, 3, 4, 1]], [[2, 5, 1, 0], [6, 0, 3, 2]]],
    [[[8, 4, 0, 3], [0, 1, 0, 4]], [[1, 0, 0, 3], [0, 5, 9, 3]]],
    name="tied together",
)


ORDERED = StrategicGame.from_arrays(
    [["R", "S"], ["T", "P"], ["P - 1", "2*S - P"]],
    [["R", "T"], ["S", "P"], ["T + 1", "S"]],
    assumptions=parse_relations("T > R > P > S"),
    name="ordered",
)


def repeated(discount: object = "d") -> DynamicGame:
    """The dilemma for ever."""
    return DynamicGame.repeated(DILEMMA, discount)


def tit_for_tat() -> Machines:
    """Each repeats what the other did."""
    return Machines(tuple(Machine.tit_for_tat(other, "share", "hide") for other in (1, 0)))


def monitored(discount: object = "d") -> tuple[DynamicGame, Automaton]:
    """Noisy monitoring, punished with public randomisation: values are ratios in d."""
    good, bad = ("9/10", "1/10"), ("1/5", "4/5")
    rows = {profile: good if profile == ("share", "share") else bad for profile in DILEMMA.profiles()}
    game = DynamicGame.monitored(DILEMMA, ("good", "bad"), rows, discount)
    work = AutomatonState(
        "work", plays("share"), (Rule((("work", Fraction(1)),), "good"), Rule((("off", Fraction(1)),), "bad"))
    )
    off = AutomatonState("off", plays("hide"), (Rule((("off", 1 - HALF / 4), ("work", HALF / 4))),))
    return game, Automaton((work, off), "work")


def ladder(*assumed: str) -> DynamicGame:
    """An endless ladder: working together climbs with probability l, and all later payoffs grow by rho."""
    relations = [relation for text in assumed for relation in parse_relations(text)]
    stage = StrategicGame.from_table(
        ("a", "b"),
        {
            ("share", "share"): ("R", "R"),
            ("share", "hide"): (0, "R + g"),
            ("hide", "share"): ("R + g", 0),
            ("hide", "hide"): (0, 0),
        },
        assumptions=tuple(relations),
    )
    climb = (Move(exact("l"), "level", None, exact("rho")), Move(exact("1 - l"), "level"))
    moves = (climb, *((Move(Fraction(1), "level"),),) * 3)
    start = (("level", Fraction(1)),)
    return DynamicGame(("a", "b"), (GameState("level", stage, moves),), start, (exact("d"),) * 2, stage.assumptions)


def _of(solution: object) -> Certificate:
    certified = certify(solution)
    assert certified.certificate is not None, certified.reason
    return certified.certificate


@cache
def numeric_examples() -> dict[str, Certificate]:
    """Certificates of claims without free symbols but the discount factor."""
    half = ((HALF, HALF), (HALF, HALF))
    sure = ((Fraction(1), Fraction(0)), (Fraction(1), Fraction(0)))
    public, off = monitored()
    flat = AnonymousGame.from_functions(3, ("out", "in"), (lambda k: k, lambda k: k))
    irrational = StrategicGame.from_arrays([[4, 0], [7, 1]], [[4, 7], [0, 1]])
    growing = ladder().substitute({"R": 1, "g": 1, "rho": "3/2", "l": HALF})
    return {
        **classification_examples.numeric(),
        **correlated_examples.numeric(),
        **extreme_examples.numeric(),
        **minmax_examples.numeric(),
        **tree_examples.numeric(),
        "IsNash": Certificate(IsNash(PENNIES, half), NashWitness((expected_payoffs(PENNIES, half),))),
        "IsNotNash": Certificate(IsNotNash(DILEMMA, sure), NotNashWitness("supplier", "hide", Fraction(2))),
        "AreNash": _of(nash_equilibria(StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]]), method="nashpy")),
        "PureEquilibriaAre": _of(pure_equilibria(DILEMMA)),
        "PureEquilibriaAre, none": _of(pure_equilibria(PENNIES)),
        "SurvivorsAre": _of(iterated_dominance(DOMINATED)),
        "SurvivorsAre, weak": _of(iterated_dominance(WEAKLY_DOMINATED, weak=True)),
        "SurvivorsAre, three players": _of(iterated_dominance(THREE)),
        "RationalizableAre": _of(rationalizable(TIED, independent=True)),
        "RationalizableAre, two players": _of(rationalizable(DOMINATED, independent=True)),
        "CountEquilibriaAre": _of(count_equilibria(JOIN)),
        "SymmetricEquilibriaAre": _of(symmetric_equilibria(JOIN)),
        "SymmetricEquilibriaAre, isolated": _of(symmetric_equilibria(crowded())),
        "SymmetricEquilibriaAre, continuum": _of(symmetric_equilibria(flat)),
        "IsSubgamePerfect": _of(check_profile(repeated("3/5"), GRIM)),
        "IsSubgamePerfect, growth": _of(check_profile(growing.at("2/5"), GRIM)),
        "IsNotSubgamePerfect": _of(check_profile(repeated("2/5"), GRIM)),
        "IsNotSubgamePerfect, machines": _of(check_profile(repeated("2/5"), tit_for_tat())),
        "IsThreshold": _of(threshold(repeated(), GRIM)),
        "IsThreshold, a point": _of(threshold(DynamicGame.repeated(_equal_gain()), tit_for_tat())),
        "IsThreshold, signals": _of(threshold(public, off)),
        "IsThreshold, growth": _of(threshold(growing, GRIM)),
        "IsThreshold, algebraic": _of(threshold(DynamicGame.repeated(irrational), Automaton.punish_for("1", "2", 2))),
    }


@cache
def symbolic_examples() -> dict[str, Certificate]:
    """Certificates with free symbols, which hold refutations."""
    ordered = replace(SYMBOLIC, assumptions=parse_relations("T > R > P > S"))
    patient = DynamicGame.repeated(ordered)
    held = replace(patient, assumptions=(*ordered.assumptions, *parse_relations("d >= (T - R)/(T - P)")))
    spread = StrategicGame.from_arrays(
        [[1, -1], [exact("1 + x"), 0]], [[1, exact("1 + x")], [-1, 0]], assumptions=parse_relations("0 < x < 2")
    )
    return {
        **classification_examples.symbolic(),
        **correlated_examples.symbolic(),
        **tree_examples.symbolic(),
        "PureEquilibriaAre, symbols": _pure_symbols(ordered),
        "SurvivorsAre, symbols": _of(iterated_dominance(ORDERED)),
        "IsSubgamePerfect, symbols": _of(check_profile(held, GRIM)),
        "IsThreshold, two cases": _of(threshold(DynamicGame.repeated(SYMBOLIC), GRIM)),
        "IsThreshold, roots": _of(threshold(DynamicGame.repeated(spread), Automaton.punish_for("1", "2", 2))),
        "IsThreshold, symbols and growth": _of(threshold(ladder("R > 0", "g > 0", "rho > 1", "0 < l <= 1"), GRIM)),
    }


THEOREMS = (
    "co-financing/dominant",
    "co-financing/one-short",
    "co-financing/levy-no-waste",
    "co-financing/grim",
    "price-stability/some-price-a",
    "capability-ladder/last-level",
)
"""One for each kind of part."""


@cache
def theorem_examples() -> dict[str, Certificate]:
    """Certificates of theorems."""
    proofs = {own.id: prove_theorem(own, judge=False) for own in catalogue() if own.id in THEOREMS}
    return {name: own.certificate for name, own in proofs.items() if own.certificate is not None}


def crowded() -> AnonymousGame:
    """Six players, gains that change sign three times: two splits, roots of degree five."""
    gains = (-1, 4, -3, -2, 5, 1)
    return AnonymousGame.from_functions(6, ("out", "in"), (lambda k: 0, lambda k: gains[int(k)]))


def _equal_gain() -> StrategicGame:
    """Tit-for-tat is an equilibrium of this dilemma at d = 1/2 and nowhere else."""
    rows = {("share", "share"): (2, 2), ("share", "hide"): (0, 3), ("hide", "share"): (3, 0), ("hide", "hide"): (1, 1)}
    return StrategicGame.from_table(("buyer", "supplier"), rows)


def _pure_symbols(game: StrategicGame) -> Certificate:
    claim = PureEquilibriaAre(game, (("hide", "hide"),))
    found = {name: find_refutation(given) for name, given in left_to_refute(claim, ListWitness()).items()}
    return Certificate(claim, ListWitness({name: own for name, own in found.items() if own is not None}))
