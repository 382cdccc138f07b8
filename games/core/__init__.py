"""Descriptions and definitions: immutable, validated, without search."""
