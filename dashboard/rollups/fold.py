"""The fold: facts in, cells out. The writer, the rebuild and the raw edges all use this one.

Whole columns are handled at a time (``zip`` and ``Counter`` run in C), as a batch of thousands
of requests goes through here while others wait for the interpreter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.rollups import lanes
from dashboard.rollups.cells import Cell, CellKey, Cells
from dashboard.rollups.declarations import USERS_A_BLOCK, Rollup
from dashboard.rollups.facts import CallFact, Facts, ModelRequestFact, RequestFact
from dashboard.rollups.periods import LENGTH, Period

Key = tuple[Any, ...]


def fold(facts: Facts, rollups: Iterable[Rollup]) -> Cells:
    """The cells of each rollup at its finest period."""
    cells: Cells = {}
    for rollup in rollups:
        found: dict[Key, Cell] = {}
        source = facts.model_requests if rollup.of_models else facts.requests
        if rollup.requests and source:
            _fold_requests(found, rollup, source)
        if rollup.calls and facts.calls:
            _fold_calls(found, rollup, facts.calls)
        cells[rollup] = {
            _cell_key(rollup, key): cell for key, cell in found.items() if _is_known(key)
        }
    return cells


def coarsen(cells: dict[CellKey, Cell], period: Period) -> dict[CellKey, Cell]:
    """The cells of a longer period, added up from those of a shorter one."""
    length = LENGTH[period]
    coarse: dict[CellKey, Cell] = {}
    for (bucket, key, part), cell in cells.items():
        where = CellKey(bucket - bucket % length, key, part)
        into = coarse.get(where)
        if into is None:
            coarse[where] = Cell(
                cell.sums,
                cell.latency_lanes,
                cell.call_latency_lanes,
                cell.user_lanes,
                cell.label,
            )
        else:
            into.add(cell)
    return coarse


def _fold_requests(
    found: dict[Key, Cell],
    rollup: Rollup,
    source: Sequence[RequestFact] | Sequence[ModelRequestFact],
) -> None:
    columns = dict(zip(type(source[0])._fields, zip(*source)))
    keys = _keys(rollup, columns)
    summed = [name for name in rollup.measures if name in columns]
    if rollup.users:
        _fold_users(found, rollup, keys, columns["user_number"])
        return
    if len(summed) == 1:
        for key, count in Counter(keys).items():
            found[key] = _new(rollup, summed, [count])
    else:
        _fold_sums(found, rollup, summed, keys, columns)
    if rollup.latency:
        for key, total in _histograms(keys, columns["lane"]).items():
            found[key].latency_lanes = total


def _fold_calls(found: dict[Key, Cell], rollup: Rollup, source: Sequence[CallFact]) -> None:
    columns = dict(zip(CallFact._fields, zip(*source)))
    keys = _keys(rollup, columns)
    summed = [name for name in rollup.measures if name in columns]
    _fold_sums(found, rollup, summed, keys, columns)
    for key, total in _histograms(keys, columns["lane"]).items():
        found[key].call_latency_lanes = total
    for key, label in set(zip(keys, columns["label"])):
        found[key].label = max(found[key].label, label)


def _fold_sums(
    found: dict[Key, Cell],
    rollup: Rollup,
    summed: list[str],
    keys: list[Key],
    columns: dict[str, tuple[Any, ...]],
) -> None:
    groups: defaultdict[Key, list[tuple[int, ...]]] = defaultdict(list)
    for key, values in zip(keys, zip(*(columns[name] for name in summed))):
        groups[key].append(values)
    for key, rows in groups.items():
        cell = _new(rollup, summed, [sum(column) for column in zip(*rows)])
        if key in found:
            found[key].add(cell)
        else:
            found[key] = cell


def _fold_users(
    found: dict[Key, Cell], rollup: Rollup, keys: list[Key], numbers: tuple[int | None, ...]
) -> None:
    by_block: defaultdict[Key, Counter[int]] = defaultdict(Counter)
    for (key, number), count in Counter(zip(keys, numbers)).items():
        if number is not None:
            block, lane = divmod(number, USERS_A_BLOCK)
            by_block[(*key, block)][lane] += count
    for key, counted in by_block.items():
        found[key] = Cell([counted.total()], user_lanes=lanes.sum_of(counted))


def _histograms(keys: list[Key], numbers: tuple[int | None, ...]) -> dict[Key, int]:
    by_cell: defaultdict[Key, Counter[int]] = defaultdict(Counter)
    for (key, lane), count in Counter(zip(keys, numbers)).items():
        if lane is not None:
            by_cell[key][lane] += count
    return {key: lanes.sum_of(counted) for key, counted in by_cell.items()}


def _keys(rollup: Rollup, columns: dict[str, tuple[Any, ...]]) -> list[Key]:
    length = LENGTH[rollup.finest]
    buckets = [quarter - quarter % length for quarter in columns["quarter"]]
    return list(zip(buckets, *(columns[name] for name in rollup.fields)))


def _new(rollup: Rollup, summed: list[str], values: list[int]) -> Cell:
    if len(summed) == len(rollup.measures):
        return Cell(values)
    by_name = dict(zip(summed, values))
    return Cell([by_name.get(name, 0) for name in rollup.measures])


def _is_known(key: Key) -> bool:
    """Whether each field has a value: an unknown country or status makes no cell."""
    return None not in key and "" not in key


def _cell_key(rollup: Rollup, key: Key) -> CellKey:
    """The key's text; a block of users takes the place after the fields."""
    texts = ["" if value is None else str(value) for value in key[1:]]
    if rollup.users and not rollup.fields:
        texts.insert(0, "")
    return CellKey(key[0], *(texts + ["", ""])[:2])
