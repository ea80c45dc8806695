"""What is different from the report before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from chanfa_check.across.gathered import Gathered
from chanfa_check.across.reported import reported
from chanfa_check.across.summary import summarize
from chanfa_check.model import Checked, Reported, Turn
from tests.across.made import CIXI, checked, day


def turns(*submissions: Checked, before: tuple[Reported, ...] = ()) -> list[tuple[Turn, str, str, str]]:
    found = summarize(Gathered(submissions), (CIXI,), before=before).changes
    return [(one.turn, one.indicator, one.before_shown, one.now_shown) for one in found]


def recorded(*submissions: Checked, order: int = 1, current: bool = True) -> tuple[Reported, ...]:
    return tuple(replace(one, order=order, current=current) for each in submissions for one in reported(each))


@pytest.mark.parametrize(
    ("before", "now", "turn"),
    [
        ("95.2%", "93.8%", Turn.NEWLY_SHORT),
        ("93.8%", "95%", Turn.NEWLY_MET),
        ("93.8%", "94.9%", None),
        ("96%", "95%", None),
        (None, "95%", Turn.NEWLY_MET),
        (None, "94.9%", Turn.NEWLY_SHORT),
        ("看不懂", "94.9%", Turn.NEWLY_SHORT),
        ("96%", None, None),
    ],
)
def test_from_month_to_month(before: Any, now: Any, turn: Turn | None, tmp_path: Path) -> None:
    may = checked(tmp_path, "市总工会", "2020年5月", {"4.1b": before})
    june = checked(tmp_path, "市总工会", "2020年6月", {"4.1b": now})
    expected = [] if turn is None else [turn]
    for found in (turns(june, before=recorded(may)), turns(may, june)):
        assert [one[0] for one in found if one[1] == "4.1b"] == expected


def test_the_latest_earlier_period_is_compared_with_even_after_a_gap(tmp_path: Path) -> None:
    march, april, june = (
        checked(tmp_path, "市总工会", f"2020年{month}月", {"4.1b": value})
        for month, value in ((3, "96%"), (4, "90%"), (6, "91%"))
    )
    assert turns(june, before=recorded(march, april)) == []


def test_two_that_disagreed_are_nothing_to_compare_with(tmp_path: Path) -> None:
    one = checked(tmp_path, "市总工会", "2020年5月", {"4.1b": "96%"}, name="市总工会一")
    other = checked(tmp_path, "市总工会", "2020年5月", {"4.1b": "90%"}, name="市总工会二")
    june = checked(tmp_path, "市总工会", "2020年6月", {"4.1b": "93%"})
    assert turns(june, before=recorded(one, other)) == []


def test_a_correction_within_one_run(tmp_path: Path) -> None:
    first = checked(tmp_path, "市总工会", "2020年6月", {"4.1b": "93.8%", "3.4a": "96%"}, name="市总工会一")
    later = checked(tmp_path, "市总工会", "2020年6月", {"4.1b": "95.1%", "3.4a": "96%"}, name="市总工会（更正）")
    assert turns(first, later) == [(Turn.CORRECTED, "4.1b", "93.8%", "95.1%")]


def test_a_later_report_for_a_recorded_period_corrects_it_once_and_for_all(tmp_path: Path) -> None:
    first = checked(tmp_path, "市总工会", "2020年6月", {"4.1b": "93.8%"}, name="市总工会一")
    later = checked(tmp_path, "市总工会", "2020年6月", {"4.1b": "95.1%"}, name="市总工会二")
    corrected = [(Turn.CORRECTED, "4.1b", "93.8%", "95.1%")]
    assert turns(later, before=recorded(first)) == corrected
    # The same run once more, when the ledger has both.
    both = (*recorded(first, order=1, current=False), *recorded(later, order=2))
    assert turns(later, before=both) == corrected
    # The old file once more corrects nothing.
    assert turns(first, before=both) == []
    # Nor do two that came together and disagree.
    assert turns(first, later, before=(*recorded(first, order=1), *recorded(later, order=2))) == []


def test_what_was_corrected_for_may_is_what_june_is_compared_with(tmp_path: Path) -> None:
    wrong = checked(tmp_path, "市总工会", "2020年5月", {"4.1b": "93%"}, name="市总工会五月")
    right = checked(tmp_path, "市总工会", "2020年5月", {"4.1b": "95%"}, name="市总工会五月（更正）")
    june = checked(tmp_path, "市总工会", "2020年6月", {"4.1b": "95%"})
    past = (*recorded(wrong, order=1, current=False), *recorded(right, order=2))
    assert turns(june, before=past) == []
    found = summarize(Gathered([june]), (CIXI,), before=recorded(wrong)).changes
    assert [(one.before_as_of, one.as_of) for one in found] == [(day(5, 31), day(6, 30))]


def test_a_file_that_comes_back_as_a_correction_corrects_what_had_replaced_it(tmp_path: Path) -> None:
    first = checked(tmp_path, "市总工会", "2020年6月", {"4.1b": "93.8%"}, name="市总工会一")
    other = checked(tmp_path, "市总工会", "2020年6月", {"4.1b": "95.1%"}, name="市总工会二")
    past = [
        *recorded(first, order=1, current=False),
        *recorded(other, order=2, current=False),
        *recorded(first, order=3),
    ]
    assert turns(first, before=tuple(past)) == [(Turn.CORRECTED, "4.1b", "95.1%", "93.8%")]
