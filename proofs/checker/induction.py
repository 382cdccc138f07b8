"""Games built up step by step: `InductiveEquilibriumIff`, by induction over the steps.

The step stands for a game in which an earlier one is played from its start on wherever a state that carries the earlier game's value is
entered; there, payoffs are those of the earlier game times a positive number. That it may stand for it is seen from this:

Carried     The symbol occurs in the payoffs of these states and nowhere else. On the profile each of them is worth that symbol
            times a number that is positive wherever the theorem speaks, to every player.
Entered     By the profile, and by any one departure from it, they are entered in its first state alone; so no value but the carried one
            counts. After several departures at once the profile goes on in a state that it also reaches at the start of every earlier game.
Same        Players, discount factors and profile of base and step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from games.core.dynamic import DynamicGame
from games.exact import Relation, Scalar, symbols_of
from proofs import statements
from proofs.checker.kernel import Ratio, refuse
from proofs.checker.obligations import Obligations, domain, join, named, necessary, nonzero, positive, sufficient
from proofs.checker.reading import AUXILIARY, Reader, ratio_at
from proofs.checker.setting import Setting, distributions, setting
from proofs.checker.worth import sign_of
from proofs.witness import Evidence


def inductive(
    part: statements.InductiveEquilibriumIff, hypotheses: Sequence[Relation], evidence: Sequence[Evidence]
) -> Obligations:
    """The base iff; on the region the step's conditions; and that base and step keep the invariant, for every player."""
    _check_names(part, hypotheses)
    carriers = _carriers(part)
    base = setting(part.base, part.base_profile, hypotheses, evidence[0], part.region)
    step = setting(part.step, part.step_profile, (*hypotheses, part.invariant), evidence[1], part.region)
    _check_entered(part, carriers, base, step)
    scales = [
        _scale(part, step, (who, state, part.step_profile.start)) for who in part.step.players for state in carriers
    ]
    kept = [
        join(*(_kept(part, here, (who, *node[1:])) for who in part.step.players))
        for here, node in ((base, part.base_node), (step, part.step_node))
    ]
    return join(
        named("base", join(domain(base), sufficient(base), necessary(base), kept[0])),
        named("step", join(domain(step), sufficient(step), kept[1])),
        named("scale", join(*(positive(sign_of(own), base.assumed, "scale", strict=True) for own in scales))),
    )


def _check_names(part: statements.InductiveEquilibriumIff, hypotheses: Sequence[Relation]) -> None:
    names = statements.region_symbols(((part.invariant,),))
    outside = statements.region_symbols(part.region) | statements.region_symbols((tuple(hypotheses),))
    if part.carried not in names or part.carried in outside:
        refuse("carried", part.carried, "a symbol of the invariant alone")
    if (part.base.players, part.base.discount) != (part.step.players, part.step.discount):
        refuse("step", "other players or discount factors than the base's", "the same")
    if part.base_profile != part.step_profile:
        refuse("step", "another profile than the base's", "the same")


def _carriers(part: statements.InductiveEquilibriumIff) -> list[str]:
    """The states that stand for the earlier game."""
    found = []
    for state in part.step.states:
        if any(part.carried in symbols_of(own) for row in state.stage.payoffs for own in row):
            found.append(state.name)
    base = (own for state in part.base.states for row in state.stage.payoffs for own in row)
    drawn = (own for pairs in distributions(part.base_profile) for _, own in pairs)
    for scalar in (*base, *drawn, *_other(part.base), *_other(part.step)):
        if part.carried in symbols_of(scalar):
            refuse("carried", f"{part.carried} in {scalar}", "a symbol of the step's payoffs alone")
    for game, node in ((part.base, part.base_node), (part.step, part.step_node)):
        start = (*(name for name, _ in game.start), part.base_profile.start)
        if node[1:] != start or node[0] not in game.players or node[1] in found:
            refuse(
                "node", str(node), f"the start, {start}, of a game that does not start where it carries the earlier one"
            )
    if not found:
        refuse("carried", f"no payoff of the step with {part.carried}", "states that stand for the earlier game")
    return found


def _other(game: DynamicGame) -> Iterator[Scalar]:
    """All numbers of a game but its payoffs."""
    yield from game.discount
    yield from (weight for _, weight in game.start)
    for move in (move for state in game.states for cell in state.moves for move in cell):
        yield from (move.probability, move.growth)


def _check_entered(
    part: statements.InductiveEquilibriumIff, carriers: Sequence[str], base: Setting, step: Setting
) -> None:
    start = part.step_profile.start
    for node in step.board.nodes:
        for cell in node.cells if node.game_state not in carriers else ():
            departures = sum(action not in play for action, play in zip(cell.profile, node.plays, strict=True))
            for after, _ in cell.following:
                then = step.board.nodes[after]
                if then.game_state in carriers and then.state != start and departures < 2:
                    refuse("step", f"{then.game_state} entered in {then.state}", f"in {start}, after one departure")
    later = {node.state for node in step.board.nodes if node.game_state in carriers}
    for here, place in ((base, part.base_node[1]), (step, part.step_node[1])):
        if not later <= {node.state for node in here.board.nodes if node.game_state == place}:
            refuse("step", f"the earlier game entered in one of {sorted(later)}", f"states reached at {place}")


def _scale(part: statements.InductiveEquilibriumIff, here: Setting, node: tuple[str, str, str]) -> Ratio:
    """The value at a node that carries, over what is carried."""
    value = here.values[node]
    parts = value.numerator.coefficients_in(part.carried)
    if len(parts) != 2 or not parts[0].is_zero or part.carried in value.denominator.names:
        refuse("carried", f"the value at {node}", f"a multiple of {part.carried}")
    found = Ratio(parts[1], value.denominator)
    if any(AUXILIARY in name for p in (found.numerator, found.denominator) for name in p.names):
        refuse("carried", f"the value at {node}", "a multiple without roots and extremes")
    return found


def _kept(part: statements.InductiveEquilibriumIff, here: Setting, node: tuple[str, str, str]) -> Obligations:
    """That the value at the node satisfies the invariant, on the region."""
    read = Reader()
    strict = {">=": False, ">": True, "<=": False, "<": True}
    if part.invariant.op not in strict:
        refuse("invariant", part.invariant.text, "an inequality")
    difference = read(part.invariant.left) - read(part.invariant.right)
    if read.definitions:
        refuse("invariant", part.invariant.text, "quotients of polynomials")
    signed = difference if part.invariant.op.startswith(">") else -difference
    found = ratio_at(signed, {part.carried: here.values[node]})
    parts = []
    for number, conjunction in enumerate(here.region, 1):
        inside = (*here.finite, *(own for holds, _ in conjunction for own in holds))
        own = positive(sign_of(found), inside, "invariant", strict=strict[part.invariant.op])
        parts.append(named(f"invariant on part {number}", join(own, nonzero(found.denominator, inside, "invariant"))))
    return join(*parts)
