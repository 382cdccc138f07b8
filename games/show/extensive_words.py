"""Answers about games in extensive form in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from games.core.behaviour import Departure, departures
from games.core.extensive import BehaviourProfile, ExtensiveGame, after
from games.core.extensive_solution import (
    BehaviourCheck,
    SubgamePerfectEquilibria,
    SubgamePerfectEquilibrium,
    TreeCases,
)
from games.core.plans import Free
from games.exact import text
from games.show.labels import brief, drawn_text
from games.show.sets import relations_text
from games.show.tree_layout import Marks, played

MOST = 24
"""Equilibria that are told; the rest are counted."""


def explain_subgame_perfect(answer: SubgamePerfectEquilibria) -> list[str]:
    """What was found, one equilibrium a line."""
    number = len(answer.equilibria)
    kind = "pure subgame-perfect equilibri" if answer.kind == "pure" else "subgame-perfect equilibri"
    if not number and answer.count is None:
        return ["No subgame-perfect equilibrium was written out before the limit."]
    if not number:
        return [f"No {kind}um{'' if answer.complete else ' was found; there may be some'}."]
    total = f"{number:,}" if answer.count is None else answer.how_many
    lines = [f"{total} {kind}{'um' if total == '1' else 'a'} ({_extent(answer)}):"]
    for place, own in enumerate(answer.equilibria[:MOST], start=1):
        lines.append(f"  {place}. {behaviour_text(answer.game, own.profile, own.free)}. {_payoffs(answer.game, own)}")
    if number > MOST:
        lines.append(f"  and {number - MOST:,} more that are listed.")
    if number > 1:
        profiles = [f"({', '.join(map(brief, own))})" for own in answer.payoff_profiles[:MOST]]
        more = len(answer.payoff_profiles) - len(profiles)
        lines.append(f"Payoffs: {', '.join(profiles)}{f' and {more:,} more' if more else ''}.")
    return lines


def explain_cases(answer: TreeCases) -> list[str]:
    """Each case with its equilibria."""
    lines = ["All pure subgame-perfect equilibria, by cases:"]
    for case in answer.cases:
        lines.append(f"If {relations_text(case.assume)}:" if case.assume else "Always:")
        for own in case.equilibria[:MOST]:
            lines.append(f"  {behaviour_text(answer.game, own.profile)}. {_payoffs(answer.game, own)}")
        if len(case.equilibria) > MOST:
            lines.append(f"  and {len(case.equilibria) - MOST:,} more.")
    return lines


def _extent(answer: SubgamePerfectEquilibria) -> str:
    if not answer.complete:
        listed = answer.count is not None and answer.count > len(answer.equilibria)
        return f"the first {len(answer.equilibria):,} listed" if listed else "there may be more"
    return "all there are" if answer.kind == "pure" else "all that are extreme in each subgame"


def _payoffs(game: ExtensiveGame, own: SubgamePerfectEquilibrium) -> str:
    paid = zip(game.players, own.payoffs, strict=True)
    return f"Payoffs: {', '.join(f'{player} {text(value)}' for player, value in paid)}."


def behaviour_text(game: ExtensiveGame, profile: BehaviourProfile, free: Free = ()) -> str:
    """A behaviour profile in words; what is free is said to be so.

    >>> from games.core.behaviour import behaviour_profile
    >>> from games.core.extensive import Decision, Terminal
    >>> end = {"l": Terminal(1, 0), "r": Terminal(0, 1)}
    >>> game = ExtensiveGame.build("AB", Decision("A", {"x": Decision("B", end), "y": Decision("B", end)}))
    >>> print(behaviour_text(game, behaviour_profile(game, {"A": "x", "B": {"after x": "r", "after y": {"l": "1/2", "r": "1/2"}}})))
    A: x; B: r after x, (l 1/2, r 1/2) after y
    """
    parts = []
    for i, (player, sets, own) in enumerate(zip(game.players, game.sets_by_player, profile, strict=True)):
        away = free[i] if free else ()
        told = []
        for h, (own_set, weights) in enumerate(zip(sets, own, strict=True)):
            drawn = tuple((a, w) for a, w in zip(own_set.actions, weights, strict=True) if w != 0)
            play = "anything" if h in away else drawn_text(drawn)
            play = f"({play})" if len(drawn) > 1 and h not in away and len(sets) > 1 else play
            told.append(play if len(sets) == 1 else f"{play} {set_text(own_set.label)}")
        parts += [f"{player}: {', '.join(told)}"] if told else []
    return "; ".join(parts)


def set_text(label: str) -> str:
    """An information set within a sentence: those called after what led there need no quotes."""
    return label if label.startswith("after ") else "at the start" if label == "start" else f'at "{label}"'


def explain_behaviour_check(answer: BehaviourCheck) -> list[str]:
    """Whether the profile holds, who would depart, and the payoffs."""
    concept = "subgame perfect" if answer.concept == "subgame perfect" else "a Nash equilibrium"
    paid = zip(answer.game.players, answer.payoffs, strict=True)
    payoffs = f"Payoffs: {', '.join(f'{player} {text(value)}' for player, value in paid)}."
    if answer.holds:
        where = " in any subgame" if answer.concept == "subgame perfect" else ""
        return [f"The profile is {concept}: nobody gains by other play{where}.", payoffs]
    return [f"The profile is not {concept}.", *departure_lines(answer.game, answer.departures), payoffs]


def departure_lines(game: ExtensiveGame, found: Iterable[Departure]) -> list[str]:
    """Departures that gain, the largest gain first."""
    gaining = sorted((own for own in found if own.gain > 0), key=lambda own: -Fraction(own.gain))
    return [_departure_text(game, own) for own in gaining[:MOST]]


def _departure_text(game: ExtensiveGame, own: Departure) -> str:
    history = game.history(own.start)
    where = f"In the subgame {after(history)}, " if history else ""
    here = game.nodes[own.start]
    if len(own.play) == 1 and (here.player, here.information) == (own.player, own.play[0][0]):
        play = own.play[0][1]
    else:
        play = ", ".join(f"{action} {set_text(label)}" for label, action in own.play)
    return f"{where}{own.player} would rather play {play}: a gain of {brief(own.gain)}."


def tree_refusals(answer: SubgamePerfectEquilibria) -> list[str]:
    """Why a pure profile that is not listed is none: told of the first few."""
    lines = []
    listed = {own.profile for own in answer.equilibria}
    for profile in _pure(answer.game, 200):
        if profile in listed:
            continue
        found = [own for own in departures(answer.game, profile) if own.gain > 0]
        if found:
            lines.append(f"{behaviour_text(answer.game, profile)}. {departure_lines(answer.game, found)[0]}")
        if len(lines) == 6:
            break
    return lines or ["Nobody would rather depart from any pure profile."]


def _pure(game: ExtensiveGame, most: int) -> Iterable[BehaviourProfile]:
    from itertools import islice, product

    def sure(size: int) -> Sequence[tuple[Fraction, ...]]:
        return [tuple(Fraction(int(own == action)) for own in range(size)) for action in range(size)]

    own = [product(*(sure(len(own_set.actions)) for own_set in sets)) for sets in game.sets_by_player]
    return islice(product(*own), most)


def marks_of(answer: SubgamePerfectEquilibria) -> tuple[Marks, str]:
    """The moves to mark in a picture, and what they are: of all equilibria if these are pure, else of the first."""
    found = answer.equilibria
    if not found:
        return frozenset(), ""
    if len(found) == 1:
        return played(answer.game, [found[0].profile]), "played in the subgame-perfect equilibrium"
    if answer.kind == "pure":
        all_of_them = [own.profile for own in found]
        return played(answer.game, all_of_them), f"played in one of {len(found):,} subgame-perfect equilibria"
    return played(answer.game, [found[0].profile]), f"played in the first of {len(found):,} subgame-perfect equilibria"
