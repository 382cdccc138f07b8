"""Is a behaviour profile of a game in extensive form subgame perfect, or a Nash equilibrium?

Definition   By `games.core.behaviour`: each player's best departure in each subgame (for Nash: from the whole), which must not gain.
Evidence     The profile's payoffs, and where it fails the departure that gains most.
Not here     Games without perfect recall; symbols in the payoffs.
"""

from __future__ import annotations

from collections.abc import Mapping

from games.core.behaviour import (
    behaviour_profile,
    departures,
    expected_payoffs,
    nash_departures,
)
from games.core.extensive import BehaviourProfile, ExtensiveGame
from games.core.extensive_solution import BehaviourCheck
from games.core.solution import Status
from games.solvers.requirements import numbers_only

CONCEPTS = {"subgame perfect": departures, "nash": nash_departures}


def check_behaviour(
    game: ExtensiveGame, profile: BehaviourProfile | Mapping[str, object], *, concept: str = "subgame perfect"
) -> BehaviourCheck:
    """Whether the profile is subgame perfect, or, with `concept="nash"`, a Nash equilibrium; and who would depart.

    `profile` is a table player -> information set -> action or probabilities, or a profile in numbers. Raises Unsupported for
    symbols and without perfect recall. Source: [Selten1965]_.

    >>> from games.core.extensive import Decision, Terminal
    >>> entry = ExtensiveGame.build(("entrant", "incumbent"), Decision("entrant", {
    ...     "out": Terminal(0, 2),
    ...     "in": Decision("incumbent", {"fight": Terminal(-1, 0), "yield": Terminal(1, 1)})}))
    >>> answer = check_behaviour(entry, {"entrant": "out", "incumbent": "fight"})
    >>> answer.holds, answer.departure.player, answer.departure.play
    (False, 'incumbent', (('after in', 'yield'),))
    """
    numbers_only((own for node in game.nodes for own in (*node.payoffs, *node.probabilities)), "check")
    play = (
        behaviour_profile(game, profile)
        if isinstance(profile, Mapping)
        else behaviour_profile(
            game,
            {
                player: {own_set.label: list(weights) for own_set, weights in zip(sets, own, strict=True)}
                for player, sets, own in zip(game.players, game.sets_by_player, profile, strict=True)
            },
        )
    )
    numbers_only((weight for own in play for weights in own for weight in weights), "check, profile")
    found = CONCEPTS[concept](game, play)
    holds = all(own.gain <= 0 for own in found)
    status = Status.DECIDED if holds else Status.REFUTED
    return BehaviourCheck(
        game, play, concept, holds, expected_payoffs(game, play), found, status, ("exact arithmetic",)
    )
