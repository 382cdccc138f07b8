"""Witnesses for claims about an anonymous game."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


class RootsWitness:
    """How the roots of the expected gain are counted: by its splits, its signs at points, or Sturm's theorem."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SymmetricWitness(RootsWitness):
    """Points of (0, 1), increasing, that cut it into pieces on which sign changes count the roots of the gain."""

    splits: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class SignsWitness(RootsWitness):
    """Points at which the expected gain, or a derivative of it, alternates, and bounds of the roots of its derivatives.

    `turns` go from the highest derivative down to the first; without them `points` speak of the gain itself.
    """

    points: tuple[Fraction, ...]
    turns: tuple[tuple[tuple[Fraction, Fraction], ...], ...]


@dataclass(frozen=True, slots=True)
class Face:
    """Why the mixtures of one support hold no other equilibria: a box for each of them, and how the simplex is cut and settled.

    `boxes` bound each probability in the support's order; `tree` is what `proofs.checker.faces` reads, part by part in preorder.
    """

    support: tuple[int, ...]
    boxes: tuple[tuple[tuple[Fraction, Fraction], ...], ...]
    tree: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class FacesWitness:
    """One face for each support of two actions or more, fewer actions first, then in action order."""

    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class SturmWitness(RootsWitness):
    """Nothing: where the expected gain has a low degree, Sturm's theorem counts its roots, multiple and irrational ones too."""
