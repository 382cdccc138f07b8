"""Equilibria of a strategic form with symbols and the exact conditions under which they are such: pure ones, and those of one support.

Pure       On its condition no deviation from a listed profile gains; where none gains its condition holds; from any other profile
           one always gains.
Support    The profile is the only one that makes all indifferent between the actions of the support (`indifference`). It is an
           equilibrium with this support iff the probabilities of the support are positive and no other action does better.
Never      With the probabilities as unknowns: that all are positive, that no action of the support pays more than another and that no
           other pays more still, has no solution.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from games.core.strategic import StrategicGame
from games.exact import Relation
from proofs.checker.indifference import determined, unknown_profile
from proofs.checker.kernel import Hypothesis, Polynomial, refuse
from proofs.checker.nash import Weights, assumptions, expected_payoff, instead
from proofs.checker.obligations import Finding, Obligations, join, lemmas, named, nonzero, positive
from proofs.checker.play import ONE, ZERO
from proofs.checker.reading import Reader
from proofs.checker.setting import Given
from proofs.checker.worth import sign_of
from proofs.claims import NoSupportEquilibrium, PureEquilibriaIff, SupportEquilibriumIff
from proofs.witness import ListWitness, SupportWitness


def check_pure_iff(claim: PureEquilibriaIff, witness: ListWitness) -> Finding:
    """Every cell: listed with its condition, or never an equilibrium."""
    game, read = claim.game, Reader()
    assumed = assumptions(game, read)
    cells = list(product(*game.actions))
    if [own for own in cells if own in set(claim.profiles)] != list(claim.profiles):
        refuse("profiles", f"{list(claim.profiles)}", "profiles of the game in cell order, each once")
    if {len(claim.conditions), len(claim.payoffs)} != {len(claim.profiles)}:
        refuse("conditions", f"{len(claim.conditions)} conditions", f"one for each of {len(claim.profiles)} profiles")
    told = {own: (claim.conditions[k], claim.payoffs[k]) for k, own in enumerate(claim.profiles)}
    parts = []
    for profile in cells:
        weights = tuple(
            tuple(ONE if label == own else ZERO for label in labels)
            for own, labels in zip(profile, game.actions, strict=True)
        )
        losses = _losses(game, weights, read, [()] * len(game.players))
        where = f"({', '.join(profile)})"
        if profile in told:
            condition, payoffs = told[profile]
            if [read(own) for own in payoffs] != [expected_payoff(game, i, weights, read) for i in range(len(weights))]:
                refuse(f"payoffs {where}", f"{payoffs}", "those of the profile")
            parts.append(named(f"equilibrium {where}", _iff(losses, condition, assumed, read)))
        else:
            given = (*assumed, *read.definitions, *(Hypothesis(own, ">=0") for own in losses))
            if not any(own.value is not None and own.value < 0 for own in losses):
                parts.append({f"no equilibrium {where}": given})
    given = (*assumed, *read.definitions)
    defined = (nonzero(p, given, "denominator") for p in read.denominators)
    return len(cells), join(lemmas(read.lemmas, assumed), *defined, *parts)


def check_support(claim: SupportEquilibriumIff, witness: SupportWitness) -> Finding:
    """The profile is the only candidate, and an equilibrium with this support exactly on the condition."""
    game, read = claim.game, Reader()
    assumed = (*assumptions(game, read), *(own for relation in claim.apart for own in read.conditions(relation)))
    support = _indices(game, claim.support)
    weights = tuple(tuple(read(own) for own in row) for row in claim.profile)
    _check_shape(game, support, weights)
    found = determined(game, support, weights, witness.stages, read)
    payoffs = [expected_payoff(game, i, weights, read) for i in range(len(weights))]
    if payoffs != [read(own) for own in claim.payoffs]:
        refuse("payoffs", f"{claim.payoffs}", "those of the profile")
    inside = [sign_of(weights[i][a]) for i, own in enumerate(support) for a in own if len(own) > 1]
    losses = _losses(game, weights, read, support)
    given = (*assumed, *read.definitions)
    positive_ones = tuple(Hypothesis(own, ">0") for own in inside)
    if claim.never:
        if claim.condition:
            refuse("condition", f"{len(claim.condition)} relations", "none where there never is an equilibrium")
        everything = (*given, *positive_ones, *(Hypothesis(own, ">=0") for own in losses))
        shown: Obligations = {"no equilibrium": everything}
    else:
        shown = _iff(losses, claim.condition, assumed, read, inside)
    given = (*assumed, *read.definitions)
    return len(losses) + len(inside), join(
        lemmas(read.lemmas, assumed),
        *(nonzero(p, given, "denominator") for p in read.denominators),
        *(nonzero(p, given, "determinant") for p in found),
        shown,
    )


def _iff(
    losses: Sequence[Polynomial],
    condition: Sequence[Relation],
    assumed: Given,
    read: Reader,
    inside: Sequence[Polynomial] = (),
) -> Obligations:
    """On the condition nothing is gained and what lies `inside` is positive; where that is so the condition holds."""
    holds = [read.conditions(relation) for relation in condition]
    fails = [read.conditions(relation.negated()) for relation in condition]
    given = (*assumed, *read.definitions)
    on = (*given, *(own for part in holds for own in part))
    so = (*given, *(Hypothesis(p, ">0") for p in inside), *(Hypothesis(p, ">=0") for p in losses))
    outside = {
        f"outside condition {number}": (*so, *part)
        for number, part in enumerate(fails, 1)
        if not set(holds[number - 1]) <= set(so)
    }
    return join(
        *(positive(p, on, "probability", strict=True) for p in inside),
        *(positive(p, on, "loss") for p in losses),
        outside,
    )


def _losses(game: StrategicGame, weights: Weights, read: Reader, support: Sequence[Sequence[int]]) -> list[Polynomial]:
    """What each action outside the player's support loses; a number that is not negative needs no showing."""
    found: dict[Polynomial, None] = {}
    for i in range(len(game.players)):
        here = expected_payoff(game, i, weights, read)
        for action in range(len(game.actions[i])):
            if action not in support[i]:
                found[sign_of(here - expected_payoff(game, i, instead(weights, i, action), read))] = None
    return [own for own in found if own.value is None or own.value < 0]


