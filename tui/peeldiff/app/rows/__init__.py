"""What the lines of a list say, row by row: no widget, no key, only spans."""
