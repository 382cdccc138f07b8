"""Answers in plain words: what was found, who would rather do what, where, and by how much.

`explain` tells an answer, `why_not` what stands against it: the profitable deviations of a profile that fails, or of what lies outside
the answer's set. Every number is exact, or stands behind "~".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby
from math import comb

from games.core.classification import Classification, ConditionalEquilibria, SupportEquilibria
from games.core.correlated import CorrelatedEquilibrium, CorrelatedPayoffs
from games.core.count_profiles import CountProfiles, SymmetricProfiles
from games.core.dominance import Dominance
from games.core.extensive_solution import BehaviourCheck, SubgamePerfectEquilibria, TreeCases
from games.core.minmax import MinmaxPayoffs
from games.core.mixed import MixedEquilibria
from games.core.nash import Deviation, MixedProfile, deviations, mixed_profile
from games.core.play import BoundProfile, OneShotDeviation, bind, convergence, one_shot_deviations, values
from games.core.potential import CountPotential, Potential
from games.core.rationalizability import Rationalizable
from games.core.solution import (
    CountEquilibria,
    NashEquilibria,
    ProfileCheck,
    Status,
    SymmetricEquilibria,
    SymmetricEquilibrium,
    Threshold,
)
from games.core.strategic import StrategicGame
from games.core.zero_sum import ZeroSumSolution
from games.exact import AlgebraicNumber, Interval, Scalar, is_number, text
from games.show.classification import (
    classification_refusals,
    conditional_refusals,
    explain_classification,
    explain_conditional,
    explain_supports,
    support_refusals,
)
from games.show.correlated import correlated_refusals, explain_correlated, explain_correlated_payoffs
from games.show.counts import count_refusals, counts_text, symmetric_refusals
from games.show.crowds import (
    count_profile_refusals,
    explain_count_profiles,
    explain_symmetric_profiles,
    symmetric_profile_refusals,
)
from games.show.departures import departure_text, departure_texts, gain_text, place_text
from games.show.dominance import dominance_reasons, explain_dominance
from games.show.extensive_words import (
    departure_lines,
    explain_behaviour_check,
    explain_cases,
    explain_subgame_perfect,
    tree_refusals,
)
from games.show.extreme import explain_components
from games.show.labels import brief, drawn_text
from games.show.minmax import explain_minmax, minmax_refusals
from games.show.mixed import explain_mixed
from games.show.potential import explain_count_potential, explain_potential, potential_refusals
from games.show.rationalizability import explain_rationalizable, rationalizable_reasons
from games.show.sets import case_text, interval_text, real_text, set_text
from games.show.zero_sum import explain_zero_sum, zero_sum_refusals

__all__ = ["explain", "interval_text", "mixed_text", "set_text", "why_not", "why_not_nash"]

Solution = (
    NashEquilibria
    | ProfileCheck
    | Threshold
    | CountEquilibria
    | SymmetricEquilibria
    | CountProfiles
    | SymmetricProfiles
    | Classification
    | ConditionalEquilibria
    | SupportEquilibria
    | Dominance
    | Rationalizable
    | MixedEquilibria
    | CorrelatedEquilibrium
    | CorrelatedPayoffs
    | Potential
    | CountPotential
    | MinmaxPayoffs
    | ZeroSumSolution
    | SubgamePerfectEquilibria
    | BehaviourCheck
    | TreeCases
)
MOST = 6
"""Most sentences of one kind; the rest are counted."""


def explain(solution: Solution) -> str:
    """What the answer says, line by line, and how far it is shown.

    >>> from games.core.automaton import Automaton
    >>> from games.core.dynamic import DynamicGame
    >>> from games.solvers.thresholds import threshold
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> print(explain(threshold(DynamicGame.repeated(pd), Automaton.grim("c", "n"))))
    The profile is an equilibrium exactly for 1/2 <= d < 1.
    What binds: in state "c", that neither A nor B gains by playing n once.
    Status: decided (exact arithmetic).
    """
    match solution:
        case NashEquilibria():
            lines = _explain_nash(solution)
        case MixedEquilibria():
            lines = explain_mixed(solution)
        case Classification():
            lines = explain_classification(solution)
        case ConditionalEquilibria():
            lines = explain_conditional(solution)
        case SupportEquilibria():
            lines = explain_supports(solution)
        case Dominance():
            lines = explain_dominance(solution)
        case Rationalizable():
            lines = explain_rationalizable(solution)
        case ProfileCheck():
            lines = _explain_check(solution)
        case Threshold():
            lines = _explain_threshold(solution)
        case CountEquilibria():
            lines = _explain_counts(solution)
        case SymmetricEquilibria():
            lines = _explain_symmetric(solution)
        case CountProfiles():
            lines = explain_count_profiles(solution)
        case SymmetricProfiles():
            lines = explain_symmetric_profiles(solution)
        case CorrelatedEquilibrium():
            lines = explain_correlated(solution)
        case CorrelatedPayoffs():
            lines = explain_correlated_payoffs(solution)
        case Potential():
            lines = explain_potential(solution)
        case CountPotential():
            lines = explain_count_potential(solution)
        case MinmaxPayoffs():
            lines = explain_minmax(solution)
        case ZeroSumSolution():
            lines = explain_zero_sum(solution)
        case SubgamePerfectEquilibria():
            lines = explain_subgame_perfect(solution)
        case BehaviourCheck():
            lines = explain_behaviour_check(solution)
        case TreeCases():
            lines = explain_cases(solution)
    return "\n".join([*lines, _status(solution)])


def why_not(solution: Solution) -> str:
    """Who would rather do what: in the profile that fails, or in what lies outside the answer; if nobody, it says so.

    >>> from games.core.automaton import Automaton
    >>> from games.core.dynamic import DynamicGame
    >>> from games.solvers.subgame_perfection import check
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> print(why_not(check(DynamicGame.repeated(pd, "1/5"), Automaton.grim("c", "n"))))
    In state "c", A (likewise B) would rather play n once: 5 instead of 3 now, then 1 instead of 3 for ever;
    worth 6/5 more on average (21/5 instead of 3).
    """
    match solution:
        case NashEquilibria() | MixedEquilibria():
            lines = _refused_profiles(solution.game)
        case ProfileCheck():
            lines = _refused_check(solution)
        case Threshold():
            lines = _outside(solution)
        case CountEquilibria():
            lines = count_refusals(solution)
        case Dominance():
            lines = dominance_reasons(solution)
        case Rationalizable():
            lines = rationalizable_reasons(solution)
        case SymmetricEquilibria():
            lines = symmetric_refusals(solution)
        case CountProfiles():
            lines = count_profile_refusals(solution)
        case SymmetricProfiles():
            lines = symmetric_profile_refusals(solution)
        case CorrelatedEquilibrium() | CorrelatedPayoffs():
            lines = correlated_refusals(solution)
        case Classification():
            lines = classification_refusals(solution)
        case ConditionalEquilibria():
            lines = conditional_refusals(solution)
        case SupportEquilibria():
            lines = support_refusals(solution)
        case Potential() | CountPotential():
            lines = potential_refusals(solution)
        case MinmaxPayoffs():
            lines = minmax_refusals(solution)
        case ZeroSumSolution():
            lines = zero_sum_refusals(solution)
        case SubgamePerfectEquilibria():
            lines = tree_refusals(solution)
        case TreeCases():
            lines = ["Put values in for the symbols, and ask again."]
        case BehaviourCheck():
            lines = departure_lines(solution.game, solution.departures) or [
                "Nobody would rather depart from the profile."
            ]
    return "\n".join(lines)


def why_not_nash(game: StrategicGame, profile: Sequence[object]) -> str:
    """Who would rather do what against a profile of a strategic form; the greatest gain of each player.

    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> print(why_not_nash(pd, ["c", "n"]))
    A would rather play n: 1 instead of 0, a gain of 1.
    """
    mixed = mixed_profile(game, profile)
    found = _best_gains(deviations(game, mixed))
    return "\n".join(gain_text(game, mixed, own) for own in found) or "Nobody gains from any other action."


def _best_gains(found: Iterable[Deviation]) -> list[Deviation]:
    """Each player's most profitable deviation, if he has one, and those that symbols leave open."""
    wanted = []
    for _, group in groupby(found, key=lambda own: own.player):
        own = list(group)
        gaining = [deviation for deviation in own if is_number(deviation.gain) and deviation.gain > 0]
        wanted += [max(gaining, key=lambda deviation: Fraction(deviation.gain))] if gaining else []
        wanted += [deviation for deviation in own if not is_number(deviation.gain)]
    return wanted


