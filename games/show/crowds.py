"""Anonymous games with more than two actions, as a table and in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from games.core.anonymous import AnonymousGame, count_names, count_vectors
from games.core.count_profiles import CountProfiles, SymmetricProfile, SymmetricProfiles, profile_slacks
from games.exact import Formula, Scalar, exact, is_number, simplest
from games.show.labels import brief
from games.show.sets import real_text

MOST, ROWS = 12, 36
"""Equilibria told one by one; vectors of counts up to which a table shows all."""


def shown_vectors(game: AnonymousGame) -> tuple[tuple[int, ...], ...]:
    """The vectors of the others' counts worth showing: all of a small game, else where all others do the same.

    None at all when the number of players is a symbol.
    """
    if not is_number(game.players):
        return ()
    others, actions = game.size - 1, len(game.actions)
    if math.comb(others + actions - 1, actions - 1) <= ROWS:
        return tuple(count_vectors(others, actions))
    return tuple(tuple(others * int(own == corner) for own in range(actions)) for corner in range(actions))


def symbolic_payoffs(game: AnonymousGame) -> list[Scalar]:
    """Each action's payoff with the counts as symbols."""
    counts = [exact(name) for name in count_names(game.actions)]
    return [simplest(game.payoff_at(number, counts)) for number in range(len(game.actions))]


def formula_notes(game: AnonymousGame) -> list[str]:
    """What each action pays, where that is a formula."""
    own = zip(game.actions, game.payoff, strict=True)
    return [f"{action} pays {payoff.text}." for action, payoff in own if isinstance(payoff, Formula)]


def explain_count_profiles(answer: CountProfiles) -> list[str]:
    """The equilibria by counts, line by line."""
    size = answer.game.size
    extent = "" if answer.complete else " found so far; there may be more"
    if not answer.profiles:
        return [f"No pure equilibrium{extent}."]
    lines = [f"Pure equilibria{extent}, by how many of the {size} players choose what:"]
    lines += [f"  {_counts_text(answer.game, own)}: {_many_text(own)}." for own in answer.profiles[:MOST]]
    if len(answer.profiles) > MOST:
        lines.append(f"  and {len(answer.profiles) - MOST} more.")
    return lines


def _counts_text(game: AnonymousGame, counts: Sequence[int]) -> str:
    return ", ".join(f"{count} {action}" for action, count in zip(game.actions, counts, strict=True) if count)


def _many_text(counts: Sequence[int]) -> str:
    """How many profiles they stand for."""
    size = sum(counts)
    if max(counts) == size:
        return "everyone does the same"
    if size > 1000:
        return "each assignment of players"
    many = math.factorial(size) // math.prod(map(math.factorial, counts))
    return f"{brief(Fraction(many))} profiles"


def explain_symmetric_profiles(answer: SymmetricProfiles) -> list[str]:
    """The symmetric equilibria, line by line."""
    number = len(answer.equilibria)
    extent = "all there are" if answer.complete else "there may be more"
    if not number:
        return [f"No symmetric equilibrium ({extent})."]
    noun = "equilibrium" if number == 1 else "equilibria"
    lines = [f"Everyone mixes alike; {number} such {noun} ({extent}):"]
    return lines + [f"  {symmetric_text(answer.game, own)}" for own in answer.equilibria]


def symmetric_text(game: AnonymousGame, own: SymmetricProfile) -> str:
    """Probabilities, payoff and stability of one."""
    probs = ", ".join(f"{action} {real_text(p)}" for action, p in zip(game.actions, own.probs, strict=True) if p != 0)
    stable = {True: "stable", False: "unstable", None: "stability left open"}[own.stable]
    return f"{probs}: payoff {real_text(own.payoff)}, {stable}."


def count_profile_refusals(answer: CountProfiles) -> list[str]:
    """Where everyone does the same and that is no equilibrium: who would rather do what."""
    game, lines = answer.game, []
    for number, action in enumerate(game.actions):
        counts = tuple(game.size * int(own == number) for own in range(len(game.actions)))
        gains = [(-loss, other) for _, other, loss in profile_slacks(game, counts) if loss < 0]
        if gains:
            gain, other = max(gains)
            lines.append(f'If all play "{action}", one would rather play "{other}" (gain {brief(gain)}).')
    return lines or ["Wherever all play the same, nobody would rather switch."]


def symmetric_profile_refusals(answer: SymmetricProfiles) -> list[str]:
    """Against those who all do the same: what each would rather play."""
    return count_profile_refusals(CountProfiles(answer.game, (), False, answer.status, ()))


def rows_of(game: AnonymousGame, vectors: Iterable[Sequence[int]]) -> list[tuple[Sequence[int], list[Scalar]]]:
    """Each vector with what the actions pay against it."""
    return [(own, [game.payoff_at(number, own) for number in range(len(game.actions))]) for own in vectors]
