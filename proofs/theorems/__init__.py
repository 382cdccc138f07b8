"""Parametric statements, one file a family, named as games.models."""