def mixed_text(game: StrategicGame, mixed: MixedProfile) -> str:
    """A mixed profile in words.

    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> mixed_text(pd, mixed_profile(pd, ["c", {"c": "1/3", "n": "2/3"}]))
    'A: c; B: c 1/3, n 2/3'
    """
    parts = []
    for player, labels, weights in zip(game.players, game.actions, mixed, strict=True):
        drawn = tuple((label, weight) for label, weight in zip(labels, weights, strict=True) if weight != 0)
        parts.append(f"{player}: {drawn_text(drawn)}")
    return "; ".join(parts)


def _explain_nash(answer: NashEquilibria) -> list[str]:
    number = len(answer.equilibria)
    kind = {"pure": "pure equilibri", "extreme": "extreme equilibri"}.get(answer.kind, "equilibri")
    extent = "all there are" if answer.complete else "there may be more"
    if not number:
        lines = [f"No {kind}um{'' if answer.complete else ' was found; there may be some'}."]
    else:
        lines = [f"{number} {kind}{'um' if number == 1 else 'a'} ({extent}):"]
    for place, own in enumerate(answer.equilibria, start=1):
        payoffs = _payoffs(answer.game.players, own.payoffs)
        lines.append(f"  {place}. {mixed_text(answer.game, own.profile)}. Payoffs: {payoffs}.")
    if answer.dropped:
        lines.append(f"Proposals that exact arithmetic refused: {answer.dropped}.")
    if answer.components:
        lines += explain_components(answer)
    return lines


