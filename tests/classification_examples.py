"""Certificates about games with symbols, and whether such claims are true, for the tests of certificates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product
from math import prod

from games.core.nash import expected_payoffs, is_nash, mixed_profile
from games.core.strategic import StrategicGame
from games.errors import ComarcaError
from games.exact import Relation, Scalar, parse_relations, substitute
from games.solvers.by_support import equilibria_by_support
from games.solvers.conditional import conditional_equilibria
from games.solvers.support import support_equilibrium
from games.solvers.two_by_two import classify
from proofs import claims
from proofs.certificate import Certificate
from proofs.certification import certify
from tests.best_reply_polytopes import extreme_equilibria, matrices
from tests.extreme_examples import _maximal
from tests.games_by_definition import name_of

VALUES = tuple(Fraction(*own) for own in ((-1, 1), (0, 1), (1, 2), (1, 1), (3, 2), (2, 1), (3, 1)))
ZERO = StrategicGame.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]], name="all alike")
CHICKEN = StrategicGame.from_arrays([[3, 1], [4, 0]], [[3, 4], [1, 0]], name="chicken")
PLANE = StrategicGame.from_arrays([[1, "S"], ["T", 0]], [[1, "T"], ["S", 0]], assumptions=["T > 1"], name="T and S")
HALF_KNOWN = StrategicGame.from_arrays([["a", 0], [0, 1]], [[0, 1], [1, "a"]], name="one symbol")
HAWKS = StrategicGame.from_arrays(
    [["V - C", "2*V"], [0, "V"]],
    [["V - C", 0], ["2*V", "V"]],
    actions=("hd", "hd"),
    assumptions=["V > 0"],
    name="hawks",
)
CYCLE = StrategicGame.from_arrays(
    [[0, "-b", "a"], ["a", 0, "-b"], ["-b", "a", 0]],
    [[0, "a", "-b"], ["-b", 0, "a"], ["a", "-b", 0]],
    assumptions=parse_relations("a > 0") + parse_relations("b > 0"),
    name="cycle",
)

BEYOND = StrategicGame.from_arrays(
    [[1, "a + 2"], [0, 0]], [[1, 0], [0, 1]], assumptions=["a > 0"], name="indifferent beyond one"
)


def entry(players: int = 3, pie: int = 12) -> StrategicGame:
    """Who enters shares a pie and pays c."""
    table = {}
    for profile in product(("in", "out"), repeat=players):
        number = profile.count("in")
        table[profile] = tuple(f"{pie}/{number} - c" if own == "in" else 0 for own in profile)
    return StrategicGame.from_table(list("ABCDE"[:players]), table, assumptions=["c > 0"], name="entry")


def numeric() -> dict[str, Certificate]:
    """Certificates without symbols."""
    return {"ClassificationIs": _of(classify(CHICKEN)), "ClassificationIs, all alike": _of(classify(ZERO))}


def symbolic() -> dict[str, Certificate]:
    """Certificates with symbols."""
    return {
        "ClassificationIs, symbols": _of(classify(PLANE)),
        "PureEquilibriaIff": _of(conditional_equilibria(entry())),
        "SupportEquilibriumIff": _of(support_equilibrium(HAWKS, "h d; h d")),
        "SupportEquilibriumIff, three players": _of(support_equilibrium(entry(), "in out; in out; in")),
        "SupportEquilibriumIff, never": _of(support_equilibrium(BEYOND, "1 2; 1 2")),
        "EquilibriaBySupportAre": _of(equilibria_by_support(BEYOND)),
        "NoSupportEquilibrium": _of(support_equilibrium(CYCLE, "1 2; 1 2")),
        "NoSupportEquilibrium, other sizes": _of(support_equilibrium(CYCLE, "1 2; 3")),
    }


def _of(solution: object) -> Certificate:
    certified = certify(solution)
    assert certified.certificate is not None, certified.reason
    return certified.certificate


def points(game: StrategicGame) -> Iterable[Mapping[str, Fraction]]:
    """Values for the symbols of a game that satisfy what it assumes; ties among them."""
    names = sorted({*game.symbols, *(name for relation in game.assumptions for name in relation.symbols)})
    for values in product(VALUES, repeat=len(names)):
        at = dict(zip(names, values, strict=True))
        if all(relation.holds(at) for relation in game.assumptions):
            yield at


def holds(relations: Iterable[Relation], at: Mapping[str, Fraction]) -> bool:
    """Whether all hold."""
    return all(relation.holds(at) for relation in relations)


def is_true(claim: object) -> bool | None:
    """Whether a claim of this kind holds wherever it was tried, by definition; None of another kind."""
    judge = {
        claims.ClassificationIs: _classification,
        claims.PureEquilibriaIff: _pure,
        claims.SupportEquilibriumIff: _support,
        claims.NoSupportEquilibrium: _no_support,
        claims.EquilibriaBySupportAre: _by_support,
    }.get(type(claim))
    if judge is None:
        return None
    try:
        return all(judge(claim, claim.game.substitute(at), at) for at in points(claim.game))
    except (ComarcaError, ZeroDivisionError):
        return False


def _classification(claim: claims.ClassificationIs, game: StrategicGame, at: Mapping[str, Fraction]) -> bool:
    applying = [case for case in claim.cases if holds(case.assume, at)]
    if len(applying) != 1 or applying[0].game != name_of(*matrices(game)):
        return False
    (case,) = applying
    components = [
        tuple(tuple(_numbers(own, at) for own in strategies) for strategies in component)
        for component in case.components
    ]
    profiles = list(dict.fromkeys(profile for own in components for profile in product(*own)))
    worth = [expected_payoffs(game, profile) for profile in profiles]
    ordered = all(_ordered(own, game) for own in case.comparisons)
    return ordered and same_subsets(components, game) and worth == [_numbers(own, at) for own in case.payoffs]


def _ordered(own: claims.Comparison, game: StrategicGame) -> bool:
    difference = game.payoffs[own.player][own.cell] - game.payoffs[own.player][own.other]
    return {">": difference > 0, ">=": difference >= 0, "=": difference == 0}[own.op]


def same_subsets(components: Iterable[tuple[tuple[tuple[Fraction, ...], ...], ...]], game: StrategicGame) -> bool:
    """Whether these are the maximal Nash subsets, each once."""
    found = sorted((tuple(sorted(first)), tuple(sorted(second))) for first, second in components)
    pairs = extreme_equilibria(*matrices(game))
    first, second = (sorted({pair[i] for pair in pairs}) for i in (0, 1))
    numbered = {(first.index(x), second.index(y)) for x, y in pairs}
    maximal = [(tuple(first[i] for i in xs), tuple(second[j] for j in ys)) for xs, ys in _maximal(numbered)]
    return found == sorted(maximal)


def _numbers(values: Iterable[Scalar], at: Mapping[str, Fraction]) -> tuple[Fraction, ...]:
    return tuple(Fraction(substitute(value, at)) for value in values)  # type: ignore[arg-type]


def _pure(claim: claims.PureEquilibriaIff, game: StrategicGame, at: Mapping[str, Fraction]) -> bool:
    told = {profile: k for k, profile in enumerate(claim.profiles)}
    for profile in game.profiles():
        k = told.get(profile)
        claimed = k is not None and holds(claim.conditions[k], at)
        if claimed != is_nash(game, mixed_profile(game, profile)):
            return False
        if k is not None and _numbers(claim.payoffs[k], at) != game.payoff(profile):
            return False
    return len(told) == len(claim.profiles)


def _support(claim: claims.SupportEquilibriumIff, game: StrategicGame, at: Mapping[str, Fraction]) -> bool:
    if not holds(claim.apart, at):
        return True
    profile = tuple(_numbers(own, at) for own in claim.profile)
    played = tuple(
        tuple(label for label, weight in zip(labels, own, strict=True) if weight)
        for labels, own in zip(game.actions, profile, strict=True)
    )
    proper = all(weight >= 0 for own in profile for weight in own) and played == claim.support
    equilibrium = proper and is_nash(game, mixed_profile(game, profile))
    if _numbers(claim.payoffs, at) != expected_payoffs(game, profile):
        return False
    if len(game.players) == 2 and equilibrium != bool(with_support(game, claim.support)):
        return False
    return equilibrium == (not claim.never and holds(claim.condition, at))


def _no_support(claim: claims.NoSupportEquilibrium, game: StrategicGame, at: Mapping[str, Fraction]) -> bool:
    """No extreme equilibrium with the support, nor one in the middle of it."""
    middle = [{label: Fraction(1, len(own)) for label in own} for own in claim.support]
    listed = with_support(game, claim.support) if len(game.players) == 2 else []
    return not listed and not is_nash(game, mixed_profile(game, middle))


def _by_support(claim: claims.EquilibriaBySupportAre, game: StrategicGame, at: Mapping[str, Fraction]) -> bool:
    told = [*(part.support for part in claim.parts), *claim.left_open]
    if len(told) != len(set(told)) or len(told) != prod(2**size - 1 for size in game.shape):
        return False
    for part in claim.parts:
        if not part.profile:
            fine = _no_support(claims.NoSupportEquilibrium(claim.game, part.support), game, at)
        else:
            fields = (part.support, part.apart, part.profile, part.condition, part.payoffs, part.never)
            fine = _support(claims.SupportEquilibriumIff(claim.game, *fields), game, at)
        if not fine:
            return False
    return True


def with_support(game: StrategicGame, support: tuple[tuple[str, ...], ...]) -> list[object]:
    """The extreme equilibria of a two-player game that play exactly these actions."""
    return [
        pair
        for pair in extreme_equilibria(*matrices(game))
        if all(
            tuple(label for label, weight in zip(labels, own, strict=True) if weight) == wanted
            for labels, own, wanted in zip(game.actions, pair, support, strict=True)
        )
    ]
