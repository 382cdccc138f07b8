"""Certificates of claims about games in extensive form, and whether such claims are true by brute force and the definitions of core."""

from __future__ import annotations

import itertools
from fractions import Fraction

from games.core.behaviour import behaviour_profile, is_nash, is_subgame_perfect
from games.core.extensive import BehaviourProfile, Chance, Decision, ExtensiveGame, Terminal
from games.core.recall import forgotten
from games.errors import ComarcaError
from games.exact import exact, parse_relations, substitute
from games.solvers.backward_induction import subgame_perfect_equilibria
from games.solvers.extensive_check import check_behaviour
from games.solvers.tree_cases import tree_cases
from proofs import claims
from proofs.certificate import Certificate
from proofs.certification import certify
from tests import tree_oracle


def entry() -> ExtensiveGame:
    """The incumbent is indifferent between fighting and yielding; a war costs him on the way."""
    answer = Decision("incumbent", {"fight": Terminal(-1, 2), "yield": Terminal(1, 2)}, payoffs=(0, -1))
    return ExtensiveGame.build(
        ("entrant", "incumbent"), Decision("entrant", {"out": Terminal(0, 2), "in": answer}), name="entry"
    )


def pennies() -> ExtensiveGame:
    """A third player may let two play pennies, heads for double stakes; shutting the door pays him as much on average."""
    second = {
        a: Decision("B", {b: Terminal((a == b) * (2 if a == "H" else 1), int(a != b), 1) for b in "HT"}, "guess")
        for a in "HT"
    }
    shut = Chance({"rain": ("1/3", Terminal(0, 0, 3)), "sun": ("2/3", Terminal(0, 0, 0))})
    return ExtensiveGame.build(
        ("A", "B", "C"), Decision("C", {"open": Decision("A", second, "coin"), "shut": shut}, "door"), name="pennies"
    )


def idle() -> ExtensiveGame:
    """Three players in one subgame; stopping at once leaves the first nothing to do later."""

    def last(k: int) -> Decision:
        return Decision("A", {"l": Terminal(k, 1, 1), "r": Terminal(1, k, 0)}, "later")

    def third(k: int) -> Decision:
        return Decision("C", {"u": last(k), "d": Terminal(k, 0, 1)}, "third")

    stopped = Decision("B", {"x": Terminal(1, 1, 1), "y": Terminal(1, 0, 1)}, "second")
    going = Decision("B", {"x": third(0), "y": third(1)}, "second")
    return ExtensiveGame.build(("A", "B", "C"), Decision("A", {"stop": stopped, "go": going}, "first"))


def _of(answer: object) -> Certificate:
    certified = certify(answer)
    assert certified.certificate is not None, certified.reason
    return certified.certificate


def numeric() -> dict[str, Certificate]:
    """By name: one certificate or more of every kind of claim."""
    threat = {"entrant": "out", "incumbent": "fight"}
    mixed = {
        "entrant": {"start": {"out": "1/3", "in": "2/3"}},
        "incumbent": {"after in": {"fight": "1/2", "yield": "1/2"}},
    }
    return {
        "PureSubgamePerfectAre": _of(subgame_perfect_equilibria(entry())),
        "PureSubgamePerfectAre, idle": _of(subgame_perfect_equilibria(idle())),
        "ExtremeSubgamePerfectAre": _of(subgame_perfect_equilibria(pennies())),
        "AreBehaviourEquilibria": _of(check_behaviour(entry(), threat)),
        "AreBehaviourEquilibria, mixed": _of(check_behaviour(entry(), mixed)),
        "AreBehaviourEquilibria, nash": _of(check_behaviour(entry(), threat, concept="nash")),
        "IsNoBehaviourEquilibrium": _of(check_behaviour(entry(), {"entrant": "in", "incumbent": "fight"})),
        "IsNoBehaviourEquilibrium, nash": _of(
            check_behaviour(pennies(), {"A": "H", "B": "H", "C": "open"}, concept="nash")
        ),
    }