def _refused_profiles(game: StrategicGame) -> list[str]:
    """For each pure profile that is no equilibrium, who would rather leave it."""
    lines: list[str] = []
    left = 0
    for profile in game.profiles():
        mixed = mixed_profile(game, profile)
        found = _best_gains(deviations(game, mixed))
        if not found:
            continue
        if len(lines) < 4 * MOST:
            reasons = " ".join(gain_text(game, mixed, own) for own in found)
            lines.append(f"{', '.join(profile)}: {reasons}")
        else:
            left += 1
    if left:
        lines.append(f"{left} more pure profiles are refused likewise.")
    return lines or ["Every pure profile is an equilibrium."]


def _explain_check(answer: ProfileCheck) -> list[str]:
    concept = "a perfect public equilibrium" if answer.game.outcomes else "subgame perfect"
    payoffs = f"Average payoffs from the start: {_payoffs(answer.game.players, answer.payoffs)}."
    if answer.holds is None:
        return [f"Whether the profile is {concept} depends on the symbols.", *_condition(answer), payoffs]
    if not answer.holds:
        return [f"The profile is not {concept}.", *_refused_check(answer), payoffs]
    bound = bind(answer.game, answer.profile)
    return [f"The profile is {concept}: nobody gains from any one-shot deviation.", *_closest(bound, answer), payoffs]


def _condition(answer: ProfileCheck) -> list[str]:
    factors = [text(factor) for factor in dict.fromkeys(answer.game.discount) if not is_number(factor)]
    symbol = factors[0] if len(factors) == 1 else "d"
    return [f"It is one {_case_words(case_text(case, symbol))}" for case in answer.condition]


def _case_words(words: str) -> str:
    return f"{words}." if words.startswith("if ") else f"exactly for {words}."


def _closest(bound: BoundProfile, answer: ProfileCheck) -> list[str]:
    if answer.binding:
        return [f"Exactly indifferent: {_grouped(bound, answer.binding)}."]
    numbers = [own for own in answer.deviations if is_number(own.slack)]
    if not numbers or len(numbers) < len(answer.deviations):
        return []
    nearest = min(numbers, key=lambda own: Fraction(own.slack))
    return [f"The nearest to a gain: {_lower(departure_text(bound, answer.values, nearest))}"]


