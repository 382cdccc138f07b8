"""The equilibrium that plays exactly the actions of a named support, with symbols: as formulas, with its exact conditions.

Definition   A profile is an equilibrium with support S iff it is positive exactly on S, all of a player's actions in S pay the same and no
             other pays more [Nash1951]_.
Algorithm    1. The unknowns are the probabilities of each player's actions in S but the first; as many indifferences, each with his first.
             2. Block by block: take indifferences that, with the values found so far, are linear in as many unknowns and hold no other;
                solve them by Cramer's rule. With two who mix there are two blocks, and each is what makes the other indifferent.
             3. Where a determinant may be zero, that is said: the answer speaks of where it is not.
             4. Probabilities > 0 and losses from actions outside S >= 0 are the condition; what the others imply is dropped, by proof.
             5. Where the indifferences do not determine the probabilities, it may still be proved that no probabilities will do.
Evidence     z3 for what is dropped. `proofs.certify` needs no z3.
Not here     Supports that can be played in which players mix over different numbers of actions, or in which the indifferences of three
             or more are not linear one block after another: Unsupported.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from games.core.classification import Block, ConditionalEquilibria, ConditionalEquilibrium
from games.core.labels import index_of
from games.core.nash import MixedProfile, action_payoffs, expected_payoffs
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import InvalidStrategy, Unsupported
from games.exact import Relation, Scalar, fraction_parts, is_number, simplest, substitute, symbols_of, text, to_sympy
from games.solvers.conditional import condition_of
from games.solvers.formulas import oriented
from games.solvers.joining import balanced
from games.solvers.payoff_signs import require_defined
from games.solvers.signs import Signs, require_consistent

ZERO, ONE = Fraction(0), Fraction(1)
Unknown = tuple[int, int]
"""(player, action)."""


def support_equilibrium(
    game: StrategicGame,
    support: Sequence[Sequence[str]] | Mapping[str, Sequence[str]] | str,
    *,
    time_limit: float | None = None,
) -> ConditionalEquilibria:
    """The equilibrium in which each player mixes over exactly the actions named, as formulas, and when it is one.

    `support` lists labels in player order (or by player), or is text such as "share hide; hide". Raises InvalidStrategy for unknown
    labels, Unsupported where the indifferences do not determine the probabilities, or not one block after another.

    >>> game = StrategicGame.from_arrays([["V - C", "2*V"], [0, "V"]], [["V - C", 0], ["2*V", "V"]], assumptions=["V > 0"])
    >>> print(support_equilibrium(game, "1 2; 1 2"))
    (V/C, (C - V)/C; V/C, (C - V)/C) if C > V
    """
    chosen = _support(game, support)
    signs = Signs(game.assumptions, None if time_limit is None else time.monotonic() + time_limit)
    require_consistent(signs)
    require_defined(game, signs)
    labels = tuple(tuple(game.actions[i][a] for a in own) for i, own in enumerate(chosen))
    never = ConditionalEquilibria(game, "support", (), Status.DECIDED, ("z3",), labels)
    try:
        profile, blocks, determinants = _solved(game, chosen)
    except Unsupported:
        if _is_excluded(game, chosen, signs):
            return never
        raise
    apart = _apart(determinants, signs)
    here = signs.given(apart)
    condition = condition_of(_losses(game, profile, chosen), here, _mixing(profile, chosen, here))
    within = here.given(condition or ())
    stated = tuple(tuple(oriented(weight, within) for weight in own) for own in profile)
    payoffs = tuple(oriented(value, within) for value in expected_payoffs(game, profile))
    candidate = ConditionalEquilibrium(stated, payoffs, condition or ())
    if condition is None and apart and _is_excluded(game, chosen, signs):
        return never
    found = () if condition is None else (candidate,)
    reason = f"nothing is said where {' or '.join(own.negated().text for own in apart)}" if apart else ""
    return ConditionalEquilibria(
        game, "support", found, Status.DECIDED, ("z3",), labels, candidate, apart, blocks, not apart, reason
    )


def _support(game: StrategicGame, support: Any) -> tuple[tuple[int, ...], ...]:
    """The support as positions, in the game's order."""
    if isinstance(support, str):
        support = [_labels(part.strip(), game, i) for i, part in enumerate(support.split(";"))]
    if isinstance(support, Mapping):
        for player in support:
            game.player_index(player)
        support = [support.get(player, ()) for player in game.players]
    if len(support) != len(game.players):
        found = f"those of {len(support)} players"
        raise InvalidStrategy("support", found, f"one for each of {', '.join(game.players)}, parted by semicolons")
    chosen = []
    for player, labels, actions in zip(game.players, support, game.actions, strict=True):
        where = f"support of {player}"
        places = sorted({index_of(str(label), actions, where, "an action") for label in labels})
        if not places:
            raise InvalidStrategy(where, "no action", f"one or more of {', '.join(actions)}")
        chosen.append(tuple(places))
    return tuple(chosen)


