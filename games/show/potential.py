"""Potential functions in words and as tables, and what stands against them."""

from __future__ import annotations

from collections.abc import Sequence

from games.core.potential import CountPotential, FourCycle, Potential, PotentialKind, cycle_gains, path_gains
from games.exact import Scalar, is_number, text
from games.show.by_profile import value_sheet
from games.show.counts import counts_text
from games.show.labels import brief
from games.show.sheets import Sheet

MOST = 16
"""Most values that are told."""
RISES = {
    PotentialKind.EXACT: "it rises by what a player gains who alone changes his action",
    PotentialKind.WEIGHTED: "times his weight, it rises by what a player gains who alone changes his action",
    PotentialKind.ORDINAL: "it rises where a player gains who alone changes his action, and nowhere else",
    PotentialKind.GENERALIZED: "it rises wherever a player gains who alone changes his action",
}


def potential_sheet(answer: Potential) -> Sheet:
    """The potential of each profile, the greatest starred where numbers decide it.

    >>> from games.core.strategic import StrategicGame
    >>> from games.solvers.potential import potential
    >>> from games.show.tables import as_text, sheet_table
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> print(as_text(sheet_table(potential_sheet(potential(pd)))))
     A \\ B   c   n
    ────────────────
     c       0   2
     n       2   3*
     Exact potential, marked where it is greatest.
    """
    decided = all(is_number(own) for own in answer.values)
    best = [answer.game.cell(profile) for profile in answer.maximisers] if decided else []
    note = f"{answer.kind.capitalize()} potential{', marked where it is greatest' if best else ''}."
    return value_sheet(answer.game, answer.values, note, best=best)


def explain_potential(answer: Potential) -> list[str]:
    """The potential and where it is greatest, or why there is none; then why there is no stronger one."""
    if answer.exists is None:
        where = " and ".join(own.text for own in answer.conditions)
        return [f"The game has an {answer.kind} potential exactly where {where}."]
    if not answer.exists:
        return _refused(answer, answer.stronger)
    article = "An" if answer.kind in (PotentialKind.EXACT, PotentialKind.ORDINAL) else "A"
    lines = [f"{article} {answer.kind} potential: {RISES[answer.kind]}."]
    if answer.weights:
        told = zip(answer.game.players, answer.weights, strict=True)
        lines.append(f"Weights: {', '.join(f'{player} {text(own)}' for player, own in told)}.")
    listed = list(zip(answer.game.profiles(), answer.values, strict=True))
    lines += [f"  {', '.join(profile)}: {text(value)}." for profile, value in listed[:MOST]]
    if len(listed) > MOST:
        lines.append(f"  and {len(listed) - MOST} more profiles.")
    if all(is_number(own) for own in answer.values):
        places = [f"({', '.join(profile)})" for profile in answer.maximisers]
        more = f" and {len(places) - MOST} more" if len(places) > MOST else ""
        lines.append(f"Greatest at {', '.join(places[:MOST])}{more}, where nobody gains by another action.")
    return [*lines, *_stronger(answer)]


def explain_count_potential(answer: CountPotential) -> list[str]:
    """Where the potential of an anonymous game is greatest, and its values."""
    second = answer.game.actions[1]
    lines = [f'An exact potential by how many choose "{second}": it rises by what a player gains who changes to it.']
    lines += [f"  {count}: {brief(value)}." for count, value in enumerate(answer.values[:MOST])]
    if len(answer.values) > MOST:
        lines.append(f"  and {len(answer.values) - MOST} more.")
    if all(is_number(own) for own in answer.values):
        lines.append(f"Greatest at {counts_text(answer.maximisers)}, where nobody gains by another action.")
    return lines


def potential_refusals(answer: Potential | CountPotential) -> list[str]:
    """What stands against this kind of potential and the stronger ones."""
    if isinstance(answer, CountPotential):
        return ["Nothing: every anonymous game with two actions has an exact potential."]
    found = _stronger(answer) if answer.exists else explain_potential(answer)
    return found or [f"Nothing: the game has an {answer.kind} potential."]


def _stronger(answer: Potential) -> list[str]:
    """Why there is no potential of the next stronger kind, and so none of the others."""
    return _refused(answer.stronger[-1], answer.stronger[:-1]) if answer.stronger else []


def _refused(answer: Potential, stronger: Sequence[Potential] = ()) -> list[str]:
    kinds = " or ".join(own.kind for own in (*stronger, answer))
    if answer.cycle:
        return [f"No {kinds} potential, for it would rise for ever along this cycle:", *_path(answer)]
    if answer.kind is PotentialKind.EXACT:
        (cycle,) = answer.four_cycles
        first, second = cycle_gains(answer.game, cycle)
        whose = f"{cycle.first} gains {text(first)} and {cycle.second} {text(second)} in all"
        return [f"No exact potential, for {_around(cycle)}: {whose}, not 0 together."]
    lines = [f"No {kinds} potential:"]
    for cycle in answer.four_cycles:
        first, second = cycle_gains(answer.game, cycle)
        gains = f"{_around(cycle)}: {cycle.first} gains {text(first)} and {cycle.second} {text(second)} in all"
        if _opposite(first, second):
            ratio = text(-second / first)
            lines.append(f"  {gains}, so the weight of {cycle.second} must be {ratio} times that of {cycle.first}.")
        else:
            lines.append(f"  {gains}: no weights make them cancel.")
    return lines if len(lines) == 2 else [*lines, "  These ratios contradict each other."]


def _opposite(first: Scalar, second: Scalar) -> bool:
    return bool(first * second < 0)


def _around(cycle: FourCycle) -> str:
    return f"around ({', '.join(cycle.start)}) and ({', '.join(cycle.end)}), {cycle.first} moving first"


def _path(answer: Potential) -> list[str]:
    gains = path_gains(answer.game, answer.cycle)
    return [
        f"  from ({', '.join(profile)}) {own.player} plays {own.action}: gains {text(own.gain)}."
        for profile, own in zip(answer.cycle, gains, strict=True)
    ]
