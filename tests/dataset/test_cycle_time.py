"""Which of two cycles came first, as their names tell: a table of names, and what holds for any names."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.dataset.time.cycle_order import find_days, find_order, sort_in_time

IN_ORDER = [
    ("31/12/2019", "01/02/2020"),
    ("03/04/2020", "15/04/2020"),
    ("31.12.19", "01.02.20"),
    ("2019-12-31 00:00:00", "2020-02-01 00:00:00"),
    ("2020-01-01 09:00", "2020-01-01T10:00"),
    ("20191231", "20200101"),
    ("31122019", "01022020"),
    ("201912", "202001"),
    ("29 Feb 2020", "1 March 2020"),
    ("28 February 2020", "March 2, 2020"),
    ("At 31 March 2019", "At 30 June 2019"),
    ("May 2019", "2019-06-02"),
    ("Dec-19", "Feb-20"),
    ("Sept 2019", "Oct 2019"),
    ("March", "June"),
    ("9", "10"),
    ("Round 9", "Round 10"),
    ("1st inspection", "2nd inspection"),
    ("2019 round 2", "2019 round 10"),
    ("2019-W52", "2020-W09"),
    ("1.5", "2.1"),
    ("PEEL 2017", "PEEL 2021/22"),
    ("2018/19", "2019/20"),
    ("2018", "2019/20"),
    ("FY19", "FY20"),
    ("FY99", "FY02"),
    ("2010-02", "2010-11"),
    ("2010-11", "2011-12"),
    ("Q4 2019", "Q1 2020"),
    ("2019/20 Q3", "2019/20 Q4"),
    ("Spring 2019", "Autumn 2019"),
    ("Winter 2019", "Spring 2021"),
    ("Autumn 2019/20", "Winter 2019/20"),
    ("Autumn term", "Spring term"),
    ("Autumn term 2019/20", "Spring term 2019/20"),
    ("Autumn term 2019", "Spring term 2020"),
    ("Interim 2018", "Final 2019"),
    ("99/00", "00/01"),
    ("98/99", "12/13"),
    ("19/20", "20/21"),
    ("PEEL 99/00", "PEEL 00/01"),
    ("'98", "'02"),
    ("Q4 19", "Q1 20"),
    ("Q4 19/20", "Q1 20/21"),
    ("Q4-19", "Q1-20"),
    ("4Q19", "1Q20"),
    ("Q4'19", "Q1'20"),
    ("H2 19", "H1 20"),
    ("Summer term 19", "Autumn term 20"),
    ("Autumn 19", "Spring 21"),
    ("Q42019", "Q12020"),
    ("Week 9", "Week 10"),
    ("FY 19/20", "FY 20/21"),
    ("1st quarter 2019", "2nd quarter 2020"),
    ("Oct-Dec 2019", "Jan-Mar 2020"),
    ("12 months to March 2019", "12 months to March 2020"),
    ("Winter 19/20", "Summer 21/22"),
    ("1999/00", "2000/01"),
    ("Term 3 2018", "Term 1 2019"),
    ("Ⅸ 2019", "Ⅹ 2020"),
    ("①", "②"),
    ("Dec-19", "Jan-20"),
    ("19 Dec", "20 Dec"),
    ("5/11/19 ", "12/11/19"),
    ("Cycle 2 (2019)", "Cycle 1 (2021)"),
    ("Michaelmas 2019", "Hilary 2020"),
    ("2019 Jan", "2019 Feb"),
    ("1 April 2019 - 31 March 2020", "1 April 2020 - 31 March 2021"),
    ("2019-03-31T23:00:00Z", "2019-04-01T00:00:00Z"),
    ("٩", "١٠"),
    ("Wave IX", "Wave X"),
    ("Wave VIII", "Wave IX"),
    ("2019 II", "2019 IV"),
    ("QIV 2018", "QIII 2019"),
    ("Phase one", "Phase two"),
    ("first inspection", "Third inspection"),
    ("first quarter of 2019", "second quarter of 2019"),
    ("2019-06", "2019-12"),
    ("2019/2", "2019/10"),
    ("2019-12-31T10:00:00+01:00", "2019-12-31T09:30:00Z"),
    ("2020-01-01T01:00:00Z", "2019-12-31T23:30:00-05:00"),
    ("01/01/2020 11:00", "01/01/2020 9:00 PM"),
    ("2020-01-01 9am", "2020-01-01 12.30 pm"),
    ("April 2018 - March 2019", "April 2019 - March 2020"),
    ("April 2018 to March 2019", "May 2019"),
    ("1/4/18 to 31/3/19", "1/4/19 to 31/3/20"),
    ("2018-04-01/2019-03-31", "2019-04-01/2020-03-31"),
    ("Round 3 (March 2019)", "Round 2 - April 2019"),
    ("Round 2 March", "Round 3 March"),
    ("Inspection of March 2019 (published May 2019)", "Inspection of June 2020 (published July 2020)"),
    ("FY2018", "FY2020"),
    ("2010s", "2020s"),
    ("20191231", "2020-01-01"),
    ("FYE 2019", "FYE 2020"),
    ("Ionawr 2019", "Mawrth 2020"),
    ("2019年3月", "2019年12月"),
    ("12 Mar", "1 Apr"),
    ("Q1 (Apr-Jun) 2019", "Q2 (Jul-Sep) 2019"),
    ("Q1 (Apr-Jun) 2019/20", "Q4 (Jan-Mar) 2019/20"),
]
UNTOLD = [
    ("Q1 (Apr-Jun) 2019", "Q4 (Jan-Mar) 2019"),
    ("03/04/2020", "04/03/2020"),
    ("Winter 2019", "Spring 2019"),
    ("Spring", "Autumn"),
    ("2019", "2019/20"),
    ("Round A", "Round B"),
    ("before", "after"),
    ("Interim 2019", "Final 2019"),
    ("1.5", "1.10"),
    ("98", "02"),
    ("9", "2019"),
    ("Jan 2019", "January 2019"),
    ("2019", "2019"),
    ("maybe", "june"),
    ("", "2019"),
    ("PEEL 98", "PEEL 02"),
    ("Dec 19", "Jan 20"),
    ("1/12", "2/1"),
    ("Week 52 19", "Week 1 20"),
    ("Week 52/19", "Week 1/20"),
    ("Q4 round 19", "Q1 round 20"),
    ("1-12", "2-1"),
    ("Round A", "Round I"),
    ("2019a", "2019b"),
    ("Monday", "Tuesday"),
    ("Survey 99", "Survey 03"),
    ("wave 3 19", "wave 1 20"),
    ("Round 12 of 98", "Round 1 of 02"),
    ("Nov-Jan", "Feb-Apr"),
    ("year to Jun 19", "year to Mar 20"),
    ("Janvier 2019", "Mars 2019"),
    ("2019-12-31T00:00", "2019-12-31"),
    ("2020-01-01 9:00 am", "2020-01-01"),
    ("10 years ago", "5 years ago"),
    ("t-2", "t-1"),
    ("previous inspection 1", "previous inspection 2"),
    ("before 2020", "2019"),
    ("pre-2012", "2011"),
    ("2019 onwards", "2020"),
    ("190603", "180703"),
    ("31-12-19", "01-02-20"),
    ("Nov 18/19", "Mar 18/19"),
    ("19-Mar", "20-Feb"),
    ("Round 2 March", "Round 3 January"),
    ("April 2018 - March 2019", "April 2018"),
    ("April 2018 - March 2019", "July 2018"),
    ("Jan 2019 - Mar 2019", "Jan 2019 - Jun 2019"),
    ("Ofsted 2012 framework, 2019", "Ofsted 2019 framework, 2015"),
    ("FY2019", "2018"),
    ("Q1 FY20", "2019-06"),
    ("2010s", "2015"),
    ("平成30年", "令和2年"),
]
NAMES = sorted({name for pair in (*IN_ORDER, *UNTOLD) for name in pair})


@pytest.mark.parametrize(("earlier", "later"), IN_ORDER)
def test_what_names_tell(earlier: str, later: str) -> None:
    assert (find_order(earlier, later), find_order(later, earlier)) == (-1, 1)


@pytest.mark.parametrize(("one", "other"), UNTOLD)
def test_what_names_do_not_tell(one: str, other: str) -> None:
    assert find_order(one, other) is find_order(other, one) is None


@given(st.lists(st.sampled_from(NAMES), unique=True, max_size=8))
def test_the_order_of_many_is_that_of_any_two(names: list[str]) -> None:
    ordered = sort_in_time(names)
    assert sorted(ordered) == sorted(names)
    assert not [pair for pair in itertools.combinations(ordered, 2) if find_order(*pair) == 1]


@given(st.text(max_size=20), st.text(alphabet="0123456789/-. qQaprmy", max_size=14))
def test_any_text_is_a_name(one: str, other: str) -> None:
    back = find_order(other, one)
    assert find_order(one, other) == (None if back is None else -back)


def test_days_are_told_by_the_whole_column() -> None:
    texts = ["03/04/2020", "31/12/2019", "2020-01-02", "1 May 2020", "soon"]
    assert [day and day.isoformat() for day in find_days(texts).values()] == [
        *("2020-04-03", "2019-12-31", "2020-01-02", "2020-05-01"),
        None,
    ]
    assert find_days(["03/04/2020"]) == {"03/04/2020": None}
