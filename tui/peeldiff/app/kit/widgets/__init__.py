"""What draws: lines with a cursor, bars, panes, and what they are drawn from."""
