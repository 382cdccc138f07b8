"""All pure subgame-perfect equilibria of a game with perfect information and symbols, by cases.

The witness cuts the admissible values into parts, which must cover them (`regions`). In each part the checker walks the tree from the ends
up and keeps every choice that nothing beats, given what follows; the sign of each comparison of formulas is taken from the
witness and must be shown to hold there. A case of the claim must list what a part yields, or be shown to have no value in common
with the part. Chances are taken not to be negative: where one is, this is no game.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from games.core.extensive import ExtensiveGame
from games.core.strategic import StrategicGame
from games.exact import Relation, Scalar
from proofs.checker.kernel import Polynomial, Ratio, node_key, refuse
from proofs.checker.nash import assumptions
from proofs.checker.obligations import Finding, Obligations, join, lemmas, named, nonzero, positive
from proofs.checker.reading import Reader
from proofs.checker.regions import SIGNS, normal, partition
from proofs.checker.tree import MAX_TREE
from proofs.checker.tree_walk import Choices, Comparisons, equilibria
from proofs.checker.work import within
from proofs.checker.worth import sign_of
from proofs.claims import PureBehaviour, PureSubgamePerfectByCases, TreeCaseIs
from proofs.witness import LeafWitness, TreeCasesWitness

NOTHING: Scalar = Fraction(0)


def check_tree_cases(claim: PureSubgamePerfectByCases, witness: TreeCasesWitness) -> Finding:
    """Parts cover everything, cases too and do not overlap, and each says what the parts that it meets say."""
    game = claim.game
    within(len(game.nodes), MAX_TREE, "nodes")
    moving = [(node.player, node.information) for node in game.nodes if node.player]
    if len(set(moving)) != len(moving):
        refuse("game", "an information set of several nodes", "perfect information")
    carrier = _carrier(game)
    found = [partition(carrier, tuple(case.assume for case in claim.cases))]
    found.append(named("parts", partition(carrier, tuple(leaf.assume for leaf in witness.leaves))))
    if not _ascending([conditions_key(leaf.assume) for leaf in witness.leaves]):
        refuse("parts", "another order, or one twice", "parts in order of their conditions")
    for number, leaf in enumerate(witness.leaves, 1):
        found.append(_leaf(game, carrier, leaf, claim.cases, number))
    return len(game.nodes) * len(witness.leaves), join(*found)


def conditions_key(assume: Sequence[Relation]) -> list[str]:
    """What conditions are ordered by."""
    return [own.text for own in assume]


def sign_key(left: Scalar, right: Scalar) -> tuple[str, str]:
    """What comparisons are ordered by."""
    return node_key(left), node_key(right)


def _ascending(keys: Sequence[Any]) -> bool:
    return all(one < other for one, other in pairwise(keys))


def _carrier(game: ExtensiveGame) -> StrategicGame:
    """What the game assumes, and every number in it, which must be defined."""
    values = [value for node in game.nodes for value in (*node.payoffs, *node.probabilities)] or [NOTHING]
    chances = [Relation(chance, ">=", NOTHING) for node in game.nodes for chance in node.probabilities]
    labels = tuple(str(number) for number in range(len(values)))
    return StrategicGame(("tree",), (labels,), (tuple(values),), (*game.assumptions, *chances))


def _leaf(
    game: ExtensiveGame, carrier: StrategicGame, leaf: LeafWitness, cases: Sequence[TreeCaseIs], number: int
) -> Obligations:
    read = Reader()
    assumed = assumptions(carrier, read)
    inside = tuple(own for relation in leaf.assume for own in read.conditions(relation))
    signs = Comparisons([(read(left), read(right), sign) for left, right, sign in leaf.signs])
    if not (_ascending(conditions_key(leaf.assume)) and _ascending([sign_key(*own[:2]) for own in leaf.signs])):
        refuse(f"part {number}", "another order, or an entry twice", "conditions and comparisons in order")
    ways = equilibria(game, read, signs)
    if len(signs.used) != len(leaf.signs):
        refuse(f"part {number}", f"{len(leaf.signs)} comparisons", f"the {len(signs.used)} that are made")
    told = {_profile(game, choices): payoffs for choices, payoffs in ways}
    apart: list[Obligations] = []
    equal: list[Ratio] = []
    for place, case in enumerate(cases, 1):
        if len(case.payoffs) != len(case.profiles) or len(set(case.profiles)) != len(case.profiles):
            refuse(f"case {place}", "profiles that stand twice, or without payoffs", "each once, with its payoffs")
        if set(case.profiles) == set(told):
            equal += _differences(case, told, read)
        elif not _excluded(leaf.assume, case.assume, read):
            other = tuple(own for relation in case.assume for own in read.conditions(relation))
            apart.append({f"part {number} and case {place} are apart": (*assumed, *read.definitions, *inside, *other)})
    given = (*assumed, *read.definitions, *inside)
    shown = join(
        lemmas(read.lemmas, assumed),
        *(nonzero(p, given, "denominator") for p in read.denominators),
        signs.shown(given),
        *(positive(p, given, "payoff") for own in equal for p in (own.numerator, -own.numerator)),
    )
    return join(named(f"part {number}", shown), *apart)


def _differences(case: TreeCaseIs, told: dict[PureBehaviour, tuple[Ratio, ...]], read: Reader) -> list[Ratio]:
    """What must be zero for the payoffs of a case to be right."""
    found = []
    for profile, paid in zip(case.profiles, case.payoffs, strict=True):
        if len(paid) != len(told[profile]):
            refuse("payoffs", f"{len(paid)} payoffs", "one a player")
        found += [own - read(said) for own, said in zip(told[profile], paid, strict=True)]
    return found


def _excluded(one: Sequence[Relation], other: Sequence[Relation], read: Reader) -> bool:
    """Whether the conditions leave one polynomial no common sign, word for word."""
    allowed: dict[Polynomial, frozenset[int]] = {}
    for relation in (*one, *other):
        p, turned = normal(sign_of(read(relation.left) - read(relation.right)))
        signs = frozenset(-own for own in SIGNS[relation.op]) if turned else SIGNS[relation.op]
        allowed[p] = allowed.get(p, signs) & signs
    return not all(allowed.values())


def _profile(game: ExtensiveGame, choices: Choices) -> PureBehaviour:
    actions = {number: game.nodes[number].actions[action] for number, action in choices}
    return tuple(
        tuple(actions[number] for number, node in enumerate(game.nodes) if node.player == player)
        for player in game.players
    )
