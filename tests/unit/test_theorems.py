"""The catalogue: every theorem is proved, every wrong variant refuted, and no payoff of a game may be altered unnoticed.

What an engine calls a counterexample is evaluated here by the oracle, which solves the game at these numbers from the definitions.
In the profiles `dev` and `ci` a few payoffs a theorem are altered, in `nightly` all of them.
"""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pytest

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton
from games.core.dynamic import DynamicGame
from games.core.solution import Status
from games.errors import ComarcaError
from games.exact import Formula, parse_formula, substitute
from proofs import Certificate, check, prove
from proofs.engines.prove import find_counterexample
from proofs.statements import (
    Always,
    CountEquilibriumIff,
    DominantIff,
    EquilibriumIff,
    InductiveEquilibriumIff,
    Part,
    Region,
    SomeEquilibriumIff,
    Theorem,
)
from proofs.theorems import catalogue, wrong_variants
from tests.play_oracle import Play, play_of

Point = Mapping[str, Fraction]
THEOREMS = {own.id: own for own in catalogue()}
WRONG = {own.id: own for own in wrong_variants()}
MOST_CELLS = 10**9 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 3
COUNTED = [Fraction(v) for v in range(1, 7)]
MEASURED = [Fraction(v) for v in ("0", "1/10", "1/4", "1/3", "1/2", "2/3", "3/4", "9/10", "1", "3/2", "2", "3", "-1/2")]
STEPS = (Fraction(1, 7), Fraction(-1, 7))


@lru_cache
def proof(name: str) -> Any:
    return prove(THEOREMS[name])[0]


# The oracle: is a part true at a point?


def is_true(part: Part, point: Point) -> bool:
    match part:
        case EquilibriumIff():
            return inside(part.region, point) is is_equilibrium(part.game, part.profile, point)
        case SomeEquilibriumIff():
            there = inside(part.region, point)
            values = {name: Fraction(substitute(value, point)) for name, value in part.chosen.items()}
            works = is_equilibrium(part.game, part.profile, {**point, **values})
            return there is some_value_works(part, point) and (works or not there)
        case CountEquilibriumIff():
            game, count = part.game.substitute(point), int(substitute(part.count, point))
            leave = count == 0 or game.payoff_at(1, count - 1) >= game.payoff_at(0, count - 1)
            join = count == game.size or game.payoff_at(0, count) >= game.payoff_at(1, count)
            return inside(part.region, point) is (leave and join)
        case DominantIff():
            game = part.game.substitute(point)
            gaps = [game.payoff_at(part.action, k) - game.payoff_at(1 - part.action, k) for k in range(game.size)]
            return inside(part.region, point) is all(gap > 0 if part.strict else gap >= 0 for gap in gaps)
        case Always():
            return all(relation.holds(point) for relation in part.relations)
        case InductiveEquilibriumIff():
            return inside(part.region, point) is is_equilibrium(part.base, part.base_profile, point)


def inside(region: Region, point: Point) -> bool:
    return any(all(relation.holds(point) for relation in conjunction) for conjunction in region)


def is_equilibrium(game: DynamicGame, profile: Any, point: Point) -> bool:
    return Play(game.substitute(point), at(profile, point)).perfect


def at(profile: Any, point: Point) -> Any:
    return profile.substitute(point) if isinstance(profile, Automaton) else profile


def some_value_works(part: SomeEquilibriumIff, point: Point) -> bool:
    """One chosen symbol, in which payoffs and therefore slacks are affine: two values say all, and half-lines are cut."""
    (name,) = part.chosen
    zero, one = (Play(part.game.substitute({**point, name: v}), at(part.profile, point)) for v in (0, 1))
    lowest, highest = None, None
    for where, start in zero.slacks.items():
        slope = one.slacks[where] - start
        if slope == 0 and start < 0:
            return False
        if slope > 0:
            lowest = max(own for own in (lowest, -start / slope) if own is not None)
        if slope < 0:
            highest = min(own for own in (highest, -start / slope) if own is not None)
    return lowest is None or highest is None or lowest <= highest


def admitted(theorem: Theorem, point: Point, *, without: object = None) -> bool:
    """In the domain, whole where it must be, and under all assumptions but one."""
    given = [relation for relation in theorem.hypotheses if relation != without]
    return all(relation.holds(point) for relation in given) and all(
        point[name].denominator == 1 for name in theorem.whole
    )


