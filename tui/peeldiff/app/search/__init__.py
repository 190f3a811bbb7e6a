"""Searching everything that is loaded."""
