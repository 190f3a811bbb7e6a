"""What each action does on each screen, as a person sees it: the table that keys, palette and mouse are held to.

A row says how one gets there by keys, what is looked at, what that is before, and what it is after.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from peeldiff.app.comparison.screen import ComparisonScreen
from peeldiff.app.kit import actions
from peeldiff.app.kit.screens.main_screen import MainScreen
from peeldiff.app.kit.widgets.detail_pane import DetailPane
from peeldiff.app.kit.widgets.line_view import LineView
from peeldiff.app.peeldiff_app import PeeldiffApp
from peeldiff.app.review.file_view import FileView
from peeldiff.app.review.screen import ReviewScreen
from peeldiff.app.review_app import ReviewApp
from peeldiff.notes.drafts import all_drafts
from peeldiff.notes.store import NotesFolder

State = Any
App = PeeldiffApp


@dataclass(frozen=True)
class Effect:
    """What one action does."""

    way: str
    """The keys that are pressed first, divided by blanks."""
    sees: Callable[[App], State]
    before: State
    """A value, or a function that tells whether it is one to begin with."""
    after: State
    """A value, or a function of what was seen before and after."""
    back: str = ""
    """The keys that lead to where one began; what still looks otherwise then is opened anew."""

    def begins(self, state: State) -> bool:
        """Tell whether it is as it has to be before."""
        return bool(self.before(state)) if callable(self.before) else bool(state == self.before)

    def happened(self, before: State, after: State) -> bool:
        """Tell whether it came about."""
        return bool(self.after(before, after)) if callable(self.after) else bool(after == self.after)


def top(app: App) -> str:
    """The screen or dialog that is open, with its title."""
    return f"{type(app.screen).__name__} {getattr(app.screen, '_title', '')}".strip()


def on_top(app: App) -> tuple[str, int]:
    """The screen that is open, and how many lie below it."""
    return type(app.screen).__name__, len(app.screen_stack)


def cursor(app: App) -> int:
    """The entry under the cursor of the list."""
    return app.screen.query_one(LineView).cursor


def first_line(app: App) -> int:
    """The line from which on a text is shown."""
    return app.screen.query_one(DetailPane)._first


def detail_line(app: App) -> int:
    """The line from which on the detail is shown."""
    return app.screen.query_one("#detail", DetailPane)._first


def cell_line(app: App) -> int:
    """The line from which on is shown what is said of a cell of the country."""
    return app.screen.query_one("#cell-detail", DetailPane)._first


def file_line(app: App) -> tuple[int, int]:
    """The line of the file, and the part of it, from which on it is shown."""
    return app.screen.query_one(FileView)._first


def focus(app: App) -> str:
    """What has the focus."""
    return type(app.focused).__name__


def field(app: App) -> str:
    """The field of a form in which one is."""
    return str(app.focused and app.focused.id)


def look(app: App) -> str:
    """The theme."""
    return app.look.theme.name


def pictures(app: App) -> list[str]:  # noqa: ARG001  (as the others)
    """The pictures that lie where one stands."""
    return sorted(path.suffix for path in Path.cwd().glob("peeldiff-*"))


def clipboard(app: App) -> str:
    """What was sent to the terminal's clipboard."""
    return app.clipboard


def exit_code(app: App) -> int | None:
    """With what it was left, if it was."""
    return app.return_code if app._exit else None


def written(app: App) -> list[str]:
    """The files in the folder of the notes."""
    return sorted(path.name for path in app.settings.notes.glob("*.toml"))


def note_texts(app: App) -> list[str]:
    """The texts of every note there is."""
    assert app.session is not None
    return [entry.note.text for entry in NotesFolder(app.settings.notes, app.session.dataset).list()]


def drafts(app: App) -> list[str]:
    """The texts of what was begun and not saved."""
    return [draft.text for draft in all_drafts(app.settings.drafts, app.settings.author)]


def status_words(app: App) -> str:
    """What the status line says."""
    message = cast(MainScreen, app.screen).status.message or ("",)
    return str(message[0])


