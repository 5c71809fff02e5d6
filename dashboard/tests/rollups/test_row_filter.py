"""Which rows a sum is about."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.rollups.declarations import TOTAL
from dashboard.rollups.grouped import cells_between
from dashboard.rollups.row_filter import RowFilter
from dashboard.tests.records import record, write

AT = dt.datetime(2025, 7, 20, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.mark.django_db
@pytest.mark.parametrize("user", ["", "nobody's key"])
def test_a_user_that_cannot_be_one_has_no_rows(user: str) -> None:
    """A filter that makes no sense narrows down to nothing, and never falls away."""
    write([record(AT), record(AT + dt.timedelta(seconds=1))])
    everybody = cells_between(TOTAL, AT, AT + HOUR)
    assert everybody[""].sums[0] == 2
    assert cells_between(TOTAL, AT, AT + HOUR, RowFilter(user=user)) == {}
