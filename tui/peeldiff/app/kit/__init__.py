"""What views are made of: lines, bars, lists, panes, dialogs, signs, keys and looks. Knows no view."""
