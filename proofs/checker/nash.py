"""Nash equilibrium of a strategic form, for numbers and for symbols.

Definition   A profile x of mixed actions is an equilibrium iff for every player i and action a u_i(a, x_-i) <= u_i(x).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from games.core.strategic import StrategicGame
from proofs.checker.kernel import Ratio, refuse
from proofs.checker.obligations import Finding, Obligations, join, lemmas, named, nonzero, positive
from proofs.checker.play import ONE, ZERO
from proofs.checker.reading import Reader
from proofs.checker.setting import Given
from proofs.checker.worth import sign_of
from proofs.claims import AreNash, IsNash, IsNotNash, Mixed
from proofs.witness import NashWitness, NotNashWitness


def assumptions(game: StrategicGame, read: Reader) -> Given:
    """The game's assumptions as hypotheses; all payoffs are read, so that they must be defined."""
    given = tuple(own for relation in game.assumptions for own in read.assumed(relation))
    for payoff in (own for row in game.payoffs for own in row if not isinstance(own, Fraction)):
        read(payoff)
    return given


def check_nash(claim: IsNash | AreNash, witness: NashWitness) -> Finding:
    """Every profile's payoffs are as listed and no action does better."""
    read = Reader()
    assumed = assumptions(claim.game, read)
    profiles = (claim.profile,) if isinstance(claim, IsNash) else claim.profiles
    if len(profiles) != len(witness.payoffs):
        refuse("payoffs", f"payoffs of {len(witness.payoffs)} profiles", f"those of {len(profiles)}")
    losses: list[tuple[str, Ratio]] = []
    signs: list[Ratio] = []
    for profile, payoffs in zip(profiles, witness.payoffs, strict=True):
        mixed = _mixed(claim.game, profile, read, signs)
        expected = tuple(expected_payoff(claim.game, i, mixed, read) for i in range(len(mixed)))
        if expected != tuple(read(payoff) for payoff in payoffs):
            refuse("payoffs", f"payoffs {', '.join(map(str, payoffs))}", "the expected payoffs of the profile")
        losses += [
            (
                f"loss of {player} from {action}",
                expected[i] - expected_payoff(claim.game, i, instead(mixed, i, a), read),
            )
            for i, player in enumerate(claim.game.players)
            for a, action in enumerate(claim.game.actions[i])
        ]
    obligations = join(
        _domain(read, assumed, signs),
        *(positive(sign_of(loss), (*assumed, *read.definitions), where) for where, loss in losses),
    )
    return len(losses), obligations


def check_not_nash(claim: IsNotNash, witness: NotNashWitness) -> Finding:
    """The deviation gains what it is said to gain, and that is positive."""
    game, read = claim.game, Reader()
    assumed = assumptions(game, read)
    signs: list[Ratio] = []
    mixed = _mixed(game, claim.profile, read, signs)
    if witness.player not in game.players:
        refuse("witness", f'the player "{witness.player}"', f"one of {', '.join(game.players)}")
    i = game.players.index(witness.player)
    if witness.action not in game.actions[i]:
        refuse("witness", f'the action "{witness.action}"', f"one of {', '.join(game.actions[i])}")
    deviating = instead(mixed, i, game.actions[i].index(witness.action))
    gain = expected_payoff(game, i, deviating, read) - expected_payoff(game, i, mixed, read)
    if gain != read(witness.gain):
        refuse("witness", f"the gain {witness.gain}", "what the deviation gains")
    given = (*assumed, *read.definitions)
    gains = positive(sign_of(gain), given, f"gain of {witness.player} from {witness.action}", strict=True)
    return 1, join(_domain(read, assumed, signs), gains)


Weights = tuple[tuple[Ratio, ...], ...]


def _mixed(game: StrategicGame, profile: Mixed, read: Reader, signs: list[Ratio]) -> Weights:
    """The profile in ratios: distributions of the right length; what must not be negative is added to `signs`."""
    if [len(own) for own in profile] != [len(own) for own in game.actions]:
        refuse("profile", f"probabilities for {[len(own) for own in profile]} actions", "one for each action")
    mixed = tuple(tuple(read(weight) for weight in own) for own in profile)
    for player, own in zip(game.players, mixed, strict=True):
        total = ZERO
        for weight in own:
            total = total + weight
        if total != ONE:
            refuse("profile", f"probabilities of {player} that do not sum to one", "a distribution")
        signs.extend(own)
    return mixed


def instead(mixed: Weights, player: int, action: int) -> Weights:
    """The profile with the player's action for sure."""
    sure = tuple(ONE if a == action else ZERO for a in range(len(mixed[player])))
    return (*mixed[:player], sure, *mixed[player + 1 :])


def expected_payoff(game: StrategicGame, player: int, mixed: Weights, read: Reader) -> Ratio:
    """What the player gets on average."""
    total, sizes = ZERO, [len(own) for own in game.actions]
    supports = [[(a, w) for a, w in enumerate(own) if not w.numerator.is_zero] for own in mixed]
    for drawn in product(*supports):
        cell, chance = 0, ONE
        for size, (action, weight) in zip(sizes, drawn, strict=True):
            cell, chance = cell * size + action, chance * weight
        total = total + chance * read(game.payoffs[player][cell])
    return total


def _domain(read: Reader, assumed: Given, signs: list[Ratio]) -> Obligations:
    given = (*assumed, *read.definitions)
    return join(
        lemmas(read.lemmas, assumed),
        *(nonzero(p, given, "denominator") for p in read.denominators),
        *(named("probability", positive(sign_of(weight), given, "probability")) for weight in signs),
    )
