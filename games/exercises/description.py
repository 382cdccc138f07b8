"""What an exercise is, and what a verdict on an answer says."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from games.core.automaton import StrategyProfile
from games.core.dynamic import DynamicGame
from games.core.play import OneShotDeviation
from games.exact import Relation

WIDTH = 100
Setting = tuple[DynamicGame, StrategyProfile]


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question about one profile of one game: for which values of `variable` is it an equilibrium?

    `kind` says what answer is asked for: "formula", the lowest value from which on it is, or "interval", all values.
    `symbols` are the names that may stand in the answer, with their meaning; `given` is what may be taken for granted;
    `what_breaks_it` what the answer hangs on. `setting` builds game and profile. No answer is stored: the engine finds it.
    """

    id: str
    title: str
    family: str
    model: str
    question: str
    hint: str
    kind: str
    variable: str
    symbols: tuple[tuple[str, str], ...]
    given: tuple[Relation, ...]
    what_breaks_it: str
    setting: Callable[[], Setting] = field(repr=False)
    whole: tuple[str, ...] = ()

    @property
    def asks_for(self) -> str:
        """The kind of answer, in words.

        >>> from games.exercises import exercise
        >>> exercise("price-stability").asks_for
        'all p, as an interval such as "[low, high]" or "low <= p <= high"'
        """
        if self.kind == "formula":
            return f'the lowest {self.variable} as a formula, such as "1 - a/b" (0 if every {self.variable} will do)'
        return f'all {self.variable}, as an interval such as "[low, high]" or "low <= {self.variable} <= high"'

    def __str__(self) -> str:
        names = [f"{name}: {meaning}" for name, meaning in self.symbols]
        given = ", ".join(relation.text for relation in self.given)
        paragraphs = [
            f"{self.title} ({self.id})",
            self.question,
            f"Your answer: {self.asks_for}, in these names:",
            *(f"- {name}" for name in names),
            *([f"Given: {given}."] if given else []),
            f"Hint: {self.hint}",
            f"What breaks it: {self.what_breaks_it}",
        ]
        return "\n".join(textwrap.fill(" ".join(text.split()), WIDTH, subsequent_indent="  ") for text in paragraphs)


@dataclass(frozen=True, slots=True)
class ExerciseVerdict:
    """What the engine says of an answer.

    `correct` None: not decided, and `message` says why. A wrong answer comes with `values`, exact numbers at which it is wrong: either
    `deviation` is what someone would rather do there although the answer says that the agreement holds; or `deviation` is None,
    the agreement holds there, and the answer says that it does not.
    """

    exercise: str
    answer: str
    correct: bool | None
    message: str
    values: Mapping[str, Fraction] = field(default_factory=dict)
    deviation: OneShotDeviation | None = None

    def __str__(self) -> str:
        return self.message
