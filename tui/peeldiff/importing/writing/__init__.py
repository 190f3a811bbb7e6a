"""Imported rows as a record, and as files of an overlay."""
