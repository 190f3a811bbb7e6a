"""Dialogs: modal screens that ask or show one thing and give back an answer."""
