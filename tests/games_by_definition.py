"""Names of 2x2 games by definition: can the actions be so relabelled that both players' payoffs stand in the order of the name?

Written from [RapoportGuyerGordon1976], [RobinsonGoforth2005] and [Bruns2015] in their letters: of one player, R where both play C, P where
both play D, T where he alone plays D, S where he alone plays C. Nothing of `games` or `proofs` is used.
"""

from itertools import product


def letters(row, column, swap_rows, swap_columns):
    """(T, R, P, S) of the row and of the column player, C being the first action unless it is swapped."""
    c, d = (1, 0) if swap_rows else (0, 1)
    e, f = (1, 0) if swap_columns else (0, 1)
    own = (row[d][e], row[c][e], row[d][f], row[c][f])
    other = (column[c][f], column[c][e], column[d][f], column[d][e])
    return own, other


def relabelled(row, column):
    """The letters of both under every relabelling of actions."""
    return [letters(row, column, *swap) for swap in product((False, True), repeat=2)]


def both(test):
    return lambda pair: all(test(*own) for own in pair)


def is_dilemma(T, R, P, S):
    return T > R > P > S


def is_deadlock(T, R, P, S):
    """D dominant, and better than that both play C, but each would like the other to play C."""
    return T > R and P > S and T > P >= R


def is_harmony(T, R, P, S):
    """C dominant, and nothing better than that both play C."""
    return R > T and S > P and R >= S


def is_chicken(T, R, P, S):
    return T > R > S > P


def is_battle(T, R, P, S):
    """Leader and hero with ties: one C and one D is stable, best for who plays D, and for the other no worse than both C."""
    return T > S > P and S >= R and T > R


def is_stag_hunt(T, R, P, S):
    return R > T and R > P > S and T > S


def half_chicken(pair):
    """One player as in chicken, the other as in a battle of the sexes."""
    first, second = pair
    return (is_chicken(*first) and is_battle(*second)) or (is_battle(*first) and is_chicken(*second))


def has_dominant(T, R, P, S):
    return (T > R and P > S) or (T < R and P < S)


def is_matching(T, R, P, S):
    return R > T and P > S


def is_mismatching(T, R, P, S):
    return T > R and S > P


def name_of(row, column):
    """The one name of a game given as two matrices."""
    pairs = relabelled(row, column)
    if any(T == R or P == S for pair in pairs for T, R, P, S in pair):
        return "degenerate"
    dominant = [has_dominant(*own) for own in pairs[0]]
    if sum(dominant) == 1:
        return "one dominant action"
    found = {
        name
        for pair in pairs
        for name, holds in (
            ("prisoner's dilemma", both(is_dilemma)),
            ("deadlock", both(is_deadlock)),
            ("harmony", both(is_harmony)),
            ("chicken", both(is_chicken)),
            ("battle of the sexes", both(is_battle)),
            ("stag hunt", both(is_stag_hunt)),
            ("chicken/battle of the sexes", half_chicken),
            ("matching pennies", lambda own: is_matching(*own[0]) and is_mismatching(*own[1])),
        )
        if holds(pair)
    }
    assert len(found) <= 1, (row, column, found)
    return found.pop() if found else "two dominant actions" if all(dominant) else "coordination"


SYMMETRIC = {
    "TRPS": "prisoner's dilemma",
    "TPRS": "deadlock",
    "TPSR": "deadlock",
    "TRSP": "chicken",
    "TSRP": "battle of the sexes",
    "STRP": "battle of the sexes",
    "RTPS": "stag hunt",
    "RPTS": "stag hunt",
    "RPST": "coordination",
    "RTSP": "harmony",
    "RSTP": "harmony",
    "RSPT": "harmony",
}
"""The twelve strict symmetric games, best letter first, up to exchanging C and D: dilemma, deadlock, compromise, chicken, leader, hero,
stag hunt, assurance, coordination, and harmony, peace, concord."""


def symmetric(order):
    """The matrices of a symmetric game whose letters stand in this order, best first."""
    rank = {letter: 4 - place for place, letter in enumerate(order)}
    row = [[rank["R"], rank["S"]], [rank["T"], rank["P"]]]
    return row, [[rank["R"], rank["T"]], [rank["S"], rank["P"]]]