def is_false(theorem: Theorem, point: Point) -> bool:
    return not all(is_true(part, point) for part in theorem.parts)


def speak_of(theorem: Theorem, point: Point) -> None:
    """Evaluate every relation of the theorem's regions; those that are not defined raise."""
    for part in theorem.parts:
        for conjunction in getattr(part, "region", ()):
            for relation in conjunction:
                relation.holds(point)


# The catalogue


@pytest.mark.parametrize("name", THEOREMS)
def test_every_theorem_is_proved_and_its_certificate_is_accepted_from_its_text(name: str) -> None:
    found = proof(name)
    assert found.status is Status.PROVED, found.reason
    assert found.counterexample is None
    written = found.certificate.to_json()
    read = Certificate.from_json(written)
    assert read == found.certificate
    assert read.claim == THEOREMS[name]
    verdict = check(read)
    assert verdict.accepted, verdict.reason
    assert verdict.steps > 0


@pytest.mark.parametrize("name", THEOREMS)
def test_no_point_of_a_grid_contradicts_a_theorem(name: str) -> None:
    """The oracle's own look for counterexamples, where prices, chances and numbers of players are small."""
    theorem, tried = THEOREMS[name], 0
    for point in itertools.islice(grid(theorem), 40):
        tried += 1
        assert not is_false(theorem, point), point
    assert tried >= 10


def grid(theorem: Theorem) -> Iterator[dict[str, Fraction]]:
    """Admitted points, the same ones every time; whole numbers and fractions from short lists, so that ties are common."""
    chance = random.Random(theorem.id)
    for _ in range(6_000):
        point = {
            own.name: chance.choice(COUNTED if own.name in theorem.whole else MEASURED) for own in theorem.variables
        }
        try:
            if admitted(theorem, point):
                yield point
        except ComarcaError:
            continue


@pytest.mark.parametrize("name", WRONG)
def test_every_wrong_variant_is_refuted_by_a_point_at_which_it_is_false(name: str) -> None:
    theorem = WRONG[name]
    (found,) = prove(theorem, judge=False)
    assert found.status is Status.REFUTED
    assert found.certificate is None
    assert admitted(theorem, found.counterexample)
    assert is_false(theorem, found.counterexample)


def test_each_theorem_has_a_wrong_variant() -> None:
    assert {name + "/wrong" for name in THEOREMS} == set(WRONG)


def test_a_theorem_must_be_about_something() -> None:
    assert all(theorem.parts and theorem.claim for theorem in THEOREMS.values())


@pytest.mark.parametrize("name", [name for name, own in THEOREMS.items() if own.assumptions])
def test_an_assumption_is_needed_where_the_theorem_fails_without_it(name: str) -> None:
    theorem, found = THEOREMS[name], proof(name)
    assert [own.assumption for own in found.assumptions] == list(theorem.assumptions)
    for own in found.assumptions:
        assert own.verdict in ("needed", "redundant", "undecided")
        assert (own.counterexample is not None) is (own.verdict == "needed")
        if own.verdict == "needed":
            assert not own.assumption.holds(own.counterexample)
            if own.meaningless:
                with pytest.raises((ComarcaError, ZeroDivisionError)):
                    speak_of(theorem, own.counterexample)
            else:
                assert admitted(theorem, own.counterexample, without=own.assumption)
                assert is_false(theorem, own.counterexample)


# Altered payoffs


GAMES = [
    (name, number, field)
    for name, theorem in THEOREMS.items()
    for number, part in enumerate(theorem.parts)
    for field in ("game", "base", "step")
    if isinstance(getattr(part, field, None), DynamicGame)
]
COUNTS = [
    (name, number)
    for name, theorem in THEOREMS.items()
    for number, part in enumerate(theorem.parts)
    if isinstance(getattr(part, "game", None), AnonymousGame)
]
Cell = tuple[int, int, int]


def cells(game: DynamicGame) -> list[Cell]:
    """State, player and cell of every payoff."""
    return [
        (s, i, c)
        for s, state in enumerate(game.states)
        for i, row in enumerate(state.stage.payoffs)
        for c in range(len(row))
    ]


def altered(game: DynamicGame, cell: Cell, step: Fraction) -> DynamicGame:
    s, i, c = cell
    state = game.states[s]
    rows = [list(row) for row in state.stage.payoffs]
    rows[i][c] = rows[i][c] + step
    stage = replace(state.stage, payoffs=tuple(tuple(row) for row in rows))
    return replace(game, states=(*game.states[:s], replace(state, stage=stage), *game.states[s + 1 :]))


