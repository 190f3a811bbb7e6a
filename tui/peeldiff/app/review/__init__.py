"""Imported rows beside their page, until a person accepts, corrects or drops them."""
