"""The keys in force: the defaults of the table with a person's own on top, as Textual takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from peeldiff.app.kit.actions import BY_ID, SCREENS, Action, actions_of
from peeldiff.app.kit.key_names import key_label, textual_name
from peeldiff.errors import SettingsError
from peeldiff.text import inert, near


@dataclass(frozen=True)
class Keys:
    """The keys in force: the defaults with a person's own on top."""

    own: Mapping[str, tuple[str, ...]]
    ascii: bool = False
    """Whether keys are named in words, because the terminal has no arrows."""

    def of(self, action: Action) -> tuple[str, ...]:
        """Return the keys of an action, as they are written in the settings."""
        return self.own.get(action.id) or tuple(action.keys.split())

    def shown(self, action: Action) -> str:
        """Return the first key of an action as a person reads it."""
        return key_label(self.of(action)[0], words=self.ascii)

    @property
    def keymap(self) -> dict[str, str]:
        """A person's own keys in the form that Textual takes."""
        return {action: ",".join(textual_name(key) for key in keys) for action, keys in self.own.items()}


def chosen(settings: Mapping[str, str], *, ascii_only: bool = False, at: Callable[[str], str] = lambda _: "") -> Keys:
    """Check the settings' keys and return the keys in force; `at` tells where one was set.

    Raises SettingsError for an unknown action, or two actions on one key of one screen.
    """
    own: dict[str, tuple[str, ...]] = {}
    for action, bound in settings.items():
        if action not in BY_ID:
            raise SettingsError(f"{at(f'keys.{action}')}keys.{inert(action)}: no such action{near(action, BY_ID)}")
        own[action] = tuple(key.strip() for key in bound.split(",") if key.strip())
        if not own[action]:
            raise SettingsError(f'{at(f"keys.{action}")}keys.{action}: expected a key such as "ctrl+e"')
    keys = Keys(own, ascii_only)
    for contexts in SCREENS.values():
        _refuse_clashes(keys, contexts, at)
    return keys


def _refuse_clashes(keys: Keys, contexts: Iterable[str], at: Callable[[str], str]) -> None:
    taken: dict[str, Action] = {}
    for action in actions_of(contexts):
        for key in keys.of(action):
            other = taken.setdefault(textual_name(key), action)
            if other is action:
                continue
            own = action if action.id in keys.own else other
            written = next(its for its in keys.of(own) if textual_name(its) == textual_name(key))
            where = at(f"keys.{own.id}")
            raise SettingsError(
                f'{where}keys.{own.id}: "{inert(written)}" is the key of {other.id} and of {action.id} at once: '
                "give one of them another key"
            )


def bindings(screen: str) -> list[BindingType]:
    """Return the bindings of a screen with their default keys; the app's keymap changes them."""
    return [
        Binding(
            ",".join(textual_name(key) for key in action.keys.split()),
            action.call,
            action.label,
            id=action.id,
            priority=action.context == "app",
        )
        for action in actions_of(SCREENS[screen])
        if action.context != "app" or screen == "app"
    ]


def footer(screen: str) -> list[Action]:
    """Return the actions of a screen's footer, in their order."""
    return sorted((action for action in actions_of(SCREENS[screen]) if action.footer), key=lambda action: action.footer)
