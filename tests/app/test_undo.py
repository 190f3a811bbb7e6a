"""What was changed is taken back, the last first, and it is said what it was."""

from __future__ import annotations

from peeldiff.app.kit import undo


def test_changes_are_taken_back_the_last_first() -> None:
    stack, value = undo.UndoStack(), [""]
    for text in ("a", "b"):
        before, value[0] = value[0], text
        stack.record(f'the filter "{text}"', lambda before=before: value.__setitem__(0, before))  # type: ignore[misc]
    assert (stack.undo(), value) == ('Took back: the filter "b".', ["a"])
    assert (stack.undo(), value, bool(stack)) == ('Took back: the filter "a".', [""], False)
    assert stack.undo() == undo.NOTHING


def test_what_only_begins_says_so() -> None:
    stack, begun = undo.UndoStack(), []
    stack.record("the note", lambda: begun.append(1), waits=True)
    assert (stack.undo(), begun) == ("Taking back: the note…", [1])


def test_what_is_still_being_kept_is_taken_back_once_it_is() -> None:
    stack, taken = undo.UndoStack(), list[str]()
    stack.record("the filter", lambda: taken.append("filter"))
    stack.expect()
    assert stack
    assert stack.undo() == "Taking back what is being kept…"
    assert stack.record_expected("the verdict", lambda: taken.append("verdict")) == "Taking back: the verdict…"
    assert taken == ["verdict"]
    assert (stack.undo(), taken) == ("Took back: the filter.", ["verdict", "filter"])


def test_what_could_not_be_kept_is_expected_no_more() -> None:
    stack, taken = undo.UndoStack(), list[str]()
    stack.expect()
    stack.undo()
    stack.give_up()
    assert (stack.undo(), bool(stack)) == (undo.NOTHING, False)
    stack.expect()
    assert stack.record_expected("the verdict", lambda: taken.append("verdict")) == ""
    assert (stack.undo(), taken) == ("Taking back: the verdict…", ["verdict"])