def symbolic() -> dict[str, Certificate]:
    """Certificates with free symbols, which hold refutations."""
    game = ExtensiveGame.build(
        ("A", "B"),
        Decision("A", {"out": Terminal("x", 0), "in": Decision("B", {"l": Terminal(0, 1), "r": Terminal(2, "y")})}),
        assumptions=parse_relations("0 < x < 2"),
    )
    return {"PureSubgamePerfectByCases": _of(tree_cases(game))}


def is_true(claim: object) -> bool | None:
    """Whether a claim of this family holds; None for claims of others."""
    match claim:
        case claims.PureSubgamePerfectAre(game, profiles):
            return not forgotten(game) and _pure(game, profiles)
        case claims.PureSubgamePerfectByCases(game, cases):
            return all(_cases_at(game, cases, {"x": x, "y": y}) for x, y in itertools.product(POINTS, repeat=2))
        case claims.ExtremeSubgamePerfectAre(game, profiles):
            listed = {_open(own.profile, own.free) for own in subgame_perfect_equilibria(game).equilibria}
            return len(profiles) == len(listed) and set(profiles) == listed
        case claims.AreBehaviourEquilibria(game, concept, profiles):
            holds = {"nash": is_nash, "subgame perfect": is_subgame_perfect}[concept]
            return all(holds(game, _checked(game, profile)) for profile in profiles)
        case claims.IsNoBehaviourEquilibrium(game, concept, profile):
            holds = {"nash": is_nash, "subgame perfect": is_subgame_perfect}[concept]
            return not holds(game, _checked(game, profile))
    return None


POINTS = tuple(Fraction(*own) for own in ((-1, 1), (0, 1), (1, 2), (1, 1), (3, 2), (2, 1), (3, 1)))


def _cases_at(game: ExtensiveGame, cases: tuple[claims.TreeCaseIs, ...], at: dict[str, Fraction]) -> bool:
    """At these values exactly one case holds and lists what brute force finds, with its payoffs; or they are not admissible."""
    if not all(relation.holds(at) for relation in game.assumptions):
        return True
    try:
        holding = [case for case in cases if all(relation.holds(at) for relation in case.assume)]
        there = game.substitute(at)
    except ComarcaError:
        return False
    if len(holding) != 1 or there.symbols or not _pure(there, holding[0].profiles):
        return False
    case = holding[0]
    for profile, paid in zip(case.profiles, case.payoffs, strict=False):
        chosen = zip(there.sets_by_player, profile, strict=True)
        pure = {
            (own_set.player, own_set.label): own_set.actions.index(action)
            for sets, own in chosen
            for own_set, action in zip(sets, own, strict=True)
            if action is not None
        }
        if tuple(tree_oracle.worth(there, pure)) != tuple(exact(substitute(value, at)) for value in paid):
            return False
    return len(case.payoffs) == len(case.profiles)


def _checked(game: ExtensiveGame, profile: BehaviourProfile) -> BehaviourProfile:
    """The profile, if it is one."""
    table = {
        player: {own_set.label: list(weights) for own_set, weights in zip(sets, own, strict=True)}
        for player, sets, own in zip(game.players, game.sets_by_player, profile, strict=True)
    }
    return behaviour_profile(game, table)


def _open(profile: BehaviourProfile, free: tuple[tuple[int, ...], ...]) -> claims.OpenBehaviour:
    return tuple(
        tuple(None if h in away else weights for h, weights in enumerate(own))
        for own, away in zip(profile, free, strict=True)
    )


def _pure(game: ExtensiveGame, profiles: tuple[claims.PureBehaviour, ...]) -> bool:
    """Each entry stands for all its completions; together these are what brute force finds, each once."""
    sets = [own_set for own in game.sets_by_player for own_set in own]
    found = []
    for profile in profiles:
        entries = [entry for own in profile for entry in own]
        if len(entries) != len(sets):
            return False
        ways = [own.actions if entry is None else (entry,) for own, entry in zip(sets, entries, strict=True)]
        for choice in itertools.product(*ways):
            actions = zip(sets, choice, strict=True)
            found.append(tuple(sorted(((own.player, own.label), own.actions.index(a)) for own, a in actions)))
    accepted = [tuple(sorted(own.items())) for own in tree_oracle.subgame_perfect(game)]
    return sorted(found) == sorted(accepted)
