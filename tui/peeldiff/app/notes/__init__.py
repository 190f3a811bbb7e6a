"""Notes: the list, the editor, and two people who wrote at once."""
