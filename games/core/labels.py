"""Names of players, actions and states: what every description asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from games.errors import InvalidGame, did_you_mean


def distinct_labels(labels: Iterable[object], where: str, what: str) -> tuple[str, ...]:
    """The labels as a tuple of text; at least one, none empty, none twice.

    >>> distinct_labels(["share", "hide"], "buyer", "action")
    ('share', 'hide')
    """
    if isinstance(labels, str):
        raise InvalidGame(where, f"the text {labels!r}", f"a list of {what} names", f'Write ["{labels}", ...].')
    named = tuple(labels)
    if not named:
        raise InvalidGame(where, f"no {what}", f"at least one {what}")
    seen: set[str] = set()
    for label in named:
        if not isinstance(label, str) or not label.strip():
            raise InvalidGame(where, f"the {what} name {label!r}", "a text that is not empty")
        if label in seen:
            raise InvalidGame(where, f'the {what} "{label}" twice', f"distinct {what} names", "Rename one of them.")
        seen.add(label)
    return tuple(str(label) for label in named)


def index_of(label: str, labels: Sequence[str], where: str, what: str) -> int:
    """The position of `label`, or an error that names the labels there are and the nearest one."""
    try:
        return labels.index(label)
    except ValueError:
        raise InvalidGame(
            where, f'{what} "{label}"', f"one of {', '.join(labels)}", did_you_mean(str(label), labels)
        ) from None