def of_screen(path: str) -> Callable[[App], State]:
    """Look at something that the screen knows."""

    def see(app: App) -> State:
        found: Any = app.screen
        for name in path.split("."):
            found = getattr(found, name)
        return found

    return see


def sides(app: App) -> tuple[str, str]:
    """What is compared."""
    shown = comparison(app).compared
    return shown.left.inspection, shown.right.inspection


def comparison(app: App) -> ComparisonScreen:
    """The comparison that is open, or the last one below what is open."""
    return next(screen for screen in reversed(app.screen_stack) if isinstance(screen, ComparisonScreen))


def rows(app: App) -> int:
    """How many rows of the comparison are shown."""
    return len(comparison(app).rows)


def place(app: App) -> tuple[str, str]:
    """The screen and the tab, if it is a comparison."""
    here = app.screen
    return type(here).__name__, here.shown.tab.id if isinstance(here, ComparisonScreen) else ""


def row(app: App) -> tuple[str, str]:
    """The screen and the row under its cursor, if it is a comparison."""
    here = app.screen
    return type(here).__name__, here.row.id if isinstance(here, ComparisonScreen) and here.row else ""


def verdicts(app: App) -> list[str]:
    """What was said of findings."""
    here = comparison(app)
    return list(here.session._folder.verdicts(*here.session.find(sides(app))).values())


def tall(app: App) -> bool:
    """Whether the detail is tall."""
    return app.screen.has_class("-detail")


def anything(state: State) -> bool:  # noqa: ARG001  (whatever it is)
    return True


