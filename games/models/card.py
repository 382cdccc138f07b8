"""A model's card: who plays what for what, what the source claims, and what is shown here, in plain English."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader wants to know of a model before any formula.

    `parameters` gives each name its meaning and unit; `claim` tells what the source says, in our words; `shown` what follows
    from the game and under which conditions; `not_here` what the claim still rests on and this model leaves out. `sources` are
    keys of `games.bibliography`. `str(card)` is the printed card.
    """

    id: str
    title: str
    family: str
    sources: tuple[str, ...]
    story: str
    players: str
    moves: str
    payoffs: str
    parameters: tuple[tuple[str, str], ...]
    claim: str
    shown: tuple[str, ...]
    not_here: str = ""

    def __str__(self) -> str:
        from games.bibliography import cite

        parts = [
            ("Story", (self.story,)),
            ("Players", (self.players,)),
            ("Moves", (self.moves,)),
            ("Payoffs", (self.payoffs,)),
            ("Parameters", tuple(f"{name}: {meaning}" for name, meaning in self.parameters)),
            (f"Claim of {' and '.join(cite(key) for key in self.sources)}", (self.claim,)),
            ("What we show", self.shown),
            ("Not here", (self.not_here,) if self.not_here else ()),
        ]
        head = f"{self.title} ({self.family})"
        return "\n".join([head, "=" * len(head), *(_part(name, texts) for name, texts in parts if texts)])


def _part(name: str, texts: tuple[str, ...]) -> str:
    mark = "- " if len(texts) > 1 else "  "
    paragraphs = [
        textwrap.fill(" ".join(text.split()), WIDTH, initial_indent="  " + mark, subsequent_indent="    ")
        for text in texts
    ]
    return "\n".join([f"{name}", *paragraphs])
