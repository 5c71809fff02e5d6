"""Reading cells: one statement for a question, whatever the range is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db import connection

from dashboard.rollups import lanes
from dashboard.rollups.cells import Cell
from dashboard.rollups.cover import Run
from dashboard.rollups.declarations import TOTAL, Rollup, lane_bytes_of
from dashboard.rollups.periods import Period
from dashboard.rollups.store import Table, table_of
from dashboard.rollups.user_sets import block_shift

Place = tuple[Period, int]

# A page that polls reads the same blobs again and again, and a blob says the same each time.
_to_int = lru_cache(maxsize=2_000)(lanes.to_int)
_pick = lru_cache(maxsize=2_000)(lanes.pick)


def cells_at(
    rollup: Rollup, places: Iterable[Place], *, key: str = "", scope: str = ""
) -> dict[Place, Cell]:
    """The cells of one key at the given (period, bucket) places; absent ones are zero."""
    by_table: defaultdict[Table, dict[tuple[Period, int], list[int]]] = defaultdict(dict)
    for period, bucket in set(places):
        table = table_of(rollup, period)
        by_table[replace(table, period=Period.DAY)].setdefault((period, 1), []).append(bucket)
    cells: dict[Place, Cell] = {}
    for table, wanted in by_table.items():
        columns = (table.place[0], *_columns(rollup))
        for period, _, _, bucket, *values in _rows(*_union(rollup, wanted, columns, scope, [key])):
            cells[Period(period), table.quarter(bucket)] = _sum(rollup, [values])
    return cells


def sum_by_name(
    rollup: Rollup,
    runs: Sequence[Run],
    *,
    keys: Sequence[str] | None = None,
    parts: Sequence[str] | None = None,
    scope: str = "",
) -> dict[str, Cell]:
    """The sums over runs by name: the part, of rollups of two fields or of users, or the key.

    ``keys``, ``parts``: only these; None: all. Blobs can only be added here; where there are
    none, the database adds the rest.
    """
    if any(names is not None and not names for names in (keys, parts)):
        return {}
    wanted: defaultdict[tuple[Period, int], list[int]] = defaultdict(list)
    for run in runs:
        wanted[run.period, run.sign].extend(run.buckets())
    if not wanted:
        return {}
    sql, params = _union(rollup, wanted, _columns(rollup), scope, keys, parts)
    if not rollup.blobs:
        sums = ", ".join(f"SUM(sign * {name})" for name in rollup.measures)
        rows = _rows(f"SELECT name, {sums} FROM ({sql}) cells GROUP BY name", params)
        return {name: Cell([int(value) for value in values]) for name, *values in rows}
    groups: defaultdict[tuple[str, int], list[Sequence[Any]]] = defaultdict(list)
    for _, sign, name, *values in _rows(sql, params):
        groups[name, sign].append(values)
    cells: dict[str, Cell] = {}
    for (name, sign), found in groups.items():
        cell = cells.setdefault(name, Cell([0] * len(rollup.measures)))
        cell.add(_sum(rollup, found), sign)
    return cells


def totals_at(run: Run, *, scope: str = "") -> dict[int, tuple[Any, ...]]:
    """What the total cells of a run count, by bucket, without their blobs: other rows, other
    numbers."""
    wanted = {(run.period, run.sign): list(run.buckets())}
    rows = _rows(*_union(TOTAL, wanted, ("bucket", *TOTAL.measures), scope, None))
    return {bucket: (bucket, *sums) for _, _, _, bucket, *sums in rows}


def users_at(rollup: Rollup, places: Iterable[Place], *, scope: str = "") -> dict[Place, int]:
    """What the cells at the given places count of each user, all blocks as one integer."""
    lanes_of_place: defaultdict[Place, int] = defaultdict(int)
    for (place, block), counted in blocks_at(rollup, places, scope=scope).items():
        lanes_of_place[place] += counted << block_shift(block)
    return dict(lanes_of_place)


def blocks_at(
    rollup: Rollup, places: Iterable[Place], *, scope: str = ""
) -> dict[tuple[Place, str], int]:
    """What the cells at the given places count of each user, by place and block of users."""
    wanted: defaultdict[tuple[Period, int], list[int]] = defaultdict(list)
    for period, bucket in set(places):
        wanted[period, 1].append(bucket)
    if not wanted:
        return {}
    sql, params = _union(rollup, wanted, ("bucket", "user_lanes"), scope, None)
    return {
        ((Period(period), bucket), block): _to_int(blob)
        for period, _, block, bucket, blob in _rows(sql, params)
    }


def usage_of_lanes(
    rollup: Rollup,
    runs: Sequence[Run],
    lanes_of_block: Mapping[str, Sequence[int]],
    *,
    key: str = "",
    scope: str = "",
) -> dict[tuple[str, int], tuple[int, int]]:
    """Tokens and nano-dollars over runs, by (block, lane): only the lanes that are asked for.

    A few counters are picked out of each blob, which is quicker than to add all of them up.
    """
    usage = {(block, lane): (0, 0) for block, some in lanes_of_block.items() for lane in some}
    wanted: defaultdict[tuple[Period, int], list[int]] = defaultdict(list)
    for run in runs:
        wanted[run.period, run.sign].extend(run.buckets())
    if not wanted or not usage:
        return usage
    columns = ("token_lanes", "cost_lanes")
    sql, params = _union(rollup, wanted, columns, scope, [key], list(lanes_of_block))
    for _, sign, block, token_blob, cost_blob in _rows(sql, params):
        some = tuple(lanes_of_block[block])
        picked = zip(some, _pick(token_blob, some), _pick(cost_blob, some))
        for lane, tokens, nanos in picked:
            before = usage[block, lane]
            usage[block, lane] = (before[0] + sign * tokens, before[1] + sign * nanos)
    return usage


def _columns(rollup: Rollup) -> tuple[str, ...]:
    return (*rollup.measures, *rollup.blobs, *(("label",) if rollup.calls else ()))


def _union(
    rollup: Rollup,
    wanted: Mapping[tuple[Period, int], list[int]],
    columns: Sequence[str],
    scope: str,
    keys: Sequence[str] | None,
    parts: Sequence[str] | None = None,
) -> tuple[str, list[Any]]:
    """SELECT period, sign, name and the columns, over all the buckets.

    Buckets are listed one by one: then one key of a bucket is found directly, where a range
    of buckets would be read with all its keys.
    """
    named_by = 2 if rollup.by_block or len(rollup.fields) == 2 else 1
    selects: list[str] = []
    params: list[Any] = []
    for (period, sign), buckets in wanted.items():
        table = table_of(rollup, period)
        filters = [f"{column} = %s" for column in table.fixed]
        params += [*table.fixed_values(scope), *(table.bucket(bucket) for bucket in buckets)]
        filters.append(f"{table.place[0]} IN ({', '.join(['%s'] * len(buckets))})")
        for column, values in zip(table.place[1:], (keys, parts)):
            if values is not None:
                filters.append(f"{column} IN ({', '.join(['%s'] * len(values))})")
                params += values
        selects.append(
            f"SELECT {int(period)} AS period, {sign} AS sign, "
            f"{table.place[named_by]} AS name, {', '.join(columns)} "
            f"FROM {table.model._meta.db_table} WHERE {' AND '.join(filters)}"
        )
    return " UNION ALL ".join(selects), params


def _rows(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _sum(rollup: Rollup, rows: Sequence[Sequence[Any]]) -> Cell:
    """The cell of some rows of ``_columns``, added up column by column."""
    columns = list(zip(*rows))
    count = len(rollup.measures)
    cell = Cell([sum(column) for column in columns[:count]])
    for name, blobs in zip(rollup.blobs, columns[count:]):
        size = lane_bytes_of(name)
        setattr(cell, name, sum(_to_int(blob, size) for blob in blobs))
    if rollup.calls:
        cell.label = max(columns[-1])
    return cell
