"""Strategies over time: automata that read public outcomes and game states.

An automaton says, in each of its states, what is played (by game state where that matters) and, by rules, where it goes next. An
`Automaton` is a profile for all players at once; `Machines` is a profile made of one `Machine` a player. Both are strategy
profiles: `games.core.play` asks them only for their start, their play and their next state.

Rules are tried in this order: what was seen *and* the new game state, what was seen, otherwise.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

from games.core.distribution import Distribution, distribution
from games.core.labels import distinct_labels
from games.core.strategic import Profile
from games.errors import InvalidStrategy, did_you_mean
from games.exact import Scalar, substitute


class Seen(enum.Enum):
    """What a rule answers to when it names no outcome: the prescribed pure profile was played, or anything at all."""

    KEPT = "kept"
    ANYTHING = "otherwise"


T = TypeVar("T")

Pattern = tuple[str | None, ...]
"""A profile in which None stands for any action."""


@dataclass(frozen=True, slots=True)
class Count:
    """In a repeated anonymous game: `number` players chose the second action."""

    number: Scalar


@dataclass(frozen=True, slots=True)
class Rule:
    """After `seen` (a profile, a public signal, KEPT or ANYTHING), with new game state `game_state` if named, go to `then`."""

    then: Distribution
    seen: Pattern | str | Count | Seen = Seen.ANYTHING
    game_state: str | None = None

    def matches(self, happened: Happened) -> bool:
        """Whether this rule speaks of what happened."""
        if self.game_state is not None and self.game_state != happened.new_state:
            return False
        if isinstance(self.seen, Seen):
            return self.seen is Seen.ANYTHING or happened.kept()
        if isinstance(self.seen, Count):
            raise InvalidStrategy(
                "automaton", "a rule by count", "profiles or signals", "Counts are for anonymous games."
            )
        if isinstance(self.seen, str):
            return self.seen == happened.outcome
        return (
            happened.outcome is None
            and len(self.seen) == len(happened.profile)
            and all(own is None or own == action for own, action in zip(self.seen, happened.profile, strict=True))
        )

    @property
    def rank(self) -> int:
        """The lower, the earlier the rule is tried."""
        return 2 * (self.seen is Seen.ANYTHING) + (self.game_state is None)


@dataclass(frozen=True, slots=True)
class Happened:
    """One period as all saw it: realised profile, public outcome (None if the profile itself is seen), new game state."""

    profile: Profile
    outcome: str | None
    new_state: str
    prescribed: Profile | None = None

    def kept(self) -> bool:
        """Whether the prescribed profile was played; raises InvalidStrategy where that cannot be seen."""
        if self.outcome is not None:
            found = f'the rule "kept" under the public signal "{self.outcome}"'
            raise InvalidStrategy("automaton", found, "rules by signal", "Under public monitoring name the signals.")
        if self.prescribed is None:
            remedy = "Name the profiles instead."
            raise InvalidStrategy(
                "automaton", 'the rule "kept" where play is mixed', "a prescribed pure profile", remedy
            )
        return self.profile == self.prescribed


Play = str | tuple[Distribution, ...]
"""One distribution over actions a player, or one label that everyone plays."""


class StrategyProfile(Protocol):
    """What the evaluation needs of a strategy profile."""

    @property
    def start(self) -> str:
        """The state in which play begins."""
        ...

    def play(self, state: str, game_state: str, players: Sequence[str]) -> tuple[Distribution, ...]:
        """What each player does."""
        ...

    def after(self, state: str, game_state: str, happened: Happened) -> Distribution:
        """Where the profile goes next."""
        ...

    def substitute(self, values: Mapping[str, Scalar]) -> StrategyProfile:
        """The profile with values put in for symbols in its probabilities."""
        ...


@dataclass(frozen=True, slots=True)
class AutomatonState:
    """A state of a joint automaton: what all play, by game state (None: in every one), and the rules that follow."""

    name: str
    plays: tuple[tuple[str | None, Play], ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Automaton:
    """A strategy profile as one automaton for all players.

    Raises InvalidStrategy for duplicate or unknown states, InvalidGame for probabilities that do not sum to exactly one.

    >>> grim = Automaton.grim("share", "hide")
    >>> grim.start, [state.name for state in grim.states]
    ('share', ['share', 'hide'])
    """

    states: tuple[AutomatonState, ...]
    start: str

    def __post_init__(self) -> None:
        _check_targets(self.start, {state.name: state.rules for state in self.states}, [s.name for s in self.states])
        object.__setattr__(self, "states", tuple(_checked_state(state) for state in self.states))

    @classmethod
    def trigger(
        cls, on: Play | Sequence[str] | Mapping[str, object], off: object, names: tuple[str, str] = ("on", "off")
    ) -> Self:
        """Play `on` as long as everyone keeps to it, then `off` for good.

        Each of the two is a profile, one label that everyone plays, or a mapping from game state to either.
        """
        first, last = names
        keep = (Rule(distribution(first, first), Seen.KEPT), Rule(distribution(last, last)))
        stay = (Rule(distribution(last, last)),)
        return cls((AutomatonState(first, plays(on), keep), AutomatonState(last, plays(off), stay)), first)

    @classmethod
    def grim(cls, cooperate: str, punish: str) -> Self:
        """Everyone plays `cooperate` until someone does not, then everyone plays `punish` for good; n players."""
        return cls.trigger(cooperate, punish, (cooperate, punish))

    @classmethod
    def punish_for(cls, on: object, off: object, periods: int) -> Self:
        """Play `on`; after any departure from the prescribed play, `off` for `periods` periods, then `on` again."""
        if periods < 1:
            raise InvalidStrategy("punish_for", f"{periods} periods", "at least 1")
        names = ["on", *(f"off {t}" for t in range(1, periods + 1))]
        states = []
        for t, name in enumerate(names):
            following = names[0] if t in (0, periods) else names[t + 1]
            rules = (Rule(distribution(following, name), Seen.KEPT), Rule(distribution(names[1], name)))
            states.append(AutomatonState(name, plays(on if t == 0 else off), rules))
        return cls(tuple(states), names[0])

    @classmethod
    def markov(cls, profile: Mapping[str, object] | Sequence[str] | str) -> Self:
        """Play that depends on the game state alone: a mapping from game state to profile, or one profile for all."""
        stay = (Rule(distribution("always", "always")),)
        return cls((AutomatonState("always", plays(profile), stay),), "always")

    @property
    def state_names(self) -> tuple[str, ...]:
        """Names of the automaton's states, in order."""
        return tuple(state.name for state in self.states)

    def state(self, name: str) -> AutomatonState:
        """The state of that name."""
        return self.states[self.state_names.index(name)]

    def play(self, state: str, game_state: str, players: Sequence[str]) -> tuple[Distribution, ...]:
        """What each player does in automaton state `state` and game state `game_state`."""
        where = f'profile, state "{state}"'
        play = _by_game_state(self.state(state).plays, game_state, where)
        if isinstance(play, str):
            return (distribution(play, where),) * len(players)
        if len(play) != len(players):
            raise InvalidStrategy(where, f"{len(play)} actions", f"one for each of {', '.join(players)}")
        return play

    def after(self, state: str, game_state: str, happened: Happened) -> Distribution:
        """Distribution over the next automaton states."""
        return _first_match(self.state(state).rules, happened, f'profile, state "{state}"')

    def substitute(self, values: Mapping[str, Scalar]) -> Automaton:
        """The automaton with values put in for symbols in its probabilities."""
        return Automaton(
            tuple(
                AutomatonState(
                    state.name,
                    tuple(
                        (where, play if isinstance(play, str) else tuple(_put(own, values) for own in play))
                        for where, play in state.plays
                    ),
                    _put_in_rules(state.rules, values),
                )
                for state in self.states
            ),
            self.start,
        )


