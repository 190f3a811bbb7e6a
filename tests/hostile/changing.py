"""Changes sound input at random, as accidents and malice would."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import strategies as st

from hostile.corpus import TEXTS

Files = dict[str, bytes]
BYTES = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b'"',
    b"'",
    b",",
    b"\xc3",
    b"\xed\xa0\x80",
    b"[[",
    b"=",
    b"\x1b]0;x\x07",
)
VALUES = (
    *("", " ", "-", "0", "-1", "1e400", "nan", "inf", "null", "true", "2016-02-30", "99999-01-01", "none", "absent"),
    *("a", "b", "one", "two", "four", "q1", "p", "t1", "good", "adequate", "revised", "carried-over", "withheld"),
    *("report", "pillar", "question", "area", "unknown", "m1", "f-one-1", "9" * 400, *TEXTS.values()),
)
TOML_VALUES = (
    *(
        "1",
        "-0.5",
        "inf",
        "true",
        "[]",
        "{}",
        '""',
        '"a"',
        "1979-05-27",
        "07:32:00",
        "[[1], ['a']]",
        "{ a = { b = 1 } }",
    ),
    *(
        '"one"',
        '"four-tier"',
        '"none"',
        '"direct"',
        '["good"]',
        '"\\u0000"',
        '"\\u001b]0;x\\u0007"',
        "0xffffffffffffffffff",
    ),
    *("9" * 5000, '"' + "x" * 5000 + '"', "[" * 300 + "]" * 300, "{a=" * 120 + "1" + "}" * 120, "nan", "'''\n'''"),
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1", "cp037")


def draw_files(data: st.DataObject, files: Files, most: int = 4) -> Files:
    """Return files of a dataset with one to `most` changes."""
    changed = dict(files)
    for _ in range(data.draw(st.integers(1, most))):
        if not changed:
            break
        name = data.draw(st.sampled_from(sorted(changed)))
        what = data.draw(st.sampled_from(("cells", "cells", "cells", "lines", "lines", "bytes", "whole")))
        if what == "whole":
            _whole(data, changed, name)
        elif what == "cells" and name.endswith(".csv"):
            changed[name] = draw_table(data, changed[name])
        elif what == "bytes":
            changed[name] = draw_bytes(data, changed[name])
        else:
            changed[name] = draw_lines(data, changed[name])
    return changed


def _whole(data: st.DataObject, files: Files, name: str) -> None:
    """Delete, empty, swap, rename or recode a file."""
    other = data.draw(st.sampled_from(sorted(files)))
    what = data.draw(st.sampled_from(("delete", "empty", "swap", "rename", "recode", "returns")))
    if what == "delete":
        del files[name]
    elif what == "empty":
        files[name] = b""
    elif what == "swap":
        files[name], files[other] = files[other], files[name]
    elif what == "rename":
        files[name.replace(".csv", ".parquet").replace("one.", "eins.")] = files.pop(name)
    elif what == "recode":
        text = files[name].decode("utf-8", "replace")
        files[name] = text.encode(data.draw(st.sampled_from(_ENCODINGS)), "replace")
    else:
        files[name] = files[name].replace(b"\n", data.draw(st.sampled_from((b"\r\n", b"\r", b"\n\n", b"\n\r"))))


def draw_bytes(data: st.DataObject, content: bytes) -> bytes:
    """Return bytes with a piece cut out, doubled, turned over or put in."""
    start = data.draw(st.integers(0, len(content)))
    end = min(len(content), start + data.draw(st.integers(0, 40)))
    piece = content[start:end]
    what = data.draw(st.sampled_from(("cut", "double", "flip", "put", "end")))
    if what == "cut":
        piece = b""
    elif what == "double":
        piece = piece * data.draw(st.integers(2, 50))
    elif what == "flip":
        piece = bytes(byte ^ 1 << data.draw(st.integers(0, 7)) for byte in piece[:3]) + piece[3:]
    elif what == "put":
        piece = data.draw(st.one_of(st.sampled_from(BYTES), st.binary(max_size=8))) + piece
    else:
        return content[:start]
    return content[:start] + piece + content[end:]


def draw_lines(data: st.DataObject, content: bytes) -> bytes:
    """Return text with one line dropped, doubled, moved, or its value become another."""
    lines = content.split(b"\n")
    place, to = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
    what = data.draw(st.sampled_from(("drop", "double", "move", "value", "value", "key")))
    key, sign, _ = lines[place].partition(b"=")
    if what == "value" and sign:
        lines[place] = key + b"= " + data.draw(st.sampled_from(TOML_VALUES)).encode()
    elif what == "key" and sign:
        lines[place] = (
            data.draw(st.sampled_from((b"odd ", b'"" ', b'"\\u001b[2J" ', b"a.b.c ", b"id ")))
            + lines[place][len(key) :]
        )
    elif what == "drop":
        del lines[place]
    elif what == "double":
        lines.insert(to, lines[place])
    else:
        lines.insert(to, lines.pop(place))
    return b"\n".join(lines)


def draw_table(data: st.DataObject, content: bytes) -> bytes:
    """Return CSV with a cell, row or column changed."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8"))))
    except (csv.Error, UnicodeDecodeError):
        return draw_bytes(data, content)
    if not rows or not rows[0]:
        return content
    row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
    what = data.draw(
        st.sampled_from(("cell", "cell", "cell", "drop row", "double row", "drop column", "double column", "header"))
    )
    if what == "cell" and column < len(rows[row]):
        others = [entry[column] for entry in rows if column < len(entry)]
        rows[row][column] = data.draw(st.one_of(st.sampled_from(VALUES), st.sampled_from(others)))
    elif what == "drop row":
        del rows[row]
    elif what == "double row":
        rows.insert(row, list(rows[row]))
    elif what == "header":
        rows[0][column % len(rows[0])] = data.draw(st.sampled_from(VALUES))
    else:
        for one in rows:
            if column < len(one):
                one[column : column + 1] = [] if what == "drop column" else [one[column]] * 2
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")


def draw_word(data: st.DataObject) -> Any:  # noqa: ANN401  (text)
    """Return a word for a command line: no address, which would be fetched, and no NUL, which no system passes on."""
    word = data.draw(st.one_of(st.sampled_from(VALUES), st.text(max_size=12)))
    return word.replace("\0", "").replace("://", ":/")
