"""A proof as a text that a student can follow: Markdown, or LaTeX.

Each step supposes that something claimed fails, writes down what is then known, and adds up products of these facts. The sum is zero
term by term, yet one of its terms is positive and none is negative: a contradiction. That is all that the checker verifies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.exact import Relation, text
from proofs.certificate import Certificate
from proofs.checker import left_to_refute
from proofs.checker.kernel import Hypothesis, Multiple, Product, Refutation
from proofs.checker.reading import show
from proofs.engines.prove import Proof, point_text
from proofs.statements import Theorem

SIGNS = {">=0": ">= 0", ">0": "> 0", "=0": "= 0"}


@dataclass(frozen=True, slots=True)
class Step:
    """One contradiction: its name, what is supposed (numbered from 1), and the sum that cannot be."""

    name: str
    facts: tuple[str, ...]
    sum: str


def steps(certificate: Certificate) -> tuple[Step, ...]:
    """The contradictions behind a certificate, facts that are not used left out."""
    refutations: dict[str, Refutation] = dict(getattr(certificate.witness, "refutations", {}))
    known = left_to_refute(certificate.claim, certificate.witness)
    return tuple(_step(name, known[name], own) for name, own in refutations.items())


def markdown(proof: Proof) -> str:
    """The theorem and its proof as Markdown.

    >>> from proofs.engines.prove import prove
    >>> from proofs.theorems import theorem
    >>> print(markdown(prove(theorem("co-financing/levy-no-waste"))[0]).splitlines()[0])
    # co-financing/levy-no-waste: proved
    """
    theorem = proof.theorem
    lines = [f"# {theorem.id}: {proof.status}", "", theorem.claim, ""]
    lines += ["| symbol | meaning | domain |", "| --- | --- | --- |"]
    lines += [
        f"| `{own.name}` | {own.meaning} | {_code(_domain(own.domain, own.whole))} |" for own in theorem.variables
    ]
    lines += ["", f"**Assumed.** {_listed(theorem.assumptions) or 'Nothing more.'}", ""]
    lines += [f"**Claimed ({number}).** {part.text}" for number, part in enumerate(theorem.parts, 1)]
    lines += ["", *_remarks(theorem, proof)]
    if proof.certificate is not None:
        lines += ["", "## Proof", "", *_markdown_steps(steps(proof.certificate))]
    return "\n".join(lines) + "\n"


def latex(proof: Proof) -> str:
    """The theorem and its proof as a LaTeX fragment; formulas are set verbatim, so that it needs no package."""
    theorem = proof.theorem
    lines = [rf"\paragraph{{{_escaped(theorem.id)} ({proof.status}).}} {_escaped(theorem.claim)}", r"\begin{itemize}"]
    lines += [rf"\item {_verb(own.name)}: {_escaped(own.meaning)}" for own in theorem.variables]
    lines += [rf"\item assumed: {', '.join(_verb(own.text) for own in theorem.hypotheses) or 'nothing'}"]
    lines += [rf"\item claimed: {_escaped(part.text)}" for part in theorem.parts]
    lines += [r"\end{itemize}"]
    for step in steps(proof.certificate) if proof.certificate is not None else ():
        lines += [rf"\noindent\textbf{{{_escaped(step.name)}.}} Suppose", r"\begin{verbatim}"]
        lines += [f"({number})  {fact}" for number, fact in enumerate(step.facts, 1)]
        lines += [
            r"\end{verbatim}",
            "Then zero equals the positive sum",
            r"\begin{verbatim}",
            step.sum,
            r"\end{verbatim}",
        ]
    return "\n".join(lines) + "\n"


def _step(name: str, hypotheses: Sequence[Hypothesis], refutation: Refutation) -> Step:
    used = dict.fromkeys(index for product in refutation.products for index, _ in product.powers)
    used.update(dict.fromkeys(own.equation for own in refutation.multiples))
    number = {index: place for place, index in enumerate(sorted(used), 1)}
    facts = tuple(f"{show(hypotheses[index].polynomial)} {SIGNS[hypotheses[index].kind]}" for index in sorted(used))
    terms = [_product(own, number) for own in refutation.products] + [
        _multiple(own, number) for own in refutation.multiples
    ]
    return Step(name, facts, " + ".join(terms) or "1")


def _product(product: Product, number: dict[int, int]) -> str:
    parts = [f"({number[index]})" + (f"**{power}" if power > 1 else "") for index, power in product.powers]
    parts += [f"({show(square)})**2" for square in product.squares]
    coefficient = text(product.coefficient)
    return "*".join(([coefficient] if product.coefficient != Fraction(1) or not parts else []) + parts)


def _multiple(multiple: Multiple, number: dict[int, int]) -> str:
    return f"({show(multiple.multiplier)})*({number[multiple.equation]})"


def _markdown_steps(found: Sequence[Step]) -> list[str]:
    if not found:
        return ["Nothing is left to refute: every condition is decided on sight."]
    lines = ["Each step supposes the opposite and ends in a sum that is zero term by term and yet positive.", ""]
    for count, step in enumerate(found, 1):
        lines += [f"{count}. **{step.name}.** Suppose", ""]
        lines += [f"    - ({number}) `{fact}`" for number, fact in enumerate(step.facts, 1)]
        lines += ["", f"    Then `0 = {step.sum}`, which is positive: a contradiction.", ""]
    return lines


def _remarks(theorem: Theorem, proof: Proof) -> list[str]:
    said = []
    if theorem.about_whole_numbers:
        said.append(f"Whole numbers: shown {theorem.about_whole_numbers}.")
    if theorem.note:
        said.append(theorem.note)
    if proof.counterexample is not None:
        said.append(f"**False** at {point_text(proof.counterexample)}.")
    said += [f"- {judgement}" for judgement in proof.assumptions]
    return said


def _domain(domain: Sequence[Relation], whole: bool) -> str:
    said = ", ".join(relation.text for relation in domain)
    return f"{said}, whole" if whole and said else "whole" if whole else said


def _listed(relations: Sequence[Relation]) -> str:
    return ", ".join(_code(relation.text) for relation in relations)


def _code(written: str) -> str:
    return f"`{written}`" if written else "any real"


def _verb(written: str) -> str:
    return rf"\verb|{written}|"


def _escaped(written: str) -> str:
    for sign in "\\&%$#_{}":
        written = written.replace(sign, rf"\{sign}" if sign != "\\" else r"\textbackslash{}")
    return written.replace("<", r"\ensuremath{<}").replace(">", r"\ensuremath{>}")