@dataclass(frozen=True, slots=True)
class MachineState:
    """A state of one player's machine: his action (or mixture) by game state, and the rules that follow."""

    name: str
    plays: tuple[tuple[str | None, Distribution], ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """One player's automaton; it reads what all see.

    Raises InvalidStrategy for duplicate or unknown states, InvalidGame for probabilities that do not sum to exactly one.
    """

    states: tuple[MachineState, ...]
    start: str

    def __post_init__(self) -> None:
        _check_targets(self.start, {state.name: state.rules for state in self.states}, [s.name for s in self.states])
        object.__setattr__(self, "states", tuple(_checked_machine_state(state) for state in self.states))

    @classmethod
    def constant(cls, action: str) -> Self:
        """Always the same action."""
        stay = (Rule(distribution(action, action)),)
        return cls((MachineState(action, ((None, distribution(action, action)),), stay),), action)

    @classmethod
    def tit_for_tat(cls, opponent: int, cooperate: str, defect: str) -> Self:
        """Two players: begin with `cooperate`, then do what player number `opponent` (0 or 1) did last."""

        def seeing(action: str) -> Rule:
            pattern: Pattern = (action, None) if opponent == 0 else (None, action)
            return Rule(distribution(action, action), pattern)

        rules = (seeing(cooperate), seeing(defect))
        states = tuple(MachineState(own, ((None, distribution(own, own)),), rules) for own in (cooperate, defect))
        return cls(states, cooperate)

    @property
    def state_names(self) -> tuple[str, ...]:
        """Names of the machine's states, in order."""
        return tuple(state.name for state in self.states)

    def state(self, name: str) -> MachineState:
        """The state of that name."""
        return self.states[self.state_names.index(name)]

    def substitute(self, values: Mapping[str, Scalar]) -> Machine:
        """The machine with values put in for symbols in its probabilities."""
        states = tuple(
            MachineState(
                state.name,
                tuple((where, _put(play, values)) for where, play in state.plays),
                _put_in_rules(state.rules, values),
            )
            for state in self.states
        )
        return Machine(states, self.start)


SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Machines:
    """A strategy profile of one machine a player, in player order. Its states are named by the machines' states.

    >>> both = Machines((Machine.tit_for_tat(1, "share", "hide"), Machine.tit_for_tat(0, "share", "hide")))
    >>> both.start
    'share | share'
    """

    machines: tuple[Machine, ...]

    def __post_init__(self) -> None:
        for machine in self.machines:
            for name in machine.state_names:
                if SEPARATOR in name:
                    raise InvalidStrategy("profile", f'the state name "{name}"', f'names without "{SEPARATOR}"')

    @property
    def start(self) -> str:
        """All machines' start states."""
        return SEPARATOR.join(machine.start for machine in self.machines)

    def play(self, state: str, game_state: str, players: Sequence[str]) -> tuple[Distribution, ...]:
        """What each player's machine does."""
        if len(players) != len(self.machines):
            raise InvalidStrategy("profile", f"{len(self.machines)} machines", f"one for each of {', '.join(players)}")
        return tuple(
            _by_game_state(machine.state(own).plays, game_state, f'profile of {player}, state "{own}"')
            for machine, own, player in zip(self.machines, state.split(SEPARATOR), players, strict=True)
        )

    def after(self, state: str, game_state: str, happened: Happened) -> Distribution:
        """Distribution over the machines' next states; machines that randomise do so independently."""
        combined: list[tuple[str, Scalar]] = []
        for i, (machine, own) in enumerate(zip(self.machines, state.split(SEPARATOR), strict=True)):
            drawn = _first_match(machine.state(own).rules, happened, f'profile, machine {i + 1}, state "{own}"')
            combined = (
                [(f"{before}{SEPARATOR}{name}", weight * also) for before, weight in combined for name, also in drawn]
                if i
                else list(drawn)
            )
        return tuple(combined)

    def substitute(self, values: Mapping[str, Scalar]) -> Machines:
        """The machines with values put in for symbols in their probabilities."""
        return Machines(tuple(machine.substitute(values) for machine in self.machines))


def _put(drawn: Distribution, values: Mapping[str, Scalar]) -> Distribution:
    return tuple((label, substitute(weight, values)) for label, weight in drawn)


def _put_in_rules(rules: tuple[Rule, ...], values: Mapping[str, Scalar]) -> tuple[Rule, ...]:
    return tuple(Rule(_put(rule.then, values), rule.seen, rule.game_state) for rule in rules)


def plays(play: object) -> tuple[tuple[str | None, Play], ...]:
    """Play by game state from a mapping, or the same play everywhere from a profile or from one label for everyone."""
    if isinstance(play, Mapping):
        return tuple((str(name), as_play(own, f'play in "{name}"')) for name, own in play.items())
    return ((None, as_play(play, "play")),)


def as_play(play: object, where: str) -> Play:
    """One label for everyone, or a sequence with an action or a distribution for each player."""
    if isinstance(play, str):
        return play
    if not isinstance(play, Sequence):
        raise InvalidStrategy(where, repr(play), "a profile or one label that everyone plays")
    return tuple(own if _is_distribution(own) else distribution(own, where) for own in play)


def _is_distribution(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in value)


def _by_game_state(table: tuple[tuple[str | None, T], ...], game_state: str, where: str) -> T:
    found = dict(table)
    if game_state in found:
        return found[game_state]
    if None in found:
        return found[None]
    raise InvalidStrategy(where, f'no play for game state "{game_state}"', "one for each game state it can meet")


def _first_match(rules: Iterable[Rule], happened: Happened, where: str) -> Distribution:
    for rule in sorted(rules, key=lambda rule: rule.rank):
        if rule.matches(happened):
            return rule.then
    seen = happened.outcome if happened.outcome is not None else ", ".join(happened.profile)
    found = f'no rule for "{seen}" with new game state "{happened.new_state}"'
    raise InvalidStrategy(where, found, "a rule for everything that can happen", 'Add an "otherwise" rule.')


def _check_targets(start: str, rules: Mapping[str, tuple[Rule, ...]], names: Sequence[str]) -> None:
    distinct_labels(names, "profile", "state")
    for where, target in [("start", start)] + [
        (f'state "{name}", next', target) for name, own in rules.items() for rule in own for target, _ in rule.then
    ]:
        if target not in rules:
            found, expected = f'the state "{target}"', f"one of {', '.join(names)}"
            raise InvalidStrategy(f"profile, {where}", found, expected, did_you_mean(target, names))


def _checked_state(state: AutomatonState) -> AutomatonState:
    where = f'profile, state "{state.name}"'
    plays = tuple(
        (name, play if isinstance(play, str) else tuple(distribution(own, f"{where}, play") for own in play))
        for name, play in state.plays
    )
    return AutomatonState(state.name, plays, _checked_rules(state.rules, where))


def _checked_machine_state(state: MachineState) -> MachineState:
    where = f'profile, state "{state.name}"'
    plays = tuple((name, distribution(own, f"{where}, play")) for name, own in state.plays)
    return MachineState(state.name, plays, _checked_rules(state.rules, where))


def _checked_rules(rules: tuple[Rule, ...], where: str) -> tuple[Rule, ...]:
    return tuple(Rule(distribution(rule.then, f"{where}, next"), rule.seen, rule.game_state) for rule in rules)
