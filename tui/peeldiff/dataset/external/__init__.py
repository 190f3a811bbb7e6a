"""Somebody else's tables of judgments: no framework, any size, columns of any name."""
