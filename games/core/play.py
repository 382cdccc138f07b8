"""The one evaluation of strategies over time, and the one definition of "no profitable one-shot deviation".

Definition   A node is a pair (game state, automaton state) that some history can reach. Values solve, for each player i and node v,
                 V_i(v) = sum_a pi_v(a) [ (1 - d_i) u_i(a) + d_i sum_w P_v(a, w) V_i(w) ],
             with P the probability of node w after profile a, times the growth factor on the way. Deviating once to action b at v and
             conforming ever after gives the same expression with b in place of i's play. A profile is subgame perfect (or, under
             public monitoring, a perfect public equilibrium) iff no one-shot deviation gains at any node [Blackwell1965]_.
             `OneShotDeviation.slack` is value of conforming minus value of deviating: never negative iff nothing is gained.
Convention   Values are averages: (1 - d) times the discounted sum, counted from the node on, growth before the node left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from games.core.automaton import Happened, StrategyProfile
from games.core.distribution import Distribution
from games.core.dynamic import DynamicGame, GameState
from games.core.labels import index_of
from games.core.strategic import Profile
from games.errors import InvalidStrategy
from games.exact import Scalar, leading_minors, simplest, solve

Node = tuple[str, str]
"""A game state and an automaton state."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One pure profile at a node: its payoffs, and the nodes that follow with weight (probability times growth)."""

    profile: Profile
    payoffs: tuple[Scalar, ...]
    following: tuple[tuple[int, Scalar], ...]


@dataclass(frozen=True, slots=True)
class BoundProfile:
    """A strategy profile laid over a game: its reachable nodes, the play there, and what follows each cell."""

    game: DynamicGame
    profile: StrategyProfile
    nodes: tuple[Node, ...]
    plays: tuple[tuple[Mapping[str, Scalar], ...], ...]
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class OneShotDeviation:
    """`player` plays `action` once at (game_state, state) and conforms ever after; he does not gain iff `slack` >= 0."""

    player: str
    game_state: str
    state: str
    action: str
    slack: Scalar


def bind(game: DynamicGame, profile: StrategyProfile) -> BoundProfile:
    """Lay a profile over a game from every game state; raises InvalidStrategy where it does not fit.

    Every history counts, also those that several deviations at once lead to; symbolic probabilities count as positive.
    """
    nodes: list[Node] = [(name, profile.start) for name in game.state_names]
    number = {node: index for index, node in enumerate(nodes)}
    all_plays, all_cells = [], []
    for game_state, state in nodes:  # grows while it is walked
        here = game.state(game_state)
        plays = _checked_play(game, profile, here, state)
        prescribed = _pure(plays)
        cells = []
        for profile_played, moves, payoffs in zip(
            here.stage.profiles(), here.moves, zip(*here.stage.payoffs, strict=True), strict=True
        ):
            weights: dict[Node, Scalar] = {}
            for move in moves:
                happened = Happened(profile_played, move.outcome, move.state, prescribed)
                for target, chance in profile.after(state, game_state, happened):
                    node = (move.state, target)
                    weights[node] = weights.get(node, Fraction(0)) + move.probability * move.growth * chance
            for node in weights:
                if node not in number:
                    number[node] = len(nodes)
                    nodes.append(node)
            following = tuple((number[node], weight) for node, weight in weights.items())
            cells.append(Cell(profile_played, payoffs, following))
        all_plays.append(tuple(dict(own) for own in plays))
        all_cells.append(tuple(cells))
    return BoundProfile(game, profile, tuple(nodes), tuple(all_plays), tuple(all_cells))


def _checked_play(game: DynamicGame, profile: StrategyProfile, here: GameState, state: str) -> tuple[Distribution, ...]:
    plays = profile.play(state, here.name, game.players)
    for player, own, labels in zip(game.players, plays, here.stage.actions, strict=True):
        for action, _ in own:
            where = f'profile, state "{state}" in game state "{here.name}", {player}'
            try:
                index_of(action, labels, where, "action")
            except ValueError as error:
                raise InvalidStrategy(where, f'the action "{action}"', f"one of {', '.join(labels)}") from error
    return plays


def _pure(plays: tuple[Distribution, ...]) -> Profile | None:
    return tuple(own[0][0] for own in plays) if all(len(own) == 1 for own in plays) else None


def transition_matrix(bound: BoundProfile) -> list[list[Scalar]]:
    """M[v][w] = expected weight (probability times growth) of node w after node v when all conform."""
    matrix: list[list[Scalar]] = []
    for plays, cells in zip(bound.plays, bound.cells, strict=True):
        row: list[Scalar] = [Fraction(0)] * len(bound.nodes)
        for cell in cells:
            chance = _chance(plays, cell.profile)
            if chance != 0:
                for node, weight in cell.following:
                    row[node] = row[node] + chance * weight
        matrix.append(row)
    return matrix


