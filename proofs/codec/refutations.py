"""Refutations: products and multiples of hypotheses."""

from __future__ import annotations

from proofs.checker.kernel import Multiple, Product, Refutation
from proofs.codec.base import NUMBER, POLYNOMIAL, WHOLE, many, record, row, table

PRODUCT = record(Product, coefficient=NUMBER, powers=many(row(WHOLE, WHOLE)), squares=many(POLYNOMIAL))
MULTIPLE = record(Multiple, equation=WHOLE, multiplier=POLYNOMIAL)
REFUTATION = record(Refutation, products=many(PRODUCT), multiples=many(MULTIPLE))
REFUTATIONS = {"refutations": table(REFUTATION)}