def check_no_support(claim: NoSupportEquilibrium, witness: ListWitness) -> Finding:
    """No probabilities make an equilibrium with this support."""
    game, read = claim.game, Reader()
    assumed = assumptions(game, read)
    support = _indices(game, claim.support)
    weights = unknown_profile(game, support)
    found = [Hypothesis(own[a].numerator, ">0") for own, played in zip(weights, support, strict=True) for a in played]
    for i, played in enumerate(support):
        first = expected_payoff(game, i, instead(weights, i, played[0]), read)
        for action in range(len(game.actions[i])):
            loss = first - expected_payoff(game, i, instead(weights, i, action), read)
            found.append(Hypothesis(loss.numerator, "=0") if action in played else Hypothesis(sign_of(loss), ">=0"))
    given = (*assumed, *read.definitions)
    obvious = any(own.polynomial.value is not None and not _true(own) for own in found)
    return len(found), join(
        lemmas(read.lemmas, assumed),
        *(nonzero(p, given, "denominator") for p in read.denominators),
        {} if obvious else {"no equilibrium": (*given, *(own for own in found if own.polynomial.value is None))},
    )


def _true(hypothesis: Hypothesis) -> bool:
    value = hypothesis.polynomial.value or 0
    return {">0": value > 0, ">=0": value >= 0}.get(hypothesis.kind, value == 0)


def _indices(game: StrategicGame, named: Sequence[Sequence[str]]) -> tuple[tuple[int, ...], ...]:
    if len(named) != len(game.players):
        refuse("support", f"those of {len(named)} players", f"one for each of {len(game.players)}")
    found = []
    for labels, actions in zip(named, game.actions, strict=True):
        if not labels or [own for own in actions if own in set(labels)] != list(labels):
            refuse("support", f"{labels}", "actions of the player in the game's order, each once")
        found.append(tuple(actions.index(own) for own in labels))
    return tuple(found)


def _check_shape(game: StrategicGame, support: tuple[tuple[int, ...], ...], weights: Weights) -> None:
    if [len(own) for own in weights] != [len(own) for own in game.actions]:
        refuse("profile", f"probabilities for {[len(own) for own in weights]} actions", "one for each action")
    for own, played in zip(weights, support, strict=True):
        total = ZERO
        for action, weight in enumerate(own):
            total = total + weight
            if action not in played and weight != ZERO:
                refuse("profile", f"a probability of action {action}", "0 outside the support")
        if total != ONE:
            refuse("profile", "probabilities that do not sum to one", "a distribution")