def values(bound: BoundProfile) -> tuple[tuple[Scalar, ...], ...]:
    """V[i][v]: the average discounted payoff of player i from node v on, when all conform.

    >>> from games.core.automaton import Automaton
    >>> from games.core.strategic import StrategicGame
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> values(bind(DynamicGame.repeated(pd, "3/5"), Automaton.grim("1", "2")))[0]
    (Fraction(3, 1), Fraction(1, 1))
    """
    matrix = transition_matrix(bound)
    found: dict[int, tuple[Scalar, ...]] = {}
    for discount in dict.fromkeys(bound.game.discount):
        who = [i for i, own in enumerate(bound.game.discount) if own == discount]
        system = _identity_minus(discount, matrix)
        columns = [[(1 - discount) * payoff for payoff in _stage_payoffs(bound, i)] for i in who]
        for i, column in zip(who, solve(system, columns), strict=True):
            found[i] = column
    return tuple(found[i] for i in range(len(bound.game.players)))


def _identity_minus(discount: Scalar, matrix: list[list[Scalar]]) -> list[list[Scalar]]:
    return [
        [(Fraction(1) if v == w else Fraction(0)) - discount * weight for w, weight in enumerate(row)]
        for v, row in enumerate(matrix)
    ]


def _stage_payoffs(bound: BoundProfile, player: int) -> list[Scalar]:
    totals = []
    for plays, cells in zip(bound.plays, bound.cells, strict=True):
        total: Scalar = Fraction(0)
        for cell in cells:
            chance = _chance(plays, cell.profile)
            if chance != 0:
                total = total + chance * cell.payoffs[player]
        totals.append(total)
    return totals


def _chance(plays: tuple[Mapping[str, Scalar], ...], profile: Profile, without: int | None = None) -> Scalar:
    chance: Scalar = Fraction(1)
    for j, (own, action) in enumerate(zip(plays, profile, strict=True)):
        if j != without:
            if action not in own:
                return Fraction(0)
            chance = chance * own[action]
    return chance


def start_payoffs(bound: BoundProfile, node_values: tuple[tuple[Scalar, ...], ...]) -> tuple[Scalar, ...]:
    """Each player's value from the game's start, averaged over its start distribution."""
    position = {node: index for index, node in enumerate(bound.nodes)}
    first = [(position[name, bound.profile.start], weight) for name, weight in bound.game.start]
    return tuple(simplest(sum((weight * own[node] for node, weight in first), Fraction(0))) for own in node_values)


def one_shot_deviations(
    bound: BoundProfile, node_values: tuple[tuple[Scalar, ...], ...] | None = None
) -> tuple[OneShotDeviation, ...]:
    """Every one-shot deviation with its slack: nodes in order, then players, then actions.

    An action that a player takes for sure is no deviation and is left out; those he mixes over are kept.
    """
    worth = values(bound) if node_values is None else node_values
    found = []
    for v, (game_state, state) in enumerate(bound.nodes):
        for i, player in enumerate(bound.game.players):
            prescribed = bound.plays[v][i]
            for action in bound.game.state(game_state).stage.actions[i]:
                if prescribed.get(action) != 1:
                    slack = simplest(worth[i][v] - _deviating(bound, v, i, action, worth[i]))
                    found.append(OneShotDeviation(player, game_state, state, action, slack))
    return tuple(found)


def _deviating(bound: BoundProfile, node: int, player: int, action: str, worth: tuple[Scalar, ...]) -> Scalar:
    discount = bound.game.discount[player]
    total: Scalar = Fraction(0)
    for cell in bound.cells[node]:
        if cell.profile[player] != action:
            continue
        chance = _chance(bound.plays[node], cell.profile, without=player)
        if chance != 0:
            future = sum((weight * worth[w] for w, weight in cell.following), Fraction(0))
            total = total + chance * ((1 - discount) * cell.payoffs[player] + discount * future)
    return total


def convergence(bound: BoundProfile) -> tuple[Scalar, ...]:
    """Quantities that must all be positive so that discounted sums are finite: none without growth.

    With growth: the leading principal minors of I - d M (a matrix with non-negative M has spectral radius below one iff
    these are positive), for each distinct discount factor; those identically one are left out.
    """
    if not bound.game.grows:
        return ()
    matrix = transition_matrix(bound)
    found: dict[Scalar, None] = {}
    for discount in dict.fromkeys(bound.game.discount):
        minors = leading_minors(_identity_minus(discount, matrix))
        found.update(dict.fromkeys(simplest(minor) for minor in minors))
    return tuple(minor for minor in found if minor != 1)


def reachable_states(bound: BoundProfile) -> tuple[str, ...]:
    """The automaton states that some history reaches, in order of first reach."""
    return tuple(dict.fromkeys(state for _, state in bound.nodes))