def right_is(change: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """The left of two cycles stays, the right one changes so."""
    return lambda old, new: old[0] == new[0] and change(old[1], new[1])


def less_than_all(state: State) -> bool:
    return bool(state < 19)


def more(before: State, after: State) -> bool:
    return bool(after > before)


def less(before: State, after: State) -> bool:
    return bool(after < before)


def other(before: State, after: State) -> bool:
    return bool(after != before)


def turned(before: tuple[State, State], after: tuple[State, State]) -> bool:
    return after == before[::-1]


def opens(dialog: str, way: str = "") -> Effect:
    """Something opens over the screen."""
    return Effect(way, top, lambda state: state != dialog, dialog)


def leads(to: str, way: str = "") -> Effect:
    """Another screen opens."""
    return Effect(way, top, lambda state: state != to, to)


LEAVE = {"leave": Effect("", exit_code, None, 0)}


def moving(sees: Callable[[App], int], last: Callable[[App], int]) -> dict[str, Effect]:
    """Moving in a list or a text, wherever there is one."""

    def both(app: App) -> tuple[int, int]:
        return sees(app), last(app)

    return {
        "up": Effect("end", sees, anything, lambda before, after: after == before - 1),
        "down": Effect("home", sees, 0, 1),
        "page-up": Effect("end", sees, anything, less),
        "page-down": Effect("home", sees, 0, more),
        "top": Effect("end", sees, lambda state: state > 0, 0),
        "bottom": Effect("home", both, lambda state: state[0] == 0, lambda _, after: after[0] == after[1] > 0),
    }


def last_entry(app: App) -> int:
    return app.screen.query_one(LineView).source.entries - 1


def last_line(app: App) -> int:
    text = app.screen.query_one(DetailPane)
    return text.height - text.size.height


IN_LIST = moving(cursor, last_entry)
ANYWHERE = {
    "help": opens("HelpDialog Keys and signs"),
    "palette": opens("Finder Commands"),
    "theme": Effect("", look, "dark", "light"),
    "picture": Effect("", pictures, [], [".svg", ".txt"]),
    **LEAVE,
}
SEARCH = "SearchDialog Search everything: forces, grades, findings, figures, terms, notes"

COUNTRY = {
    "choose": leads("TimelineScreen"),
    "fit": opens("FitDialog Only forces with a judgment that is"),
    "mark-left": Effect("", of_screen("shown.wanted.left"), None, lambda _, after: after is not None, "escape"),
    "mark-right": Effect("", of_screen("shown.wanted.right"), None, lambda _, after: after is not None, "escape"),
    "undo": Effect("a", of_screen("shown.wanted.left"), lambda state: state is not None, None),
    "column-left": Effect("", of_screen("shown.column"), lambda state: state > 0, less, "right"),
    "column-right": Effect("left", of_screen("shown.column"), anything, more),
    "next-view": Effect("", of_screen("shown.kind"), "overview", "cycle", "V"),
    "previous-view": Effect("", of_screen("shown.kind"), "overview", "change", "v"),
    "sort": Effect("", of_screen("shown.query.sort"), "", lambda _, after: after != "", "s s"),
    "regions": Effect("", of_screen("shown.query.by_region"), False, True, "r"),
    "last": leads("ComparisonScreen"),
    "find": Effect("", focus, "LineView", "FindLine", "escape"),
    "search-all": opens(SEARCH),
    "left-earlier": Effect(
        "left left left left", of_screen("shown.cycle"), "2018-19", "2017", ") right right right right"
    ),
    "left-later": Effect(
        "left left left left (", of_screen("shown.cycle"), "2017", "2018-19", "right right right right"
    ),
    "right-earlier": Effect(
        "V", of_screen("shown.pair"), anything, lambda old, new: old[0] == new[0] and new[1] < old[1]
    ),
    "right-later": Effect(
        "V {", of_screen("shown.pair"), anything, lambda old, new: old[0] == new[0] and new[1] > old[1]
    ),
    "detail-down": Effect("", cell_line, 0, 1, "K"),
    "detail-up": Effect("shift+down", cell_line, 1, 0),
    "timeline": leads("TimelineScreen"),
    "notes": leads("NotesScreen"),
    "country": Effect("", of_screen("status.message"), None, lambda _, after: after[0] == "This is the country."),
    **IN_LIST,
    **ANYWHERE,
    "back": Effect("a", of_screen("shown.wanted.left"), lambda state: state is not None, None),
    "quit": Effect("", exit_code, None, 0),
}
FIND_LINE = {
    "keep": Effect("", focus, "FindLine", "LineView"),
    "clear": Effect("", focus, "FindLine", "LineView"),
    "search-typed": opens(SEARCH),
    **LEAVE,
}
FETCH = "Question Fetch these pages?"
COMPARISON = {
    "next-change": Effect("", cursor, 0, 1),
    "previous-change": Effect("]", cursor, 1, 0),
    "detail": Effect("", tall, False, True, "escape"),
    "detail-down": Effect("] ] ]", detail_line, 0, 1),
    "detail-up": Effect("] ] ] J J", detail_line, 2, 1),
    "filter": opens("KindFilter Show which kinds"),
    "fold": Effect("", rows, 19, less, "z"),
    "swap": Effect("", sides, anything, turned, "s"),
    "note": opens("NoteEditor Note on Effectiveness"),
    "export": opens("Menu Write"),
    "next-hit": Effect("/ v i c t i m s enter home", cursor, 0, more),
    "previous-hit": Effect("/ v i c t i m s enter end", cursor, anything, less),
    "same": Effect("2", verdicts, [], ["same"]),
    "not-same": Effect("2", verdicts, [], ["different"]),
    "pair": Effect("2", status_words, "", lambda _, after: after.startswith("Marked: "), "m 1"),
    "undo": Effect("z", rows, less_than_all, 19),
    "judgments": Effect("2", place, ("ComparisonScreen", "findings"), ("ComparisonScreen", "judgments")),
    "findings": Effect("", place, ("ComparisonScreen", "judgments"), ("ComparisonScreen", "findings"), "1"),
    "figures": Effect("", place, ("ComparisonScreen", "judgments"), ("ComparisonScreen", "figures"), "1"),
    "pick-left": opens("Finder The left side"),
    "pick-right": opens("Finder The right side"),
    "left-earlier": Effect("", of_screen("compared.left.cycle"), "2017", "2016", ")"),
    "left-later": Effect("", of_screen("compared.left.cycle"), "2017", "2018-19", "("),
    "right-earlier": Effect("", of_screen("compared.right.cycle"), "2021-22", "2018-19", "}"),
    "right-later": Effect("{", of_screen("compared.right.cycle"), "2018-19", "2021-22"),
    "search": opens(SEARCH),
    "timeline": leads("TimelineScreen"),
    "notes": leads("NotesScreen"),
    "why": opens("TextDialog Why"),
    "definition": opens("TextDialog What it means"),
    "source": opens("SourceDialog Sources of this row"),
    "update": opens(FETCH),
    "country": Effect("", on_top, ("ComparisonScreen", 3), ("CountryScreen", 2)),
    **IN_LIST,
    **ANYWHERE,
    "back": Effect("enter", tall, True, False),
    "quit": Effect("", on_top, ("ComparisonScreen", 3), ("CountryScreen", 2)),
}
TO_TABS = {
    tab: Effect("", place, lambda state: state[1] == "", ("ComparisonScreen", tab))
    for tab in ("judgments", "findings", "figures")
}
TIMELINE = {
    "compare-cell": Effect("", on_top, ("TimelineScreen", 4), ("ComparisonScreen", 5)),
    "other-force": Effect("", of_screen("force"), "northamptonshire", "leicestershire", "s"),
    "column-left": Effect("", of_screen("column"), lambda state: state > 0, less, "right"),
    "column-right": Effect("left", of_screen("column"), anything, more),
    "undo": Effect("s", of_screen("force"), "leicestershire", "northamptonshire"),
    "detail-down": Effect("home left left left left", detail_line, 0, 1),
    "detail-up": Effect("home left left left left J J", detail_line, 2, 1),
    **TO_TABS,
    "timeline": Effect("", status_words, "", "This is the timeline."),
    "notes": leads("NotesScreen"),
    "search": opens(SEARCH),
    "why": opens("TextDialog Why", "home left left left left"),
    "definition": opens("TextDialog What it means", "home left left left left"),
    "source": opens("SourceDialog Sources of this row", "home left left left left"),
    "update": opens(FETCH, "left left left left"),
    "country": Effect("", on_top, ("TimelineScreen", 4), ("CountryScreen", 2)),
    **IN_LIST,
    **ANYWHERE,
    "back": Effect("", on_top, ("TimelineScreen", 4), ("ComparisonScreen", 3)),
    "quit": Effect("", on_top, ("TimelineScreen", 4), ("ComparisonScreen", 3)),
}
NOTES = {
    "go-to-note": Effect("", row, ("NotesScreen", ""), ("ComparisonScreen", "judgment/topic/prevention")),
    "order": Effect("", of_screen("shown.order"), anything, other, "s s"),
    "unfinished": Effect("", of_screen("shown.unfinished"), False, True, "z"),
    "everywhere": Effect("", of_screen("here_only"), True, False, "a"),
    "contested": Effect("", of_screen("shown.contested"), False, True, "c"),
    "edit-note": opens("NoteEditor Note on Preventing crime and anti-social behaviour"),
    "undo": Effect("z", of_screen("shown.unfinished"), True, False),
    "detail-down": Effect("home", detail_line, 0, 1, "K"),
    "detail-up": Effect("home J J", detail_line, 2, 1, "K"),
    **TO_TABS,
    "timeline": leads("TimelineScreen"),
    "notes": Effect("", status_words, "", "These are the notes."),
    "search": opens(SEARCH),
    "country": Effect("", on_top, ("NotesScreen", 4), ("CountryScreen", 2)),
    **IN_LIST,
    **ANYWHERE,
    "back": Effect("", on_top, ("NotesScreen", 4), ("ComparisonScreen", 3)),
    "quit": Effect("", on_top, ("NotesScreen", 4), ("ComparisonScreen", 3)),
}
CLOSES = Effect("", top, lambda state: state != "ComparisonScreen", "ComparisonScreen")


def answer(app: App) -> tuple[str, State]:
    """What is open, and which kinds the comparison hides."""
    return type(app.screen).__name__, comparison(app).shown.choice.hidden


def note_left(app: App) -> tuple[str, list[str], list[str]]:
    """What is open, the notes and the drafts."""
    return type(app.screen).__name__, note_texts(app), drafts(app)


def settled(*notes: str, kept: tuple[str, ...] = ()) -> tuple[str, list[str], list[str]]:
    """The comparison is open again, with these notes and drafts."""
    return "ComparisonScreen", list(notes), list(kept)


def picked(app: App) -> tuple[str, str]:
    """What is open, and the right side."""
    return type(app.screen).__name__, sides(app)[1]


def row_decided(app: App) -> tuple[str, str]:
    """What is open, and how it stands with the row of the review."""
    review = next(screen for screen in app.screen_stack if isinstance(screen, ReviewScreen))
    assert review.at is not None
    return type(app.screen).__name__, review.desk.states[review.at].word


def rows_written(app: App) -> tuple[str, list[str]]:
    """What is open, and which tables of a person's own there are."""
    folder = cast(ReviewApp, app).request.folder
    return type(app.screen).__name__, sorted(path.name for path in folder.glob("*.csv"))


def review_message(app: App) -> str:
    """What the review says in the place of what is said of the row."""
    return (cast(ReviewScreen, app.screen).message or ("", ""))[0]


WAITING, ACCEPTED = ("ReviewScreen", "waiting"), ("ReviewScreen", "written")
REVIEW = {
    "accept": Effect("", row_decided, WAITING, ACCEPTED),
    "drop": Effect("", row_decided, WAITING, ("ReviewScreen", "dropped")),
    "accept-page": Effect("", review_message, "", lambda _, after: "on this page" in after),
    "accept-kind": Effect("", review_message, "", lambda _, after: "of this kind" in after),
    "correct": opens("Correction Correct: Providing a service to the victims of crime"),
    "undo": Effect("space", row_decided, ACCEPTED, WAITING),
    "next-undecided": Effect("", cursor, 0, 1),
    "previous-undecided": Effect("]", cursor, 1, 0),
    "undecided": Effect("", last_entry, anything, less),
    "write": opens("Question Write this?"),
    "file-down": Effect("", file_line, anything, more, "K"),
    "file-up": Effect("J J", file_line, anything, less, "K"),
    **IN_LIST,
    **ANYWHERE,
    "back": Effect("f", last_entry, anything, more),
    "quit": Effect("", exit_code, None, 0),
}
CORRECTING = ("Correction", "waiting")
STOPPED = Effect("", exit_code, None, 130)

EFFECTS: Mapping[str, Mapping[str, Effect]] = {
    "app": LEAVE,
    "country": COUNTRY,
    "find-line": FIND_LINE,
    "comparison": COMPARISON,
    "timeline": TIMELINE,
    "notes": NOTES,
    "text": {
        **moving(first_line, last_line),
        "copy": Effect("", clipboard, "", lambda _, after: "To the next change" in after),
        "close": CLOSES,
        **LEAVE,
    },
    "finder": {
        **IN_LIST,
        "choose-row": Effect(
            "end up", picked, ("Finder", "northamptonshire:2021-22"), ("ComparisonScreen", "wiltshire:2023-25")
        ),
        "cancel": CLOSES,
        **LEAVE,
    },
    "menu": {
        **IN_LIST,
        "choose-row": Effect("", written, [], ["northamptonshire@2017--northamptonshire@2021-22.toml"]),
        "close": CLOSES,
        **LEAVE,
    },
    "kinds": {
        **IN_LIST,
        "show-or-hide": Effect("", of_screen("_hidden"), frozenset(), lambda _, after: len(after) == 1, "space"),
        "show-all": Effect("space", of_screen("_hidden"), lambda state: len(state) == 1, frozenset()),
        "close": Effect("end space", answer, ("KindFilter", frozenset()), ("ComparisonScreen", frozenset({"unknown"}))),
        **LEAVE,
    },
    "sources": {
        **IN_LIST,
        "open": Effect("", clipboard, "", lambda _, after: after.startswith("https://")),
        "copy": Effect("", clipboard, "", lambda _, after: after.startswith("https://")),
        "kept-page": Effect("", top, lambda state: state.startswith("SourceDialog"), "ComparisonScreen"),
        "fetch": Effect(f"q home {'j ' * 11}o", top, lambda state: state.startswith("SourceDialog"), FETCH),
        "close": CLOSES,
        **LEAVE,
    },
    "search": {
        **IN_LIST,
        "go": Effect("down", row, ("SearchDialog", ""), lambda _, after: after[0] == "ComparisonScreen" and after[1]),
        "next-section": Effect("home", cursor, 0, more),
        "cancel": CLOSES,
        **LEAVE,
    },
    "form": {
        "next-field": Effect("", field, "note-text", "note-status", "shift+tab"),
        "previous-field": Effect("", field, "note-text", "note-save", "tab"),
        "save": Effect("x", note_left, ("NoteEditor", [], []), settled("x")),
        "discard": Effect("x", note_left, ("NoteEditor", [], []), settled()),
        "cancel": Effect("x", note_left, ("NoteEditor", [], []), settled(kept=("x",))),
        **LEAVE,
    },
    "conflict": {
        "mine": Effect("", note_left, ("ConflictDialog", ["theirs"], ["mine"]), settled("mine")),
        "theirs": Effect("", note_left, ("ConflictDialog", ["theirs"], ["mine"]), settled("theirs")),
        "both": Effect("", note_left, ("ConflictDialog", ["theirs"], ["mine"]), settled("theirs\nmine")),
        "close": Effect("", note_left, ("ConflictDialog", ["theirs"], ["mine"]), settled("theirs", kept=("mine",))),
        **LEAVE,
    },
    "contested": {
        "keep-first": Effect("", note_left, ("ContestedDialog", ["second"], []), settled("second")),
        "keep-second": Effect("", note_left, ("ContestedDialog", ["second"], []), settled("first")),
        "keep-all": Effect("", note_left, ("ContestedDialog", ["second"], []), settled("second\nfirst")),
        "close": Effect("", note_left, ("ContestedDialog", ["second"], []), settled("second")),
        **LEAVE,
    },
    "review": REVIEW,
    "page": {
        "file-down": Effect("", file_line, anything, more, "K"),
        "file-up": Effect("J J", file_line, anything, less, "K"),
        "close": Effect("", top, "PageScreen", "ComparisonScreen"),
        **LEAVE,
    },
    "fetching": {"stop-fetching": Effect("", of_screen("fetching.is_stopped"), False, True), **LEAVE},
    "reading": {"stop": STOPPED, "leave": STOPPED},
    "correction": {
        "next-field": Effect("", field, "item", "grade", "shift+tab"),
        "previous-field": Effect("tab", field, "grade", "item"),
        "pick": opens("Finder Item"),
        "save": Effect("tab left left left", row_decided, CORRECTING, ACCEPTED),
        "cancel": Effect("tab left left left", row_decided, CORRECTING, WAITING),
        **LEAVE,
    },
    "question": {
        **moving(first_line, last_line),
        "confirm": Effect("", rows_written, ("Question", []), ("ReviewScreen", ["findings.csv", "judgments.csv"])),
        "close": Effect("", rows_written, ("Question", []), ("ReviewScreen", [])),
        "copy": Effect("", clipboard, "", lambda _, after: "rows to add" in after),
        **LEAVE,
    },
}
"""By screen and action."""


LEAVING = {("country", "quit"), ("review", "quit"), ("reading", "stop"), *((screen, "leave") for screen in EFFECTS)}
"""After these there is nothing left to press."""


def new_on(screen: str, screens: Sequence[str]) -> list[actions.Action]:
    """Return the actions of a screen that no earlier one of `screens` lists: each once, where all take long."""
    known = {action for entry in screens[: screens.index(screen)] for action in listed(entry)}
    return [action for action in listed(screen) if action not in known]


def listed(screen: str) -> list[actions.Action]:
    """Return the actions of a screen, as the table of keys lists them."""
    return actions.actions_of(actions.SCREENS[screen])