def _is_excluded(game: StrategicGame, support: Sequence[Sequence[int]], signs: Signs) -> bool:
    """Whether it is proved that no probabilities, positive on the support, leave all indifferent and nobody better off elsewhere."""
    import sympy

    names = _names(game, support)
    profile = _profile(game, support, {unknown: sympy.Symbol(name) for unknown, name in names.items()})
    wanted = [Relation(profile[i][a], ">", ZERO) for i, own in enumerate(support) for a in own]
    for i, own in enumerate(support):
        worth = action_payoffs(game, i, profile)
        losses = [simplest(worth[own[0]] - value) for value in worth]
        wanted += [Relation(loss, "=" if action in own else ">=", ZERO) for action, loss in enumerate(losses)]
    return signs.excludes(*wanted)


def _labels(part: str, game: StrategicGame, player: int) -> list[str]:
    """Labels parted by commas, or else by blanks; a label with blanks may stand alone."""
    if "," in part:
        return [label.strip() for label in part.split(",")]
    whole = player < len(game.actions) and part in game.actions[player]
    return [part] if whole else part.split()


def _apart(determinants: Sequence[Scalar], signs: Signs) -> tuple[Relation, ...]:
    """That the determinants are not zero, factor by factor, so far as that is not certain."""
    factors = dict.fromkeys(factor for own in determinants for factor, _ in signs.factors(own))
    return tuple(
        balanced(Relation(own, "!=", ZERO))
        for own in factors
        if not is_number(own) and not signs.excludes(Relation(own, "=", ZERO))
    )


def _mixing(profile: MixedProfile, support: Sequence[Sequence[int]], signs: Signs) -> list[Scalar]:
    """What is positive iff all probabilities of the support are.

    Their numerators over one denominator, if its sign is certain; else, as they sum to it, all have one sign: products of two.
    """
    import sympy

    found = []
    for own, played in zip(profile, support, strict=True):
        if len(played) > 1:
            bottoms = [to_sympy(fraction_parts(own[a])[1]) for a in played]
            common = sympy.lcm_list(bottoms)
            tops = [simplest(own[a] * common) for a in played]
            sign = signs.certain(simplest(common))
            found += [simplest(sign * top) for top in tops] if sign else [simplest(tops[0] * top) for top in tops[1:]]
    return found


def _losses(game: StrategicGame, profile: MixedProfile, support: Sequence[Sequence[int]]) -> list[Scalar]:
    """What a player loses by an action outside the support."""
    found = []
    for i, played in enumerate(support):
        worth = action_payoffs(game, i, profile)
        found += [simplest(worth[played[0]] - value) for action, value in enumerate(worth) if action not in played]
    return found


# ------------------------------------------------------------------------------------------------------- indifferences


def _solved(
    game: StrategicGame, support: tuple[tuple[int, ...], ...]
) -> tuple[MixedProfile, tuple[Block, ...], list[Scalar]]:
    """The profile that makes all indifferent, block by block, with the determinants that must not be zero."""
    names = _names(game, support)
    left = {own: _gain(game, support, names, own) for own in names}
    known: dict[str, Scalar] = {}
    blocks: list[Block] = []
    determinants: list[Scalar] = []
    open_ones = dict(names)
    while open_ones:
        block = _next_block(left, open_ones)
        if block is None:
            raise Unsupported("support", *_reason(game, support, left, open_ones))
        rows = [_row(left[own], [open_ones[unknown] for unknown in block.unknowns]) for own in block.equations]
        values, determinant = _cramer(rows)
        determinants.append(determinant)
        for unknown, value in zip(block.unknowns, values, strict=True):
            known[open_ones.pop(unknown)] = value
        left = {own: simplest(substitute(gain, known)) for own, gain in left.items() if own not in block.equations}
        blocks.append(block)
    return _profile(game, support, {own: known[name] for own, name in names.items()}), tuple(blocks), determinants


def _names(game: StrategicGame, support: Sequence[Sequence[int]]) -> dict[Unknown, str]:
    """A name for each unknown that no symbol of the game has."""
    taken = {*game.symbols, *(name for relation in game.assumptions for name in relation.symbols)}
    stem = next(
        stem for stem in ("p", "prob", "weight", *(f"p{n}_" for n in range(len(taken) + 1))) if not _used(stem, taken)
    )
    unknowns = [(i, a) for i, own in enumerate(support) for a in own[1:]]
    told = [f"{stem}_{game.players[i]}_{game.actions[i][a]}" for i, a in unknowns]
    plain = all(name.isidentifier() and name.isascii() for name in told) and len(set(told)) == len(told)
    return {own: told[k] if plain else f"{stem}_{own[0]}_{own[1]}" for k, own in enumerate(unknowns)}


def _used(stem: str, taken: set[str]) -> bool:
    return any(name.startswith(f"{stem}_") for name in taken)


