"""Screens: they compose widgets and handle what those say."""