def with_part(theorem: Theorem, number: int, part: Part) -> Theorem:
    return replace(theorem, parts=(*theorem.parts[:number], part, *theorem.parts[number + 1 :]))


def can_matter(game: DynamicGame, profile: Any, cell: Cell) -> bool:
    """A player's payoff counts only where all *others* play as prescribed, in some state of the profile.

    Elsewhere two must depart at once, or he is not the one who departs: it stands in no value and in no deviation of his.
    """
    s, i, c = cell
    state = game.states[s]
    actions = list(state.stage.profiles())[c]
    names = profile.state_names if isinstance(profile, Automaton) else ()
    return any(
        all(
            j == i or action in own
            for j, (action, own) in enumerate(
                zip(actions, play_of(profile, name, state.name, len(game.players)), strict=True)
            )
        )
        for name in names
    )


@pytest.mark.slow
@pytest.mark.parametrize(("name", "number", "field"), GAMES, ids=lambda case: str(case).replace("/", ":"))
def test_an_altered_payoff_is_noticed(name: str, number: int, field: str) -> None:
    """Up or down by 1/7, on the path or off it: the theorem is refuted, or at least no longer proved.

    One direction is enough: what makes a deviation less tempting, when it does not bind, leaves the theorem true.
    """
    theorem = THEOREMS[name]
    part = theorem.parts[number]
    game, profile = getattr(part, field), getattr(part, {"game": "profile"}.get(field, f"{field}_profile"))
    every = cells(game)
    for cell in every[:: max(1, -(-len(every) // MOST_CELLS))]:
        changed = [with_part(theorem, number, replace(part, **{field: altered(game, cell, step)})) for step in STEPS]
        noticed = step_breaks(theorem, changed) if field == "step" else is_noticed(changed)
        assert noticed is can_matter(game, profile, cell), cell


def step_breaks(theorem: Theorem, changed: list[Theorem]) -> bool:
    """The induction's step, sound as it stands, fails at some point for some of the altered theorems."""
    points = list(itertools.islice(grid(theorem), 400))
    assert not any(step_fails(theorem, point) for point in points)
    return any(step_fails(own, point) for own in changed for point in points)


def step_fails(theorem: Theorem, point: Point) -> bool:
    """On the region, the earlier game's value as low as the invariant lets it be: no equilibrium, or too low a value."""
    (part,) = theorem.parts
    assert isinstance(part, InductiveEquilibriumIff)
    if not inside(part.region, point):
        return False
    point = {**point, part.carried: Fraction(substitute(part.invariant.right, point))}
    play = Play(part.step.substitute(point), at(part.step_profile, point))
    player, *node = part.step_node
    value = play.values[part.step.players.index(player)][play.nodes.index((node[0], node[1]))]
    return not (play.perfect and part.invariant.holds({**point, part.carried: value}))


def is_noticed(changed: list[Theorem]) -> bool:
    """Some of the theorems is refuted, by a point at which the oracle finds it false; or it is not proved any more."""
    excluded = []
    for theorem in changed:
        nowhere, point = find_counterexample(theorem, theorem.hypotheses)
        if point is not None:
            assert admitted(theorem, point)
            assert is_false(theorem, point)
            return True
        excluded.append(nowhere)
    return not all(excluded) and any(own.status is not Status.PROVED for own in prove(*changed, judge=False))


@pytest.mark.parametrize(("name", "number"), COUNTS, ids=lambda case: str(case).replace("/", ":"))
@pytest.mark.parametrize("action", [0, 1])
def test_an_altered_payoff_by_count_is_noticed(name: str, number: int, action: int) -> None:
    theorem = THEOREMS[name]
    part: Any = theorem.parts[number]
    noticed = False
    for step in STEPS:
        payoff = list(part.game.payoff)
        assert isinstance(payoff[action], Formula)
        payoff[action] = parse_formula(f"{payoff[action].text} + ({step})")
        changed = with_part(theorem, number, replace(part, game=replace(part.game, payoff=tuple(payoff))))
        (found,) = prove(changed, judge=False)
        if found.status is Status.REFUTED:
            noticed = True
            assert admitted(theorem, found.counterexample)
            assert is_false(changed, found.counterexample)
    assert noticed