def _gain(game: StrategicGame, support: Sequence[Sequence[int]], names: Mapping[Unknown, str], own: Unknown) -> Scalar:
    """What the action pays more than the player's first one in the support, in the unknowns."""
    import sympy

    values = {unknown: sympy.Symbol(name) for unknown, name in names.items()}
    worth = action_payoffs(game, own[0], _profile(game, support, values))
    return simplest(worth[own[1]] - worth[support[own[0]][0]])


def _profile(game: StrategicGame, support: Sequence[Sequence[int]], values: Mapping[Unknown, Any]) -> MixedProfile:
    found = []
    for i, (labels, own) in enumerate(zip(game.actions, support, strict=True)):
        row: list[Scalar] = [ZERO] * len(labels)
        rest: Scalar = ONE
        for action in own[1:]:
            row[action] = values[i, action]
            rest = rest - row[action]
        row[own[0]] = simplest(rest)
        found.append(tuple(row))
    return tuple(found)


def _next_block(left: Mapping[Unknown, Scalar], unknowns: Mapping[Unknown, str]) -> Block | None:
    """The smallest block of indifferences that are linear in as many unknowns, hold no other and are independent."""
    held = {
        own: frozenset(unknown for unknown, name in unknowns.items() if name in symbols_of(gain))
        for own, gain in left.items()
    }
    for size in range(1, len(unknowns) + 1):
        for wanted in dict.fromkeys(own for own in held.values() if len(own) <= size):
            group = frozenset(wanted)
            fitting = [own for own, names in held.items() if names and names <= group]
            for equations in combinations(fitting, len(group)):
                block = Block(tuple(sorted(group)), tuple(sorted(equations)))
                if len(group) == size and _is_regular(left, unknowns, block):
                    return block
    return None


def _is_regular(left: Mapping[Unknown, Scalar], unknowns: Mapping[Unknown, str], block: Block) -> bool:
    names = [unknowns[own] for own in block.unknowns]
    rows = [_row(left[own], names) for own in block.equations]
    return all(rows) and _determinant([row[:-1] for row in rows]) != 0


def _row(gain: Scalar, names: Sequence[str]) -> list[Scalar]:
    """Coefficients of the unknowns in the numerator, then what they must add up to; empty unless it is linear."""
    import sympy

    symbols = [sympy.Symbol(name) for name in names]
    numerator = to_sympy(fraction_parts(gain)[0])
    polynomial = sympy.Poly(numerator, *symbols)
    if polynomial.total_degree() > 1:
        return []
    slopes = [polynomial.coeff_monomial(symbol) for symbol in symbols]
    return [*(simplest(own) for own in slopes), simplest(-polynomial.coeff_monomial(1))]


def _determinant(rows: Sequence[Sequence[Scalar]]) -> Scalar:
    import sympy

    return simplest(sympy.Matrix([[to_sympy(own) for own in row] for row in rows]).det(method="berkowitz"))


def _cramer(rows: Sequence[Sequence[Scalar]]) -> tuple[list[Scalar], Scalar]:
    """The solution and the determinant."""
    size = len(rows)
    below = _determinant([row[:-1] for row in rows])
    values = []
    for k in range(size):
        above = _determinant([[row[-1] if j == k else row[j] for j in range(size)] for row in rows])
        values.append(simplest(above / below))
    return values, below


def _reason(
    game: StrategicGame,
    support: Sequence[Sequence[int]],
    left: Mapping[Unknown, Scalar],
    unknowns: Mapping[Unknown, str],
) -> tuple[str, str, str]:
    """What was found, what was expected, how to mend it."""
    sizes = [len(own) for own in support]
    mixing = [size for size in sizes if size > 1]
    remedy = "Name another support, or put values in."
    if len(mixing) < 2 or (len(mixing) == 2 and mixing[0] != mixing[1]):
        found = f"supports of {' and '.join(map(str, sizes))} actions"
        expected = "as many for each of two who mix: else the indifferences do not determine the probabilities"
        names = set(unknowns.values())
        fixed = [gain for gain in left.values() if not is_number(gain) and not names & {*symbols_of(gain)}]
        ties = [balanced(Relation(gain, "=", ZERO)).text for gain in fixed]
        takes = f"Such an equilibrium takes {' and '.join(ties)}. " if ties else ""
        return found, expected, f"{takes}{remedy}"
    who = sorted({game.players[i] for i, _ in unknowns})
    gains = [text(gain) for own, gain in left.items() if not is_number(gain)]
    if not gains or len(mixing) == 2:
        return (
            f"indifferences that do not determine the probabilities of {' and '.join(who)}",
            "independent ones",
            remedy,
        )
    found = f"indifferences of {', '.join(who)} that are not linear one after another, such as {gains[0]} = 0"
    return found, "linear ones in as many unknowns", remedy
