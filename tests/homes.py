"""A small table of somebody else's judgments: two homes, two years, another scale."""

HOMES = """home,year,question,mark
oak,2024,safe,good
oak,2025,safe,poor
oak,2024,caring,poor
oak,2025,caring,outstanding
oak,2024,led,good
oak,2025,led,good
elm,2024,safe,poor
elm,2025,well run,
"""
COLUMNS = {"force": "home", "cycle": "year", "item": "question", "grade": "mark"}
SCALE = ("outstanding", "good", "poor")
