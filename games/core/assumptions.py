"""Assumptions about a game's symbols, given as relations or as text."""

from __future__ import annotations

from collections.abc import Iterable

from games.errors import InvalidGame
from games.exact import Relation, parse_relations


def relations(given: Iterable[Relation | str] | str) -> tuple[Relation, ...]:
    """Relations from relations and texts; a chain such as "T > R > P" is two. Raises InvalidGame at anything else.

    >>> [relation.text for relation in relations(["T > R > P", "d < 1"])]
    ['T > R', 'R > P', 'd < 1']
    """
    found: list[Relation] = []
    for item in [given] if isinstance(given, str) else given:
        if isinstance(item, Relation):
            found.append(item)
        elif isinstance(item, str):
            found.extend(parse_relations(item, where="assumptions"))
        else:
            raise InvalidGame("assumptions", f"{item!r}", 'relations, or text such as "T > R"')
    return tuple(found)
