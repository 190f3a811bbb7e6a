"""Somebody else's tables beside each other: laid out in a grid or joined by a hash, with the same rules of kind."""