def _refused_check(answer: ProfileCheck) -> list[str]:
    bound = bind(answer.game, answer.profile)
    if answer.holds:
        return ["Nobody would rather depart from the profile.", *_closest(bound, answer)]
    failing = [own for own in answer.deviations if is_number(own.slack) and own.slack < 0]
    failing.sort(key=lambda own: Fraction(own.slack))
    failing += [own for own in answer.deviations if not is_number(own.slack)]
    return _sentences(bound, answer.values, failing)


def _sentences(
    bound: BoundProfile, worth: tuple[tuple[Scalar, ...], ...], found: Sequence[OneShotDeviation]
) -> list[str]:
    lines = departure_texts(bound, worth, found)
    more = [f"And {len(lines) - MOST} more deviations."] if len(lines) > MOST else []
    return lines[:MOST] + more


def _explain_threshold(answer: Threshold) -> list[str]:
    symbol = answer.discount
    if not answer.cases:
        return [f"At which {symbol} the profile is an equilibrium is not known."]
    if len(answer.cases) == 1 and not answer.cases[0].assume:
        lines = [f"The profile is an equilibrium {_held(answer.cases[0].intervals, symbol)}."]
    else:
        lines = ["The profile is an equilibrium exactly"]
        for case in answer.cases:
            conditions = " and ".join(relation.text for relation in case.assume) or "else"
            lines.append(f"  if {conditions}: {_held(case.intervals, symbol).removeprefix('exactly ')}")
    if answer.binding:
        binding = _grouped(bind(answer.game, answer.profile), answer.binding, "that", "gains by playing")
        lines.append(f"What binds: {binding}.")
    if answer.redundant:
        follow = "condition follows" if answer.redundant == 1 else "conditions follow"
        lines.append(f"{answer.redundant} other {follow} from these.")
    return lines


def _held(intervals: Sequence[Interval], symbol: str) -> str:
    if not intervals:
        return f"for no {symbol}"
    whole = len(intervals) == 1 and intervals[0].lo == 0 and intervals[0].lo_closed and intervals[0].hi == 1
    return (
        f"for every {symbol}: {set_text(intervals, symbol)}" if whole else f"exactly for {set_text(intervals, symbol)}"
    )


