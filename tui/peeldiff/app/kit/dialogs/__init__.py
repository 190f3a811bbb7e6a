"""Boxes over a screen: a text, a list, a finder, the keys, the addresses."""
