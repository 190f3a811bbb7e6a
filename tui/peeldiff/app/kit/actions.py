"""Every action of the interface in one table: its id, keys, words and where it works.

Bindings, footer, help, command palette and the settings' `[keys]` are all made from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """One thing that a key does: a command of the screen by that id, or an action of the app."""

    id: str
    keys: str
    """The default keys, divided by blanks; letters and arrows stand together."""
    label: str
    """A word or two for the footer."""
    description: str
    """A sentence for the help and the command palette."""
    context: str
    footer: int = 0
    """The place in the footer, from 1; 0 for none."""

    @property
    def call(self) -> str:
        """The action as Textual calls it on the screen."""
        return f"app.{self.id}" if self.context == "app" else f"command('{self.id}')"


CONTEXTS: Mapping[str, str] = {
    "everywhere": "Everywhere",
    "lines": "Moving",
    "detail": "Detail pane",
    "detail-pane": "Detail pane",
    "comparison": "Comparison",
    "sides": "The two sides",
    "country": "The country",
    "find-line": "While you type what to find",
    "across": "From column to column",
    "timeline": "The timeline",
    "notes": "The notes",
    "review": "The review of imported rows",
    "undo": "What you changed",
    "file": "The file beside them",
    "reading": "While files are read",
    "fetching": "While pages are fetched",
    "lookup": "Looking things up",
    "searching": "Searching",
    "views": "Where to go",
    "tabs": "The tabs of the comparison",
    "dialog": "In a dialog",
    "text": "In a text",
    "form": "In a form",
    "draft": "What was begun",
    "choices": "Where there is something to choose",
    "question": "Before something is done",
    "finder": "In a list that finds as you type",
    "kinds": "In the filter",
    "sources": "Among the sources",
    "search": "In the search",
    "conflict": "When two people changed one note",
    "contested": "When copies of the notes were merged",
    "typing": "While typing",
    "app": "Everywhere",
}
"""Where actions work, with the heading of the help."""
_E, _L, _D, _C, _S = "everywhere", "lines", "detail", "comparison", "country"
ACTIONS: tuple[Action, ...] = (
    Action("up", "up k", "move", "One line up", _L),
    Action("down", "down j", "move", "One line down", _L, footer=15),
    Action("page-up", "pageup ctrl+u", "page", "One page up", _L),
    Action("page-down", "pagedown ctrl+d", "page", "One page down", _L),
    Action("top", "home g", "top", "To the first line", _L),
    Action("bottom", "end G", "bottom", "To the last line", _L),
    Action("next-change", "]", "next", "To the next change", _C, footer=1),
    Action("previous-change", "[", "previous", "To the previous change", _C),
    Action("detail", "enter", "detail", "Make the detail pane taller, or as it was", _D, footer=3),
    Action("detail-down", "J shift+down", "detail down", "Scroll the detail pane down", "detail-pane"),
    Action("detail-up", "K shift+up", "detail up", "Scroll the detail pane up", "detail-pane"),
    Action("filter", "f", "filter", "Show or hide rows by their kind", _C, footer=4),
    Action("fold", "z", "fold", "Fold away what did not change, or unfold it", _C, footer=10),
    Action("swap", "s", "swap", "Swap the two sides", _C, footer=10),
    Action("note", "e", "note", "Write a note on this row", _C, footer=7),
    Action(
        "export", "w", "export", "Write the notes file of this comparison, or the paper for a committee", _C, footer=8
    ),
    Action(
        "search", "/", "search", "Search everything that is loaded, with results as you type", "searching", footer=9
    ),
    Action("next-hit", "n", "next hit", "To the next search hit", _C),
    Action("previous-hit", "N", "previous hit", "To the previous search hit", _C),
    Action("why", "i", "why", "Why, in full: reason, basis, who says so, sources", "lookup", footer=11),
    Action("definition", "d", "define", "What the grades and terms of this row mean", "lookup"),
    Action("source", "o", "source", "Open or copy the addresses of this row's sources", "lookup"),
    Action("update", "U", "update", "Fetch the inspectorate's pages that fill the gaps of this inspection", "lookup"),
    Action("same", "=", "same", "Both findings of this row speak of the same; again: nothing is said", _C),
    Action("not-same", "x", "not the same", "Both findings of this row do not speak of the same", _C),
    Action("pair", "m", "pair", "Mark this finding; on one of the other side, pair the two by hand", _C),
    Action("judgments", "1", "judgments", "Show the judgments", "tabs"),
    Action("findings", "2", "findings", "Show the findings", "tabs"),
    Action("figures", "3", "figures", "Show the figures", "tabs"),
    Action("pick-left", "a", "left side", "Choose the inspection of the left side", _C, footer=12),
    Action("pick-right", "b", "right side", "Choose the inspection of the right side", _C, footer=13),
    Action("left-earlier", "(", "left earlier", "Left side: the force's previous cycle", "sides"),
    Action("left-later", ")", "left later", "Left side: the force's next cycle", "sides"),
    Action("right-earlier", "{", "right earlier", "Right side: the force's previous cycle", "sides"),
    Action("right-later", "}", "right later", "Right side: the force's next cycle", "sides"),
    Action("choose", "enter", "open", "Open this force, or compare what is marked", _S, 1),
    Action("find", "/", "find", "Find forces by name, place, grade, item, cycle or status, as you type", _S, 2),
    Action("fit", "f", "filter", "Only forces with a judgment of some grade, status or item", _S, 3),
    Action("mark-left", "a", "left", "Mark this inspection as the left side, or take the mark back", _S, 4),
    Action("mark-right", "b", "right", "Mark this inspection as the right side, or take the mark back", _S, 5),
    Action("column-left", "left h", "column", "To the column left of this", "across"),
    Action("column-right", "right l", "column", "To the column right of this", "across", footer=13),
    Action("next-view", "v tab", "view", "Every cycle, one cycle in detail, or the change between two", _S, 6),
    Action("previous-view", "V shift+tab", "view", "The view before", _S),
    Action("sort", "s", "sort", "Sort by this column: best first, worst first, by name", _S, 7),
    Action("regions", "r", "regions", "Put the forces of a region together, or not", _S, 8),
    Action("last", ". ctrl+o", "last", "Open the last comparison again, as it was", _S, 9),
    Action("search-all", "ctrl+f", "search", "Search everything that is loaded, with results as you type", _S, 10),
    Action("keep", "enter", "keep", "Keep what is found, or open it if it is the only force", "find-line", footer=1),
    Action("clear", "escape", "clear", "Show every force again", "find-line", footer=2),
    Action("search-typed", "tab ctrl+f", "search all", "Search everything for what is typed", "find-line", footer=3),
    Action("timeline", "4", "timeline", "Show this force through time", "views", footer=8),
    Action("notes", "5", "notes", "Show the notes: of this comparison, or every one", "views", footer=10),
    Action("country", "0", "country", "The country: every force in every cycle", "views"),
    Action("compare-cell", "enter", "compare", "Compare this cycle with the one before", "timeline", footer=1),
    Action("other-force", "s", "other force", "The other force of the comparison", "timeline"),
    Action("go-to-note", "enter", "go there", "Go to the row that this note is about", "notes", footer=1),
    Action("order", "s", "order", "Order by due date, by status or by owner", "notes", footer=2),
    Action("unfinished", "z", "unfinished", "Only notes that are not done, or every one", "notes", footer=3),
    Action("everywhere", "a", "all or these", "The notes of this comparison, or of every one", "notes", footer=4),
    Action("edit-note", "e", "note", "Write on this note, or choose between what several people wrote", "notes", 2),
    Action("contested", "c", "contested", "Only notes that wait for a choice between texts", "notes", footer=6),
    Action("accept", "space y", "accept", "Accept this row: it is written", "review", footer=1),
    Action("drop", "x", "drop", "Leave this row out", "review", footer=2),
    Action("correct", "e", "correct", "Correct this row, or make one of a line not placed", "review", footer=3),
    Action("undo", "u", "undo", "Take back the last thing that you changed, and say what it was", "undo", footer=5),
    Action("accept-page", "Y", "page", "Accept what is read with medium confidence on this page", "review"),
    Action("accept-kind", "A", "kind", "Accept all of this kind that is read with medium confidence", "review"),
    Action("next-undecided", "]", "next", "To the next row that wants a decision", "review", footer=4),
    Action("previous-undecided", "[", "previous", "To the previous row that wants a decision", "review"),
    Action("undecided", "f", "filter", "Only what wants a decision, or everything", "review", footer=7),
    Action("write", "w", "write", "See what would be written, and write it", "review", footer=6),
    Action("file-down", "J shift+down", "file", "Scroll the file down", "file", footer=8),
    Action("file-up", "K shift+up", "file up", "Scroll the file up", "file"),
    Action("stop", "escape q", "stop", "Stop reading and leave; nothing is written", "reading", footer=1),
    Action("stop-fetching", "escape q", "stop", "Stop: what came is kept, and shown", "fetching", footer=1),
    Action("choose-row", "enter", "choose", "Choose this line", "finder", footer=2),
    Action("show-or-hide", "space enter", "tick", "Tick this line, or take the tick away", "kinds", footer=2),
    Action("show-all", "0", "show all", "Show everything", "kinds", footer=3),
    Action("fetch", "u", "update", "Fetch the pages that fill the gaps of this inspection", "sources", footer=3),
    Action(
        "kept-page", "v", "page", "Show the page that was fetched, where this row stands in it", "sources", footer=4
    ),
    Action("open", "enter", "open", "Open this address in a browser, or copy it", "sources", footer=2),
    Action("go", "enter", "go there", "Go to what was found", "search", footer=2),
    Action("next-section", "tab", "section", "To the next heading of the results", "search", footer=3),
    Action("mine", "m", "mine", "Keep what you wrote; theirs stays in the history", "conflict", footer=2),
    Action("theirs", "t", "theirs", "Keep what they wrote", "conflict", footer=3),
    Action("both", "b", "both", "Keep both texts", "conflict", footer=4),
    Action(
        "keep-first", "1", "the first", "Keep the first text; the others stay in the history", "contested", footer=2
    ),
    Action("keep-second", "2", "the second", "Keep the second text", "contested", footer=3),
    Action("keep-all", "b", "all", "Keep every text, one below the other", "contested", footer=4),
    Action("next-field", "tab", "next field", "To the next field", "form", footer=1),
    Action("previous-field", "shift+tab", "previous field", "To the previous field", "form"),
    Action("save", "f2 ctrl+t", "save", "Save what stands here", "form", footer=2),
    Action("discard", "f8 ctrl+r", "throw away", "Throw away what is not saved, the draft too", "draft", footer=3),
    Action("pick", "enter", "list", "Choose from a list that finds as you type", "choices", footer=3),
    Action("confirm", "enter", "yes", "Yes, do it", "question", footer=1),
    Action("close", "q escape", "close", "Close this", "dialog", footer=9),
    Action("cancel", "escape", "cancel", "Close this and leave everything as it was", "typing", footer=9),
    Action("copy", "c", "copy", "Send this text to the terminal's clipboard", "text", footer=8),
    Action("help", "? f1", "help", "The keys of where you are", _E, footer=20),
    Action("palette", "ctrl+p :", "commands", "Every command, by name", _E, footer=14),
    Action("theme", "t", "theme", "The next theme", _E),
    Action("picture", "p f12", "picture", "Save a picture of the screen, as SVG and as text", _E),
    Action("back", "escape", "back", "Back: out of a search, a dialog or this screen", _E),
    Action("quit", "q", "quit", "Back to the start, or leave peeldiff", _E, footer=21),
    Action("leave", "ctrl+q ctrl+c", "leave", "Leave peeldiff at once", "app"),
)
SCREENS: Mapping[str, tuple[str, ...]] = {
    "app": ("app",),
    "country": ("country", "undo", "across", "sides", "views", "lines", "detail-pane", "everywhere", "app"),
    "find-line": ("find-line", "app"),
    "comparison": (
        *("comparison", "undo", "tabs", "searching", "views", "sides", "lookup"),
        *("lines", "detail", "detail-pane", "everywhere", "app"),
    ),
    "timeline": (
        *("timeline", "undo", "across", "tabs", "searching", "views", "lookup"),
        *("lines", "detail-pane", "everywhere", "app"),
    ),
    "notes": ("notes", "undo", "tabs", "searching", "views", "lines", "detail-pane", "everywhere", "app"),
    "text": ("lines", "text", "dialog", "app"),
    "finder": ("lines", "finder", "typing", "app"),
    "menu": ("lines", "finder", "dialog", "app"),
    "kinds": ("lines", "kinds", "dialog", "app"),
    "sources": ("lines", "sources", "text", "dialog", "app"),
    "search": ("lines", "search", "typing", "app"),
    "conflict": ("conflict", "dialog", "app"),
    "contested": ("contested", "dialog", "app"),
    "form": ("form", "draft", "typing", "app"),
    "review": ("review", "undo", "lines", "file", "everywhere", "app"),
    "reading": ("reading", "app"),
    "fetching": ("fetching", "app"),
    "page": ("file", "dialog", "app"),
    "correction": ("form", "choices", "typing", "app"),
    "question": ("lines", "question", "text", "dialog", "app"),
}
"""Which contexts meet on which screen; there no two actions may share a key."""
BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}


def actions_of(contexts: Iterable[str]) -> list[Action]:
    """Return the actions of some contexts, in the order of the table."""
    wanted = set(contexts)
    return [action for action in ACTIONS if action.context in wanted]
