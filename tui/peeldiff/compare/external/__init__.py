"""Somebody else's tables beside each other: joined by a hash or by packed keys, with the same rules of kind."""
