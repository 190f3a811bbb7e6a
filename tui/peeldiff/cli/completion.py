"""`peeldiff --completion bash|zsh|fish`: a static script, made from the parsers of the commands.

It knows commands, options and the words that an option takes; other values are files. Nothing runs
when a person presses the tab key but the shell itself.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from peeldiff.cli.parsing import COMMANDS, CommaList, interface_parser


@dataclass(frozen=True)
class _Option:
    names: tuple[str, ...]
    description: str
    takes: bool
    """Whether a value follows."""
    values: tuple[str, ...]
    listed: bool
    """Whether several values can follow, divided by commas."""


def script(shell: str) -> str:
    """Return the script for bash, zsh or fish."""
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]()


def _commands() -> dict[str, list[_Option]]:
    """Return the options of each command; "" stands for a call without one."""
    found = {"": _options(interface_parser())}
    for name, command in COMMANDS.items():
        found[name] = _options(import_module(f"peeldiff.cli.commands.{command.module}").parser())
    return found


def _options(parser: argparse.ArgumentParser) -> list[_Option]:
    """Return the options of a parser and, in one list, those of the commands within it."""
    found: dict[tuple[str, ...], _Option] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                found[(word,)] = _Option((word,), "", False, (), False)
                found.update({option.names: option for option in _options(inner)})
        elif action.option_strings and action.help != argparse.SUPPRESS:
            kind = action.type
            listed = isinstance(kind, CommaList)
            values = kind.allowed if isinstance(kind, CommaList) else tuple(map(str, action.choices or ()))
            names = tuple(action.option_strings)
            found[names] = _Option(names, (action.help or "").replace("%%", "%"), action.nargs != 0, values, listed)
    return list(found.values())


def _bash() -> str:
    lines = [
        "# bash completion for peeldiff: source it, or put it in ~/.local/share/bash-completion/completions/peeldiff",
        "_peeldiff() {",
        '  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command="" one head=""',
        "  COMPREPLY=()",
        '  for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
        f"    case $one in {'|'.join(COMMANDS)}) command=$one; break ;; esac",
        "  done",
        '  case "$command $before" in',
        *_bash_values(),
        "  esac",
        '  case "$command" in',
    ]
    for name, options in _commands().items():
        words = [word for option in options for word in option.names]
        words = [*COMMANDS, *words] if not name else words
        lines.append(f'    "{name}") COMPREPLY=($(compgen -W "{" ".join(words)}" -- "$word")) ;;')
    lines += ["  esac", "}", "complete -o default -F _peeldiff peeldiff", ""]
    return "\n".join(lines)


def _bash_values() -> Iterator[str]:
    """Walk over the cases of an option before the word; what takes a file is left to the shell."""
    for name, options in _commands().items():
        for option in options:
            if not option.takes:
                continue
            case = "|".join(f'"{name} {word}"' for word in option.names)
            if not option.values:
                yield f"    {case}) return ;;"
                continue
            words = " ".join(option.values)
            head = 'head=${word%"${word##*,}"}; ' if option.listed else ""
            yield f'    {case}) {head}COMPREPLY=($(compgen -P "$head" -W "{words}" -- "${{word#"$head"}}")); return ;;'


def _zsh() -> str:
    lines = ["#compdef peeldiff", "# zsh completion for peeldiff: put it as _peeldiff into a folder of $fpath"]
    lines += ["_peeldiff() {", "  local command", "  for command in $words[2,CURRENT-1]; do"]
    lines += [f"    case $command in ({'|'.join(COMMANDS)}) break ;; esac", "    command=", "  done"]
    lines += ["  case $command in"]
    for name, options in _commands().items():
        first = " ".join(f"{name}\\:{_quoted(command.summary)}" for name, command in COMMANDS.items())
        rest = [f"'1:command:(({first}))'"] if not name else []
        specs = [*rest, *(_zsh_option(option) for option in options if option.names[0].startswith("-"))]
        lines += [f"    ('{name}') _arguments " + " ".join([*specs, "'*:file:_files'"]) + " ;;"]
    return "\n".join([*lines, "  esac", "}", 'if [[ $funcstack[1] == _peeldiff ]]; then _peeldiff "$@"', "else"]) + (
        "\n  compdef _peeldiff peeldiff\nfi\n"
    )


def _zsh_option(option: _Option) -> str:
    description = _quoted(option.description).replace("[", "(").replace("]", ")")
    words = " ".join(option.values)
    value = ""
    if option.takes:
        action = f"_values -s , value {words}" if option.listed else f"({words})" if words else "_files"
        value = f":value:{action}"
    return " ".join(f"'*{name}[{description}]{value}'" for name in option.names)


def _quoted(text: str) -> str:
    """Return text that can stand within the single quotes of a shell and the fields of zsh."""
    return text.replace("'", "’").replace(":", "\\:").replace("\n", " ")


def _fish() -> str:
    lines = ["# fish completion for peeldiff: put it into ~/.config/fish/completions/peeldiff.fish"]
    for name, command in COMMANDS.items():
        lines.append(f"complete -c peeldiff -n __fish_use_subcommand -a {name} -d '{_plain(command.summary)}'")
    for name, options in _commands().items():
        when = f"'__fish_seen_subcommand_from {name}'" if name else "__fish_use_subcommand"
        for option in options:
            words = [f"-{'l' if word.startswith('--') else 's'} {word.lstrip('-')}" for word in option.names]
            if not option.names[0].startswith("-"):
                words = [f"-a {option.names[0]}"]
            value = " -r" if option.takes else ""
            if option.values:
                listed = " ".join(option.values)
                value = f" -x -a '(__fish_append , {listed})'" if option.listed else f" -x -a '{listed}'"
            lines.append(f"complete -c peeldiff -n {when} {' '.join(words)}{value} -d '{_plain(option.description)}'")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
