"""All pure equilibria of an anonymous game with two actions, by the number of players on the second.

Definition   With gain(k) the second minus the first action's payoff when k others play the second, c is an equilibrium iff
             gain(c - 1) >= 0, unless c = 0, and gain(c) <= 0, unless c = n.
Evidence     Numbers: the gains' signs in runs (`numbers`), which settle every count. Symbols: an obligation for each count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from games.core.anonymous import AnonymousGame, count_names
from games.exact import Formula, Scalar
from proofs.checker.kernel import refuse
from proofs.checker.numbers import gains_of
from proofs.checker.obligations import Finding, join, lemmas, nonzero
from proofs.checker.pieces import Run
from proofs.checker.pure import loss, shown
from proofs.checker.reading import Reader
from proofs.checker.work import MAX_PLAYERS, within
from proofs.claims import CountEquilibriaAre
from proofs.claims.wording import listing, runs
from proofs.witness import ListWitness

MAX_SYMBOLIC = 100_000
Span = tuple[int, int]
"""First and last of neighbouring counts."""


def check_counts(claim: CountEquilibriaAre, witness: ListWitness) -> Finding:
    """The list increases, and holds exactly the counts that are equilibria."""
    game = claim.game
    n, listed = number_of_players(game), set(claim.counts)
    if len(game.actions) != 2:
        refuse("actions", f"{len(game.actions)} actions", "two actions")
    if any(type(own) is not int or not 0 <= own <= n for own in listed) or sorted(listed) != list(claim.counts):
        refuse("counts", listing(runs(claim.counts)), f"increasing whole numbers from 0 to {n}")
    if has_symbols(game):
        return _by_symbols(claim, n, listed)
    gains = gains_of(game, n).runs
    _same(_spans(claim.counts), _equilibria(gains, n))
    return len(gains) + len(claim.counts), {}


def has_symbols(game: AnonymousGame) -> bool:
    """Whether some payoff holds a symbol or an irrational number."""
    counted = count_names(game.actions) if len(game.actions) > 2 else ("k",)
    for own in game.payoff:
        if isinstance(own, Formula):
            if own.names - {"n", *counted} or "sqrt" in own.text:
                return True
        elif not all(isinstance(value, Fraction) for value in own):
            return True
    return False


def _equilibria(gains: Sequence[Run], n: int) -> Iterator[Span]:
    """Spans of counts c with gain(c - 1) >= 0 and gain(c) <= 0: inside a run of zeros, and where runs meet."""
    before = 0
    for first, last, own in gains:
        if before >= 0 and own <= 0:
            yield first, first
        if own == 0 and first < last:
            yield first + 1, last
        before = own
    if before >= 0:
        yield n, n


def _spans(counts: Sequence[int]) -> Iterator[Span]:
    return ((count, count) for count in counts)


def _same(listed: Iterable[Span], found: Iterable[Span]) -> None:
    """Refuse unless both say the same counts, however they are cut into spans."""
    said, right = _covered(listed), _covered(found)
    for span in said:
        if span not in right:
            refuse("counts", f"{span[0]} to {span[1]} players", "runs of equilibria, each whole, and nothing else")
    for span in right:
        if span not in said:
            refuse(f"{span[0]} players", "an equilibrium that is not listed", "a list of all of them")


def _covered(spans: Iterable[Span]) -> dict[Span, None]:
    found: list[Span] = []
    for first, last in spans:
        if found and found[-1][1] + 1 >= first:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return dict.fromkeys(found)


def _by_symbols(claim: CountEquilibriaAre, n: int, listed: set[int]) -> Finding:
    """With symbols: every count on its own."""
    game, read = claim.game, Reader()
    within(n, MAX_SYMBOLIC, "players with symbols in their payoffs")
    assumed = tuple(own for relation in game.assumptions for own in read.assumed(relation))
    first, second = payoffs(game, 0), payoffs(game, 1)
    for payoff in (*first, *second):
        if not isinstance(payoff, Fraction):
            read(payoff)
    given = (*assumed, *read.definitions)
    found = [lemmas(read.lemmas, assumed), *(nonzero(p, given, "denominator") for p in read.denominators)]
    gains = [loss(there, here, read) for here, there in zip(first, second, strict=True)]
    for count in range(n + 1):
        losses = [*gains[count - 1 : count], *(-gain for gain in gains[count : count + 1])] if count else [-gains[0]]
        found.append(shown(count in listed, losses, given, f"{count} players"))
    return 2 * n, join(*found)


def number_of_players(game: AnonymousGame) -> int:
    """The number of players, which must be a number."""
    if not isinstance(game.players, Fraction) or game.players.denominator != 1:
        refuse("players", str(game.players), "a whole number")
    within(int(game.players), MAX_PLAYERS, "players")
    return int(game.players)


def payoffs(game: AnonymousGame, action: int) -> list[Scalar]:
    """The payoffs of an action when 0, 1, ..., n - 1 others play the second."""
    own, n = game.payoff[action], number_of_players(game)
    found = (
        [own.evaluate({"k": Fraction(k), "n": Fraction(n)}) for k in range(n)]
        if isinstance(own, Formula)
        else list(own)
    )
    if len(found) != n:
        refuse(f'payoffs of "{game.actions[action]}"', f"{len(found)} entries", f"{n}, one for each number of others")
    return found
