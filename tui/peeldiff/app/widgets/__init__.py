"""Widgets: each draws one thing and posts messages; none reaches into another."""
