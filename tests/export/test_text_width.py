"""What is taken for narrow is one cell a character for rich too, whose measure stands for everything else."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, chop_cells

from peeldiff.export.text_width import chopped, is_narrow, text_width
from peeldiff.vocabulary import signs


def test_every_narrow_character_takes_one_cell() -> None:
    narrow = [sign for sign in map(chr, range(0x80, sys.maxunicode + 1)) if is_narrow(sign)]
    assert {sign for sign in narrow if cell_len(sign) != 1} == set()


def test_the_signs_of_the_vocabulary_and_of_prose_are_narrow() -> None:
    tables = (signs.KIND_SIGNS, signs.HOLLOW_SIGNS, signs.BASIS_SIGNS, signs.SOURCE_SIGNS)
    drawn = "".join(sign.unicode for table in tables for sign in table.values())
    assert is_narrow(drawn + "●◐▽★✕─…“”‘’–—£é")


@given(st.text(st.sampled_from("ab \u00e9≠–\u0301\u200d\ufe0f日本🙂\u00ad")), st.integers(2, 9))
def test_any_text_is_measured_and_cut_as_rich_does(text: str, width: int) -> None:
    assert text_width(text) == cell_len(text)
    assert chopped(text, width) == chop_cells(text, width)
