"""Values and one-shot deviations on a board, from values that the certificate proposes.

Values         V_i(v) = sum_a pi_v(a) [(1 - d_i) u_i(a) + d_i sum_w P_v(a, w) V_i(w)] must hold identically. Wherever no denominator
               is zero and, without growth, 0 <= d_i < 1, or, with growth, the convergence quantities are positive, this has one
               solution, the average discounted payoff.
Slack          V_i(v) minus the same expression with one action of i in place of his play.
Reached        A node is reached if the weight of each step on some way to it is positive.
Convergence    The leading principal minors of I - d_i P, P >= 0: all are positive iff the spectral radius of d_i P is below 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from games.exact import Scalar
from proofs.checker.kernel import Polynomial, Ratio, determinant, refuse
from proofs.checker.play import ONE, ZERO, Board, Cell, Node, Weights
from proofs.checker.reading import Reader
from proofs.witness import Values

NodeValues = tuple[tuple[Ratio, ...], ...]
"""Value by player and node, in the board's order of nodes."""

Deviation = tuple[str, str, str, str]
"""Player, game state, state of the profile, action."""


def sign_of(ratio: Ratio) -> Polynomial:
    """A polynomial with the sign of the ratio wherever its denominator is not zero."""
    return ratio.numerator if ratio.denominator.value is not None else ratio.numerator * ratio.denominator


def node_values(board: Board, values: Values, read: Reader) -> NodeValues:
    """The values that the certificate proposes, once they are seen to solve the equations of the board."""
    expected = tuple((node.game_state, node.state) for node in board.nodes)
    players = len(board.players)
    if len(set(expected)) < len(expected):
        refuse("nodes", "two nodes of the same name", "names of states that tell all nodes apart")
    if values.nodes != expected:
        refuse("values", f"nodes {values.nodes}", f"{expected}, in this order")
    if {len(values.numerators), len(values.denominators)} != {players}:
        refuse("values", f"values of {len(values.numerators)} players", f"those of {players}")
    if any(len(row) != len(expected) for row in values.numerators):
        refuse("values", "rows of other lengths", f"{len(expected)} values a player")
    found = tuple(
        tuple(_over(read(numerator), factors, read) for numerator in row)
        for row, factors in zip(values.numerators, values.denominators, strict=True)
    )
    for i, own in enumerate(found):
        for v, node in enumerate(board.nodes):
            if own[v] != worth(board, own, i, v, node.plays[i]):
                wrong = f"the value of {board.players[i]} at ({node.game_state}, {node.state})"
                refuse("values", wrong, "a solution of the value equations")
    return found


def _over(numerator: Ratio, factors: tuple[Scalar, ...], read: Reader) -> Ratio:
    denominator = Polynomial.constant(1)
    for factor in factors:
        part = read(factor)
        if part.denominator.value is None or part.numerator.is_zero:
            refuse("values", f"the denominator {factor}", "a polynomial that is not zero")
        if part.numerator.value is None:
            read.denominators[part.numerator] = None
        denominator = denominator * part.numerator
    return Ratio(numerator.numerator, numerator.denominator * denominator)


def worth(board: Board, values: tuple[Ratio, ...], player: int, node: int, play: Weights) -> Ratio:
    """What `player` gets on average at a node who plays `play` now, when all others conform and he does so ever after."""
    here, discount = board.nodes[node], board.discounts[player]
    now, later = ZERO, ZERO
    for cell, chance in _chances(here, player, play):
        now = now + chance * cell.payoffs[player]
        for after, weight in cell.following:
            later = later + chance * weight * values[after]
    return (ONE - discount) * now + discount * later


def _chances(node: Node, player: int, play: Weights) -> Iterator[tuple[Cell, Ratio]]:
    plays = [play if j == player else own for j, own in enumerate(node.plays)]
    cells = {cell.profile: cell for cell in node.cells}
    for drawn in product(*(own.items() for own in plays)):
        chance = ONE
        for _, weight in drawn:
            chance = chance * weight
        yield cells[tuple(action for action, _ in drawn)], chance


def slacks(board: Board, values: NodeValues) -> dict[Deviation, Ratio]:
    """The loss from each one-shot deviation; actions that a player takes for sure are left out."""
    found = {}
    for v, node in enumerate(board.nodes):
        for i, player in enumerate(board.players):
            for action in node.actions[i]:
                if set(node.plays[i]) != {action}:
                    loss = values[i][v] - worth(board, values[i], i, v, {action: ONE})
                    found[player, node.game_state, node.state, action] = loss
    return found


def convergence(board: Board) -> tuple[Polynomial, ...]:
    """Polynomials that are all positive iff every discounted sum is finite; none without growth."""
    if not board.grows:
        return ()
    found: dict[Polynomial, None] = {}
    matrix = [_following(node) for node in board.nodes]
    for number, discount in enumerate(board.discounts):
        if discount not in board.discounts[:number]:
            rows = [_scaled([_entry(v, w, row, discount) for w in range(len(matrix))]) for v, row in enumerate(matrix)]
            for size in range(1, len(rows) + 1):
                found[determinant([row[:size] for row in rows[:size]])] = None
    return tuple(found)


def _following(node: Node) -> dict[int, Ratio]:
    total: dict[int, Ratio] = {}
    for cell, chance in _chances(node, 0, node.plays[0]):
        for after, weight in cell.following:
            total[after] = total.get(after, ZERO) + chance * weight
    return total


def _entry(v: int, w: int, row: dict[int, Ratio], discount: Ratio) -> Ratio:
    return (ONE if v == w else ZERO) - discount * row.get(w, ZERO)


def _scaled(row: list[Ratio]) -> list[Polynomial]:
    """The row times the square of its distinct denominators: polynomials, and no sign changes where all are defined."""
    denominators = {entry.denominator for entry in row}
    scaled = []
    for entry in row:
        whole = entry.numerator * entry.denominator
        for denominator in denominators - {entry.denominator}:
            whole = whole * denominator * denominator
        scaled.append(whole)
    return scaled


def doubtful(board: Board, starts: int, sure: Callable[[Polynomial], bool]) -> list[dict[Polynomial, None]]:
    """For each node, weights that are all positive only where it is reached; none where it is reached for sure.

    The first `starts` nodes are those where play may begin.
    """
    found: dict[int, dict[Polynomial, None]] = {v: {} for v in range(starts)}
    while len(found) < len(board.nodes):
        steps = [
            (v, sign_of(weight), after)
            for v in found
            for cell in board.nodes[v].cells
            for after, weight in cell.following
            if after not in found
        ]
        certain = [(v, after) for v, weight, after in steps if sure(weight)]
        found |= {after: found[v] for v, after in reversed(certain)}
        if not certain:
            v, weight, after = steps[0]
            found[after] = {**found[v], weight: None}
    return [found[v] for v in range(len(board.nodes))]
