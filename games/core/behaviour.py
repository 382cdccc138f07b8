"""Behaviour strategies: what they lead to, what they pay, and who would rather do what where.

Definition   A behaviour strategy gives a distribution over actions at each of a player's information sets. A profile is a Nash
             equilibrium iff no player gains by another strategy of his, and subgame perfect iff it is one in every subgame
             [Selten1965]_. With perfect recall a player's best reply is found set by set, from the last he reaches to the first,
             every set weighed by the chances that the others and chance bring play there; and a profile is subgame perfect iff in no
             subgame a player gains by departing in that subgame outside the subgames inside it, and keeping to the profile in these.
Convention   `profile[i][h][a]` is the probability of action a at information set h of player i, all in the game's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.distribution import distribution
from games.core.extensive import BehaviourProfile, ExtensiveGame, InformationSet, Payoffs
from games.core.labels import index_of
from games.core.recall import Subgame, experiences, require_recall, subgames
from games.errors import InvalidStrategy, Unsupported
from games.exact import Scalar, is_number, simplest, text


@dataclass(frozen=True, slots=True)
class Departure:
    """What `player` gains, from node `start` on, by his best other play of the information sets in `play` (label -> action).

    The gain is in his expected payoff in the subgame that begins at `start`, the others keeping to the profile; it is never
    negative, and 0 where he has nothing better to do.
    """

    player: str
    start: int
    play: tuple[tuple[str, str], ...]
    gain: Scalar


def behaviour_profile(game: ExtensiveGame, profile: Mapping[str, object], where: str = "profile") -> BehaviourProfile:
    """A profile in numbers, from player -> information set -> action or distribution over actions.

    A player with one information set may be given what he does there. Raises InvalidStrategy for what is missing or unknown.

    >>> from games.core.extensive import Decision, Terminal
    >>> entry = ExtensiveGame.build(("entrant", "incumbent"), Decision("entrant", {
    ...     "out": Terminal(0, 2),
    ...     "in": Decision("incumbent", {"fight": Terminal(-1, 0), "yield": Terminal(1, 1)})}))
    >>> behaviour_profile(entry, {"entrant": "in", "incumbent": {"after in": {"fight": "1/3", "yield": "2/3"}}})
    (((Fraction(0, 1), Fraction(1, 1)),), ((Fraction(1, 3), Fraction(2, 3)),))
    """
    if not isinstance(profile, Mapping):
        raise InvalidStrategy(where, repr(profile), "a table from player to what he does at his information sets")
    for player in profile:
        index_of(str(player), game.players, where, "player")
    return tuple(
        _own_behaviour(sets, profile.get(player, {}), f"{where} of {player}")
        for player, sets in zip(game.players, game.sets_by_player, strict=True)
    )


def _own_behaviour(sets: Sequence[InformationSet], own: object, where: str) -> tuple[tuple[Scalar, ...], ...]:
    if isinstance(own, str) and len(sets) == 1:
        own = {sets[0].label: own}
    if not isinstance(own, Mapping):
        raise InvalidStrategy(where, repr(own), "a table from information set to action, or to probabilities")
    labels = [own_set.label for own_set in sets]
    for label in own:
        index_of(str(label), labels or ["(none)"], where, "information set")
    missing = [label for label in labels if label not in own]
    if missing:
        found = f'nothing at "{missing[0]}"'
        raise InvalidStrategy(where, found, f"an action or probabilities at each of {', '.join(labels)}")
    return tuple(_at_set(own_set, own[own_set.label], f'{where}, "{own_set.label}"') for own_set in sets)


def _at_set(own_set: InformationSet, play: object, where: str) -> tuple[Scalar, ...]:
    if not isinstance(play, (str, Mapping)):
        if not isinstance(play, Sequence) or len(play) != len(own_set.actions):
            raise InvalidStrategy(where, repr(play), f"an action or probabilities for {', '.join(own_set.actions)}")
        play = dict(zip(own_set.actions, play, strict=True))
    weights = dict(distribution(play, where))
    for action in weights:
        index_of(action, own_set.actions, where, "action")
    return tuple(weights.get(action, Fraction(0)) for action in own_set.actions)


# --- what a profile leads to ------------------------------------------------------------------------------------------


def branch_chances(game: ExtensiveGame, profile: BehaviourProfile, number: int) -> tuple[Scalar, ...]:
    """The probabilities of the branches of a node: of chance, or of whoever moves there."""
    at = game.set_at[number]
    return game.nodes[number].probabilities if at is None else profile[at[0]][at[1]]


def reach_chances(game: ExtensiveGame, profile: BehaviourProfile) -> tuple[Scalar, ...]:
    """For each node the probability that play comes there."""
    found: list[Scalar] = [Fraction(1)] * len(game.nodes)
    for number, node in enumerate(game.nodes):
        for child, weight in zip(node.children, branch_chances(game, profile, number), strict=True):
            found[child] = found[number] * weight
    return tuple(found)


def continuation_payoffs(game: ExtensiveGame, profile: BehaviourProfile) -> tuple[Payoffs, ...]:
    """For each node what the players expect from there on, the payoffs at the node included."""
    found: list[Payoffs] = [()] * len(game.nodes)
    for number in reversed(range(len(game.nodes))):
        node = game.nodes[number]
        total: list[Scalar] = list(node.payoffs or (Fraction(0),) * len(game.players))
        for child, weight in zip(node.children, branch_chances(game, profile, number), strict=True):
            if weight != 0:
                total = [own + weight * later for own, later in zip(total, found[child], strict=True)]
        found[number] = tuple(simplest(own) for own in total)
    return tuple(found)


def expected_payoffs(game: ExtensiveGame, profile: BehaviourProfile) -> Payoffs:
    """What each player expects from the whole game."""
    return continuation_payoffs(game, profile)[0]


# --- who would rather do what -----------------------------------------------------------------------------------------


def departures(game: ExtensiveGame, profile: BehaviourProfile) -> tuple[Departure, ...]:
    """For each subgame, and each player who moves in it before the subgames inside it, his best departure there.

    The profile is subgame perfect iff no gain is positive. Raises Unsupported without perfect recall, and where a comparison depends
    on symbols.
    """
    require_recall(game, "departures")
    worth = continuation_payoffs(game, profile)
    return tuple(own for subgame in subgames(game).values() for own in _departures(game, profile, subgame, worth))


def nash_departures(game: ExtensiveGame, profile: BehaviourProfile) -> tuple[Departure, ...]:
    """For each player who moves his best departure from the whole profile: it is a Nash equilibrium iff no gain is positive."""
    require_recall(game, "nash_departures")
    whole = Subgame(0, tuple(range(len(game.nodes))), ())
    return tuple(_departures(game, profile, whole, continuation_payoffs(game, profile)))


def is_nash(game: ExtensiveGame, profile: BehaviourProfile) -> bool:
    """Whether nobody gains by another strategy."""
    return all(own.gain <= 0 for own in nash_departures(game, profile))


def is_subgame_perfect(game: ExtensiveGame, profile: BehaviourProfile) -> bool:
    """Whether nobody gains by another strategy in any subgame.

    >>> from games.core.extensive import Decision, Terminal
    >>> entry = ExtensiveGame.build(("entrant", "incumbent"), Decision("entrant", {
    ...     "out": Terminal(0, 2),
    ...     "in": Decision("incumbent", {"fight": Terminal(-1, 0), "yield": Terminal(1, 1)})}))
    >>> threat = behaviour_profile(entry, {"entrant": "out", "incumbent": "fight"})
    >>> is_nash(entry, threat), is_subgame_perfect(entry, threat)
    (True, False)
    """
    return all(own.gain <= 0 for own in departures(game, profile))


def _departures(
    game: ExtensiveGame, profile: BehaviourProfile, subgame: Subgame, worth: Sequence[Payoffs]
) -> Iterable[Departure]:
    movers = {at[0] for at in (game.set_at[number] for number in subgame.nodes) if at is not None}
    for player in sorted(movers):
        best, play = _best_reply(game, profile, player, subgame, worth)
        sets = game.sets_by_player[player]
        told = tuple((sets[h].label, sets[h].actions[action]) for h, action in sorted(play.items()))
        gain = simplest(best - worth[subgame.root][player])
        yield Departure(game.players[player], subgame.root, told, gain)


def _best_reply(
    game: ExtensiveGame, profile: BehaviourProfile, player: int, subgame: Subgame, worth: Sequence[Payoffs]
) -> tuple[Scalar, Mapping[int, int]]:
    """The most that `player` can have in the subgame, and how; where the subgames inside it begin he gets what `worth` says.

    All values are weighed by the chances that the others and chance bring play to the node.
    """
    weight, own_sets = _weights(game, profile, player, subgame)
    later = set(subgame.later)
    value: dict[int, Scalar] = {}

    def pass_back(chosen: Mapping[int, int]) -> None:
        for number in reversed(subgame.nodes):
            node, at = game.nodes[number], game.set_at[number]
            total = weight[number] * (node.payoffs[player] if node.payoffs else Fraction(0))
            if at is not None and at[0] == player:
                if at[1] in chosen:
                    value[number] = total + here(node.children[chosen[at[1]]])
            elif all(child in later or child in value for child in node.children):
                value[number] = total + sum((here(child) for child in node.children), Fraction(0))

    def here(number: int) -> Scalar:
        return weight[number] * worth[number][player] if number in later else value[number]

    chosen: dict[int, int] = {}
    for level in _levels(game, player, own_sets):
        pass_back(chosen)
        for h in level:
            nodes = game.sets_by_player[player][h].nodes
            totals = [
                simplest(sum((here(game.nodes[number].children[a]) for number in nodes), Fraction(0)))
                for a in range(len(game.sets_by_player[player][h].actions))
            ]
            chosen[h] = totals.index(_largest(totals, game.players[player]))
    pass_back(chosen)
    return value[subgame.root], chosen


def _weights(
    game: ExtensiveGame, profile: BehaviourProfile, player: int, subgame: Subgame
) -> tuple[dict[int, Scalar], list[int]]:
    """Chances of nodes as far as the others and chance decide, and the player's information sets, in order."""
    weight: dict[int, Scalar] = {subgame.root: Fraction(1)}
    own_sets: dict[int, None] = {}
    for number in subgame.nodes:
        at = game.set_at[number]
        mine = at is not None and at[0] == player
        if at is not None and mine:
            own_sets[at[1]] = None
        chances = branch_chances(game, profile, number)
        for child, chance in zip(game.nodes[number].children, chances, strict=True):
            weight[child] = weight[number] if mine else weight[number] * chance
    return weight, list(own_sets)


def _levels(game: ExtensiveGame, player: int, own_sets: Sequence[int]) -> list[list[int]]:
    """Information sets by how many own moves come before, the most first: those of one level do not follow one another."""
    if len(own_sets) == 1:
        return [list(own_sets)]
    gone_through = experiences(game, player)
    by_depth: dict[int, list[int]] = {}
    for h in own_sets:
        by_depth.setdefault(len(gone_through[game.sets_by_player[player][h].nodes[0]]), []).append(h)
    return [by_depth[depth] for depth in sorted(by_depth, reverse=True)]


def _largest(totals: Sequence[Scalar], player: str) -> Scalar:
    best = totals[0]
    for own in totals[1:]:
        difference = simplest(own - best)
        if not is_number(difference):
            found = f"{text(own)} or {text(best)} for {player}, which symbols decide"
            raise Unsupported("best reply", found, "payoffs that can be compared", "Put values in for them first.")
        if difference > 0:
            best = own
    return best
