"""Two-player equilibria from their definition alone, in Fractions: the vertices of both best-reply polytopes and their pairs.

One player's polytope holds all (x, w) with x >= 0, sum x = 1 and no reply to x paying more than w. A vertex is a point that as many of
these inequalities, binding, determine as x has entries. (x, y) is extreme iff both are vertices; it is an equilibrium iff each plays best
replies to the other only.
"""

from fractions import Fraction
from itertools import combinations, product


def solved(rows, right):
    """The unique solution of a square linear system, or None where there is none or more than one."""
    size = len(rows)
    table = [[*map(Fraction, row), Fraction(value)] for row, value in zip(rows, right, strict=True)]
    for column in range(size):
        pivot = next((r for r in range(column, size) if table[r][column] != 0), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        head = [value / table[column][column] for value in table[column]]
        table[column] = head
        for r in range(size):
            if r != column and table[r][column] != 0:
                factor = table[r][column]
                table[r] = [a - factor * b for a, b in zip(table[r], head, strict=True)]
    return tuple(row[-1] for row in table)


def replies(payoffs, mixed):
    """Expected payoff of every reply: payoffs[own action][reply], weighted by the probabilities of the own actions."""
    width = len(payoffs[0])
    return [sum(p * row[j] for p, row in zip(mixed, payoffs, strict=True)) for j in range(width)]


def vertices(opponent):
    """Vertices of one player's polytope -> number of inequalities that bind there. opponent[own action][reply] is what the reply pays."""
    own, width = len(opponent), len(opponent[0])
    found = {}
    for tight in combinations(range(own + width), own):
        rows, right = [[1] * own + [0]], [1]
        for label in tight:
            if label < own:
                rows.append([int(i == label) for i in range(own)] + [0])
            else:
                rows.append([opponent[i][label - own] for i in range(own)] + [-1])
            right.append(0)
        point = solved(rows, right)
        if point is None or min(point[:-1]) < 0:
            continue
        pays = replies(opponent, point[:-1])
        if max(pays) == point[-1]:
            found[point[:-1]] = sum(p == 0 for p in point[:-1]) + sum(pay == point[-1] for pay in pays)
    return found


def transposed(matrix):
    return [list(column) for column in zip(*matrix, strict=True)]


def matrices(game):
    """Both payoff matrices of a two-player game, rows the first player's."""
    first, second = game.actions
    return tuple([[game.payoff((a, b))[i] for b in second] for a in first] for i in (0, 1))


def is_equilibrium(row, column, x, y):
    """Does each of two mixed strategies play only actions that pay the most against the other?"""
    own, other = replies(transposed(row), y), replies(column, x)
    return all(p == 0 or pay == max(own) for p, pay in zip(x, own, strict=True)) and all(
        p == 0 or pay == max(other) for p, pay in zip(y, other, strict=True)
    )


def extreme_equilibria(row, column):
    """All pairs of vertices that are equilibria."""
    pairs = product(vertices(column), vertices(transposed(row)))
    return {(x, y) for x, y in pairs if is_equilibrium(row, column, x, y)}


def is_degenerate(row, column):
    """Has some strategy more best replies than actions it plays? Iff more inequalities bind at a vertex than it takes to fix it."""
    first, second = vertices(column), vertices(transposed(row))
    return any(n > len(column) for n in first.values()) or any(n > len(row[0]) for n in second.values())