def _grouped(
    bound: BoundProfile, found: Sequence[OneShotDeviation], lead: str = "", verb: str = "between conforming and"
) -> str:
    """Deviations of several players at one place and to one action, told together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for own in found:
        groups.setdefault((place_text(bound, own), own.action), []).append(own.player)
    parts = []
    for (place, action), players in groups.items():
        where = f"in {place}, " if place else ""
        if lead:
            who = f"neither {' nor '.join(players)}" if len(players) == 2 else _no_one(players)
            parts.append(f"{where}{lead} {who} {verb} {action} once")
        else:
            parts.append(f"{where}{_and(players)} {verb} {action} once")
    shown = parts[:MOST] + ([f"and {len(parts) - MOST} more"] if len(parts) > MOST else [])
    return "; ".join(shown)


def _no_one(players: Sequence[str]) -> str:
    return f"{players[0]} never" if len(players) == 1 else f"none of {_and(players)}"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _outside(answer: Threshold) -> list[str]:
    """Deviations at a discount factor in each gap of the set, or the conditions behind it where symbols stay free."""
    bound = bind(answer.game, answer.profile)
    if len(answer.cases) != 1 or answer.cases[0].assume or not _numeric(answer.cases[0].intervals):
        return _sentences(bound, (), answer.binding) or [answer.reason or "Nothing binds."]
    lines = []
    for d in _samples(answer.cases[0].intervals):
        there = bind(answer.game.substitute({answer.discount: d}), answer.profile)
        if any(is_number(own) and own <= 0 for own in convergence(there)):
            lines.append(
                f"At {answer.discount} = {text(d)}: payoffs grow faster than they are discounted, sums are infinite."
            )
            continue
        worth = values(there)
        failing = [own for own in one_shot_deviations(there, worth) if is_number(own.slack) and own.slack < 0]
        if failing:
            least = min(Fraction(own.slack) for own in failing)
            worst = departure_texts(there, worth, [own for own in failing if own.slack == least])
            lines.append(f"At {answer.discount} = {text(d)}: {_lower(worst[0])}")
    return lines or [f"There is no {answer.discount} at which anyone would rather depart."]


def _numeric(intervals: Iterable[Interval]) -> bool:
    ends = [end for own in intervals for end in (own.lo, own.hi)]
    return all(isinstance(end, (Fraction, AlgebraicNumber)) for end in ends)


def _samples(intervals: Sequence[Interval]) -> list[Fraction]:
    """A short fraction inside each gap that the intervals leave in [0, 1)."""
    ends = [Fraction(0), *(end for own in intervals for end in (own.lo, own.hi)), Fraction(1)]
    gaps = zip(ends[::2], ends[1::2], strict=True)
    return [own for own in (_between(low, high) for low, high in gaps) if own is not None]


def _between(low: Scalar | AlgebraicNumber, high: Scalar | AlgebraicNumber) -> Fraction | None:
    """A fraction with a small denominator strictly between two numbers, near their middle; None if there is no room."""
    if low == high:
        return None
    middle = (_near(low) + _near(high)) / 2
    for size in (4, 8, 16, 64, 1024, 10**6, 10**12):
        found = middle.limit_denominator(size)
        if low < found < high:
            return found
    return None


def _near(value: Scalar | AlgebraicNumber) -> Fraction:
    if isinstance(value, AlgebraicNumber):
        return value.enclosure(Fraction(1, 10**12))[0]
    return Fraction(value)


def _explain_counts(answer: CountEquilibria) -> list[str]:
    first, second = answer.game.actions
    extent = "" if answer.complete else " found so far; there may be more"
    if not answer.counts:
        return [f"No pure equilibrium{extent}."]
    size = answer.game.size
    lines = [f'Pure equilibria{extent}, by how many of the {size} players choose "{second}":']
    for count in answer.counts[:MOST]:
        if count in (0, size):
            lines.append(f'  {count}: everyone plays "{second if count else first}".')
        else:
            lines.append(f'  {count}, and {size - count} choose "{first}": {_many_text(size, count)} profiles.')
    if len(answer.counts) > MOST:
        lines.append(f"  and {counts_text(answer.counts[MOST:])}.")
    return lines


def _many_text(size: int, count: int) -> str:
    return brief(Fraction(comb(size, count))) if size <= 1000 else f"C({size}, {count})"


def _explain_symmetric(answer: SymmetricEquilibria) -> list[str]:
    second = answer.game.actions[1]
    if answer.continuum:
        return [f'Everyone plays "{second}" with the same probability p: every p from 0 to 1 is an equilibrium.']
    number = len(answer.equilibria)
    extent = "all there are" if answer.complete else "there may be more"
    if not number:
        return [f"No symmetric equilibrium ({extent})."]
    lines = [
        f'Everyone plays "{second}" with the same probability p; {number} such equilibri{"um" if number == 1 else "a"} ({extent}):'
    ]
    return lines + [f"  {_symmetric_text(own)}" for own in answer.equilibria]


def _symmetric_text(own: SymmetricEquilibrium) -> str:
    return f"p = {real_text(own.prob)}: payoff {real_text(own.payoff)}, {'stable' if own.stable else 'unstable'}."


def _payoffs(players: Sequence[str], payoffs: Sequence[Scalar]) -> str:
    return ", ".join(f"{player} {text(payoff)}" for player, payoff in zip(players, payoffs, strict=True))


def _status(answer: Solution) -> str:
    engines = f" ({', '.join(answer.engines)})" if answer.engines else ""
    reason = f": {answer.reason}" if answer.reason else ""
    unsettled = answer.status is Status.UNKNOWN
    return f"Status: {answer.status.value}{'' if unsettled else engines}{reason}".rstrip(".") + "."


def _lower(sentence: str) -> str:
    """A sentence that follows a colon: "In" at its head becomes "in"; names keep their case."""
    return f"in {sentence[3:]}" if sentence.startswith("In ") else sentence
