"""Claims about games by counts, and relations that always hold: their obligations.

A count of players is read as a real number between its bounds; a run of counts must follow the one before it without a gap. What
stands for a number of players must be whole wherever the theorem speaks: whole coefficients, and whole variables only.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import prod

from games.core.anonymous import AnonymousGame
from games.exact import Formula, Relation, Scalar, exact, symbols_of
from proofs import statements
from proofs.checker.kernel import Hypothesis, Polynomial, Ratio, refuse
from proofs.checker.obligations import Obligations, join, lemmas, named, nonzero, positive
from proofs.checker.reading import Reader
from proofs.checker.setting import Given
from proofs.checker.work import MAX_CHOICES, within
from proofs.checker.worth import sign_of
from proofs.witness import Branch

COUNT = "k"
ONE = Ratio(Polynomial.constant(Fraction(1)))


def count_equilibrium(
    part: statements.CountEquilibriumIff,
    hypotheses: Sequence[Relation],
    branches: Sequence[Branch],
    whole: Collection[str],
) -> Obligations:
    """That nobody gains by switching, exactly on the region."""
    read = Reader(branches)
    given = tuple(own for relation in hypotheses for own in read.assumed(relation))
    players, count = (_whole(own, read, whole) for own in (part.game.players, part.count))
    inside = join()
    slacks: list[Ratio] = []
    if not count.numerator.is_zero:
        slacks.append(_gain(part.game, part.count - 1, read))
    if count != players:
        slacks.append(-_gain(part.game, part.count, read))
    if len(slacks) == 2:
        lowest, highest = sign_of(count - ONE), sign_of(players - ONE - count)
        inside = join(positive(lowest, given, "count"), positive(highest, given, "count"))
    return join(named("range", inside), _iff([sign_of(own) for own in slacks], False, part.region, given, read))


def dominant(
    part: statements.DominantIff,
    hypotheses: Sequence[Relation],
    branches: Sequence[Branch],
    whole: Collection[str],
) -> Obligations:
    """On the region, over each run, the action is better; elsewhere it is not at some end of a run."""
    taken = statements.region_symbols(part.region) | statements.region_symbols((tuple(hypotheses),))
    if COUNT in taken | {name for ends in part.ranges for end in ends for name in symbols_of(end)}:
        refuse("dominant", f'the symbol "{COUNT}" outside the payoffs', "another name: it counts the others")
    read = Reader(branches)
    given = tuple(own for relation in hypotheses for own in read.assumed(relation))
    _check_runs(part, read, whole)
    sign = 1 if part.action == 1 else -1
    symbol = exact(COUNT, "count")
    parts, ends = [], []
    for number, (first, last) in enumerate(part.ranges, 1):
        inside = (Relation(symbol, ">=", first), Relation(symbol, "<=", last))
        point = first == last
        place = first if point else symbol
        reader = Reader(branches)
        known = tuple(own for relation in hypotheses for own in reader.assumed(relation))
        if not point:
            known = (*known, *(own for relation in inside for own in reader.assumed(relation)))
        gain = _gain(part.game, place, reader) * Ratio(Polynomial.constant(sign))
        parts.append(named(f"run {number}", _on(gain, part.strict, part.region, known, reader)))
        parts.append(named(f"run {number}", positive(sign_of(read(last) - read(first)), given, "run")))
        ends += [_gain(part.game, end, read) * Ratio(Polynomial.constant(sign)) for end in dict.fromkeys((first, last))]
    conditions = [sign_of(own) for own in ends]
    return join(*parts, _outside(conditions, part.strict, part.region, given, read))


def _check_runs(part: statements.DominantIff, read: Reader, whole: Collection[str]) -> None:
    last = -ONE
    for first, end in part.ranges:
        if read(first) != last + ONE:
            refuse("ranges", str(part.ranges), "runs that follow one another from 0 without a gap")
        last = _whole(end, read, whole)
    if last != _whole(part.game.players, read, whole) - ONE or part.action not in (0, 1):
        refuse("ranges", str(part.ranges), "runs up to the number of players less one")


def always(part: statements.Always, hypotheses: Sequence[Relation]) -> Obligations:
    """That the relations are defined and hold."""
    read = Reader()
    given = tuple(own for relation in hypotheses for own in read.assumed(relation))
    conditions = [(relation, read.conditions(relation.negated())) for relation in part.relations]
    known = (*given, *read.definitions)
    defined = [nonzero(p, known, "denominator") for p in read.denominators]
    return join(
        lemmas(read.lemmas, given), *defined, {f"always {own.text}": (*known, *fails) for own, fails in conditions}
    )


def _gain(game: AnonymousGame, others: Scalar, read: Reader) -> Ratio:
    return read(_payoff(game, 1, others)) - read(_payoff(game, 0, others))


def _payoff(game: AnonymousGame, action: int, others: Scalar) -> Scalar:
    own = game.payoff[action]
    if isinstance(own, Formula):
        return own.evaluate({COUNT: others, "n": game.players})
    if not isinstance(others, Fraction) or others.denominator != 1 or not 0 <= others < len(own):
        refuse("count", f"{others} others", f"one of 0 to {len(own) - 1}: payoffs stand in a table")
    return own[int(others)]


def _whole(scalar: Scalar, read: Reader, whole: Collection[str]) -> Ratio:
    """The ratio of a scalar that is whole wherever the whole variables are."""
    ratio = read(scalar)
    known = ratio.denominator.value is not None and ratio.numerator.names <= set(whole)
    if not known or any(c.denominator != 1 for c in ratio.numerator.terms.values()):
        refuse("count", str(scalar), f"whole coefficients and variables that are whole: {', '.join(whole) or 'none'}")
    return ratio


def _iff(
    conditions: list[Polynomial], strict: bool, region: statements.Region, given: Given, read: Reader
) -> Obligations:
    return join(_within(conditions, strict, region, given, read), _outside(conditions, strict, region, given, read))


def _on(gain: Ratio, strict: bool, region: statements.Region, given: Given, read: Reader) -> Obligations:
    return _within([sign_of(gain)], strict, region, given, read)


def _within(
    conditions: list[Polynomial], strict: bool, region: statements.Region, given: Given, read: Reader
) -> Obligations:
    parts = []
    bounds = [[read.conditions(relation) for relation in conjunction] for conjunction in region]
    known = (*given, *read.definitions)
    parts += [nonzero(p, known, "denominator") for p in read.denominators]
    for number, conjunction in enumerate(bounds, 1):
        inside = (*known, *(own for holds in conjunction for own in holds))
        found = join(*(positive(p, inside, "slack", strict=strict) for p in conditions))
        parts.append(named(f"on part {number}", found))
    return join(lemmas(read.lemmas, given), *parts)


def _outside(
    conditions: list[Polynomial], strict: bool, region: statements.Region, given: Given, read: Reader
) -> Obligations:
    """That outside the region some condition fails: every choice of one violated relation a part contradicts them all."""
    choices: list[Given] = [()]
    labels = ["outside"]
    within(prod(map(len, region)), MAX_CHOICES, "ways to lie outside the region")
    for number, conjunction in enumerate(region, 1):
        fails = [read.conditions(relation.negated()) for relation in conjunction]
        choices = [(*own, *failing) for own in choices for failing in fails]
        labels = [f"{label} {number}.{j}" for label in labels for j in range(1, len(fails) + 1)]
    known = (*given, *read.definitions, *(Hypothesis(p, ">0" if strict else ">=0") for p in conditions))
    found = {label: (*known, *choice) for label, choice in zip(labels, choices, strict=True)}
    defined = (nonzero(p, (*given, *read.definitions), "denominator") for p in read.denominators)
    return join(lemmas(read.lemmas, given), found, *defined)
