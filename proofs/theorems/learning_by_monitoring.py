"""Theorems about learning by monitoring: the capability ladder."""

from __future__ import annotations

from dataclasses import replace

from games.core.automaton import Automaton
from games.exact import Relation, exact, parse_scalar
from games.models.learning_by_monitoring.capability_ladder import BOTH_WORK, PLAYERS, SHIRK, CapabilityLadder
from proofs.statements import EquilibriumIff, InductiveEquilibriumIff, Theorem, Variable
from proofs.theorems.regions import DISCOUNT, open_game, region_of, relations, variant

SOURCE = "Sabel1996"
LADDER = (
    Variable("R", "what working together pays at level 0"),
    Variable("g", "what shirking adds"),
    Variable("rho", "how much more everything is worth one level up", relations("rho >= 0")),
    Variable("l", "the chance to climb", relations("0 <= l <= 1")),
    Variable("x", "what working alone costs"),
)
LAST = Variable("h", "the chance that a climb is the last", relations("0 <= h <= 1"))
ASSUMED = relations("R > 0", "g > 0", "rho > 1", "l > 0", "x >= 0")


def theorems() -> tuple[Theorem, ...]:
    """The theorems about the capability ladder."""
    return (_endless(), _last_level(), _two_levels(), _unravelling(), _unknown_end(), _unknown_end_on_top())


def wrong() -> tuple[Theorem, ...]:
    """A false variant of each: the patience of a neighbouring case."""
    model = _model()
    static = region_of(model.threshold_with_last_level())
    endless = region_of(model.threshold())
    return (
        variant(_endless(), replace(_endless_part(), region=static)),
        variant(_last_level(), replace(_last_level_part(), region=(relations("d >= g/((R+g)*(1+l*(rho-1)))"),))),
        variant(_two_levels(), replace(_two_levels_part(), region=endless)),
        variant(_unravelling(), replace(_unravelling_part(), region=static)),
        variant(_unknown_end(), replace(_unknown_end_part(), region=endless)),
        variant(_unknown_end_on_top(), replace(_on_top_part(), region=_unknown_end_part().region)),
    )


def _model() -> CapabilityLadder:
    return CapabilityLadder.symbolic()


def _endless_part() -> EquilibriumIff:
    model = _model()
    return EquilibriumIff(open_game(model.game()), model.faithful(), region_of(model.threshold()))


def _endless() -> Theorem:
    claim = "On the endless ladder working is self-enforcing exactly if g/((R+g)(1+l(rho-1))) <= d < 1/(1+l(rho-1))."
    return Theorem("capability-ladder/endless", claim, (DISCOUNT, *LADDER), ASSUMED, (_endless_part(),), SOURCE)


def _last_level_part() -> InductiveEquilibriumIff:
    model = _model()
    return InductiveEquilibriumIff(
        base=open_game(model.finite_ladder(0)),
        base_profile=model.faithful(),
        step=open_game(model.step_game(parse_scalar("rho*v"))),
        step_profile=model.faithful(),
        carried="v",
        base_node=(PLAYERS[0], "level 0", "together"),
        step_node=(PLAYERS[0], "level", "together"),
        invariant=Relation(exact("v"), ">=", model.return_),
        region=region_of(model.threshold_with_last_level()),
    )


def _last_level() -> Theorem:
    claim = "With any known last level working is self-enforcing exactly if d >= g/(R+g), as if nothing were learned."
    note = "A ladder with one more level is one level whose level above is worth rho times the shorter ladder."
    parts = (_last_level_part(),)
    return Theorem("capability-ladder/last-level", claim, (DISCOUNT, *LADDER), ASSUMED, parts, SOURCE, note)


def _two_levels_part() -> EquilibriumIff:
    model = _model()
    region = region_of(model.threshold_with_last_level())
    return EquilibriumIff(open_game(model.finite_ladder(1)), model.faithful(), region)


def _two_levels() -> Theorem:
    claim = "The same, said of the ladder with two levels as it stands."
    return Theorem("capability-ladder/two-levels", claim, (DISCOUNT, *LADDER), ASSUMED, (_two_levels_part(),), SOURCE)


def _unravelling_part() -> EquilibriumIff:
    model = _model()
    work_below = Automaton.trigger({"level": BOTH_WORK, "above": (SHIRK, SHIRK)}, (SHIRK, SHIRK), ("together", "apart"))
    return EquilibriumIff(open_game(model.step_game(0)), work_below, (relations("d*(1-l) >= g/(R+g)"),))


def _unravelling() -> Theorem:
    claim = "At a level above which nobody works, working is self-enforcing only if d(1-l) >= g/(R+g): more than at the top."
    return Theorem("capability-ladder/unravelling", claim, (DISCOUNT, *LADDER), ASSUMED, (_unravelling_part(),), SOURCE)


def _unknown_end_part() -> EquilibriumIff:
    model = _model()
    region = (relations("d*(1-l+l*(1-h)*rho) >= g/(R+g)", "d*(1-l+l*(1-h)*rho) < 1"),)
    return EquilibriumIff(open_game(model.unknown_end("h")), model.working_until_the_end(), region)


def _unknown_end() -> Theorem:
    claim = (
        "Where each climb is the last with chance h, working until then is self-enforcing exactly if d(1-l+l(1-h)rho) >= g/(R+g) "
        "and payoffs are finite."
    )
    variables = (DISCOUNT, *LADDER, LAST)
    return Theorem("capability-ladder/unknown-end", claim, variables, ASSUMED, (_unknown_end_part(),), SOURCE)


def _on_top_part() -> EquilibriumIff:
    model = _model()
    region = (relations("d >= g/(R+g)", "d*(1-l+l*(1-h)*rho) < 1"),)
    return EquilibriumIff(open_game(model.unknown_end("h")), model.faithful(), region)


def _unknown_end_on_top() -> Theorem:
    claim = "Working on at the top as well, when it comes, is self-enforcing exactly if d >= g/(R+g) and payoffs are finite."
    variables = (DISCOUNT, *LADDER, LAST)
    return Theorem("capability-ladder/unknown-end-and-on", claim, variables, ASSUMED, (_on_top_part(),), SOURCE)
