"""The fold: facts in, cells out, for the writer, the rebuild and series of raw rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.rollups import lanes
from dashboard.rollups.cells import Cell, CellKey, Cells
from dashboard.rollups.declarations import COUNTS, USERS_A_BLOCK, Rollup
from dashboard.rollups.facts import Columns, Facts
from dashboard.rollups.periods import LENGTH, Period

Key = tuple[Any, ...]
# A Counter would do, but looks each new key up in Python.
Lanes = defaultdict[int, int]


def fold(facts: Facts, rollups: Iterable[Rollup]) -> Cells:
    """The cells of each rollup at its finest period."""
    cells: Cells = {}
    folded: dict[Rollup | None, dict[Key, Cell]] = {}
    for rollup in rollups:
        found: dict[Key, Cell] = {}
        source: Columns = getattr(facts, rollup.source)
        if rollup.of_all in folded:
            _add_up(found, folded[rollup.of_all])
        elif rollup.requests and source["quarter"]:
            _fold_requests(found, rollup, source)
        if rollup.calls and facts.calls["quarter"]:
            _fold_calls(found, rollup, facts.calls)
        if rollup.usage and facts.calls["quarter"]:
            _fold_usage(found, rollup, facts.calls)
        if rollup.time and source["quarter"]:
            _fold_time(found, rollup, source)
        folded[rollup] = found
        cells[rollup] = {
            _cell_key(rollup, key): cell for key, cell in found.items() if _is_known(key)
        }
    return cells


def difference(after: Cells, before: Cells) -> Cells:
    """What must be added to turn one into the other; cells that stay as they are left out."""
    cells: Cells = {}
    for rollup, found in after.items():
        changed = dict(found)
        for where, cell in before[rollup].items():
            into = changed.setdefault(where, Cell([0] * len(rollup.measures)))
            if into == cell:
                del changed[where]
            else:
                into.add(cell, -1)
        cells[rollup] = changed
    return cells


def coarsen(cells: dict[CellKey, Cell], period: Period) -> dict[CellKey, Cell]:
    """The cells of a longer period, added up from those of a shorter one."""
    length = LENGTH[period]
    coarse: dict[CellKey, Cell] = {}
    for (bucket, key, part), cell in cells.items():
        where = CellKey(bucket - bucket % length, key, part)
        into = coarse.get(where)
        if into is None:
            coarse[where] = cell.copy()
        else:
            into.add(cell)
    return coarse


def _add_up(found: dict[Key, Cell], parts: dict[Key, Cell]) -> None:
    """A cell for each bucket, of all the cells in it."""
    for (bucket, *_), cell in parts.items():
        into = found.get((bucket,))
        if into is None:
            found[(bucket,)] = cell.copy()
        else:
            into.add(cell)


def _fold_requests(found: dict[Key, Cell], rollup: Rollup, columns: Columns) -> None:
    keys = _keys(rollup, columns)
    if rollup.users:
        _fold_users(found, keys, columns["user_number"])
    elif rollup.measures == COUNTS:
        found.update((key, Cell([count])) for key, count in Counter(keys).items())
    else:
        _fold_sums(found, rollup, keys, columns)
    if rollup.latency:
        for key, total in _histograms(keys, columns["lane"]).items():
            found[key].latency_lanes = total


def _fold_calls(found: dict[Key, Cell], rollup: Rollup, columns: Columns) -> None:
    keys = _keys(rollup, columns)
    _fold_sums(found, rollup, keys, columns)
    for key, total in _histograms(keys, columns["lane"]).items():
        found[key].call_latency_lanes = total
    for key, label in set(zip(keys, columns["label"])):
        found[key].label = max(found[key].label, label)


def _no_lanes() -> Lanes:
    return defaultdict(int)


def _keys(rollup: Rollup, columns: Columns) -> list[Key]:
    """The bucket and the values of the rollup's fields of each fact."""
    buckets = columns[rollup.finest.name.lower()]
    return list(zip(buckets, *(columns[name] for name in rollup.fields)))


def _fold_sums(found: dict[Key, Cell], rollup: Rollup, keys: list[Key], columns: Columns) -> None:
    summed = [name for name in rollup.measures if name in columns]
    groups: defaultdict[Key, list[tuple[int, ...]]] = defaultdict(list)
    for key, values in zip(keys, zip(*(columns[name] for name in summed))):
        groups[key].append(values)
    for key, rows in groups.items():
        sums = list(rows[0]) if len(rows) == 1 else [sum(column) for column in zip(*rows)]
        if len(sums) < len(rollup.measures):
            by_name = dict(zip(summed, sums))
            sums = [by_name.get(name, 0) for name in rollup.measures]
        cell = Cell(sums)
        if key in found:
            found[key].add(cell)
        else:
            found[key] = cell


def _fold_users(found: dict[Key, Cell], keys: list[Key], numbers: Sequence[int | None]) -> None:
    by_block: defaultdict[Key, Lanes] = defaultdict(_no_lanes)
    for (key, number), count in Counter(zip(keys, numbers)).items():
        if number is not None:
            block, lane = divmod(number, USERS_A_BLOCK)
            by_block[(*key, block)][lane] += count
    for key, counted in by_block.items():
        found[key] = Cell([sum(counted.values())], user_lanes=lanes.sum_of(counted))


def _fold_usage(found: dict[Key, Cell], rollup: Rollup, columns: Columns) -> None:
    """What each user's calls took."""
    tokens: defaultdict[Key, Lanes] = defaultdict(_no_lanes)
    nanos: defaultdict[Key, Lanes] = defaultdict(_no_lanes)
    used = zip(
        _keys(rollup, columns),
        columns["user_number"],
        columns["total_tokens"],
        columns["cost_nanos"],
    )
    for key, number, took, cost in used:
        if number is not None:
            block, lane = divmod(number, USERS_A_BLOCK)
            where = (*key, block)
            tokens[where][lane] += took
            nanos[where][lane] += cost
    for where, taken in tokens.items():
        cell = found.setdefault(where, Cell([0] * len(rollup.measures)))
        cell.token_lanes = lanes.sum_of(taken, lanes.SUM)
        cell.cost_lanes = lanes.sum_of(nanos[where], lanes.SUM)


def _fold_time(found: dict[Key, Cell], rollup: Rollup, columns: Columns) -> None:
    """How long each user's visits lasted."""
    lasted: defaultdict[Key, Lanes] = defaultdict(_no_lanes)
    numbers = columns["user_number"]
    for key, number, millis in zip(_keys(rollup, columns), numbers, columns["session_millis"]):
        if number is not None:
            block, lane = divmod(number, USERS_A_BLOCK)
            lasted[(*key, block)][lane] += millis
    for key, by_lane in lasted.items():
        found[key].time_lanes = lanes.sum_of(by_lane, lanes.SUM)


def _histograms(keys: list[Key], numbers: Sequence[int | None]) -> dict[Key, int]:
    by_cell: defaultdict[Key, Lanes] = defaultdict(_no_lanes)
    for (key, lane), count in Counter(zip(keys, numbers)).items():
        if lane is not None:
            by_cell[key][lane] += count
    return {key: lanes.sum_of(counted) for key, counted in by_cell.items()}


def _is_known(key: Key) -> bool:
    """Whether each field has a value: an unknown country or status makes no cell."""
    return None not in key and "" not in key


def _cell_key(rollup: Rollup, key: Key) -> CellKey:
    """The key as text; a block of users stands in the place of the part."""
    texts = [str(value) for value in key[1:]]
    if rollup.by_block and len(texts) == 1:
        texts.insert(0, "")
    return CellKey(key[0], *[*texts, "", ""][:2])
