"""Cells that no spreadsheet takes for a formula, and that say the same as before."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.cells import safe


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1", "\n=1", "|x"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text).startswith("'")


@pytest.mark.parametrize("text", ["Rebels – two", "-2", "+3.5e7", "'quoted'", "1-2", "a=b", ""])
def test_what_does_not_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), (True, "true"), (False, "false"), (0, "0"), (-3, "-3"), (2.5, "2.5")]
)
def test_values(value: object, cell: str) -> None:
    assert safe(value) == cell


@given(st.text())
def test_no_text_begins_like_a_formula_and_all_survive_csv(text: str) -> None:
    cell = safe(text)
    assert cell.lstrip()[:1] not in set("=@|%")
    assert cell[:1] not in set("+-\t\r") or float(cell) == float(text)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell, "x"])
    assert out.getvalue().encode("utf-8")
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [cell, "x"]
