"""Whole days in the middle of a range, of which a page that polls asks for the same again.

What their cells add up to is kept as long as the totals of the days are what they were: each
write changes those with the cells. Whatever else changes cells leaves its mark.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from dashboard.rollups import read
from dashboard.rollups.cells import Cell, size_of
from dashboard.rollups.cover import Cover, Run
from dashboard.rollups.declarations import Rollup
from dashboard.rollups.kept import Kept
from dashboard.rollups.periods import LENGTH, Period

# Of fewer days, the statement that asks for their state costs what it saves.
_FEWEST = 3
# About what a day's totals take in a state, and what one user's usage takes.
_BYTES_A_DAY, _BYTES_A_USER = 600, 200

State = tuple[Any, ...]
Sums = dict[str, Cell]
Usage = dict[tuple[str, int], tuple[int, int]]
Totals = dict[int, tuple[Any, ...]]
Answer = TypeVar("Answer", Sums, Usage)


class _Known(NamedTuple):
    state: State
    answer: Any


_known: Kept[Hashable, _Known] = Kept()
# By question, the cells of a series by what each is made of.
_series: Kept[Hashable, dict[Cover, _Known]] = Kept()


class Days:
    """The whole days of one question; ``reworked``: when cells last changed other than
    by what came in."""

    def __init__(self, scope: str, reworked: dt.datetime) -> None:
        self._scope = scope
        self._reworked = reworked
        self._totals: dict[Run, Totals] = {}

    def sum_by_name(self, rollup: Rollup, runs: Sequence[Run], keys: Sequence[str] | None) -> Sums:
        """As ``read.sum_by_name``."""

        def sums_of(some: Sequence[Run]) -> Sums:
            return read.sum_by_name(rollup, some, keys=keys, scope=self._scope)

        question, size = (rollup, _frozen(keys)), partial(size_of, rollup)
        whole, rest = self._split(rollup, runs)
        sums = sums_of(rest)
        for run in whole:
            for name, cell in self._answer(run, question, sums_of, size).items():
                if name in sums:
                    sums[name].add(cell)
                else:
                    sums[name] = cell.copy()
        return sums

    def usage_of_lanes(
        self,
        rollup: Rollup,
        runs: Sequence[Run],
        lanes_of_block: Mapping[str, Sequence[int]],
        key: str,
    ) -> Usage:
        """As ``read.usage_of_lanes``."""

        def usage_of(some: Sequence[Run]) -> Usage:
            return read.usage_of_lanes(rollup, some, lanes_of_block, key=key, scope=self._scope)

        whole, rest = self._split(rollup, runs)
        usage = usage_of(rest)
        question = (rollup, key, *((block, *lanes) for block, lanes in lanes_of_block.items()))
        for run in whole:
            known = self._answer(run, question, usage_of, _size_of_usage)
            for place, (tokens, nanos) in known.items():
                before = usage[place]
                usage[place] = (before[0] + tokens, before[1] + nanos)
        return usage

    def series(
        self,
        question: Hashable,
        covers: Sequence[Cover],
        runs: Sequence[Run],
        ask: Callable[[Sequence[Cover]], Sequence[Cell]],
    ) -> list[Cell]:
        """The sums of each cover. Those within whole days of ``runs`` are kept by question."""
        place = (self._scope, question)
        before = _series.get(place) or {}
        states = {cover: state for cover in covers if (state := self._state_of(cover, runs))}
        known = {
            cover: before[cover]
            for cover, state in states.items()
            if cover in before and before[cover].state == state
        }
        asked = [cover for cover in covers if cover not in known]
        answers = dict(zip(asked, ask(asked)))
        if fresh := {c: _Known(states[c], answers[c]) for c in asked if c in states}:
            known |= fresh
            sizes = (each.answer.size + len(each.state) * _BYTES_A_DAY for each in known.values())
            _series.put(place, known, sum(sizes))
        return [(known[c].answer if c in known else answers[c]).copy() for c in covers]

    def _state_of(self, cover: Cover, runs: Sequence[Run]) -> State | None:
        """The totals of the days that a cover touches; None where not all are whole."""
        if cover.edges or not cover.runs:
            return None
        day = LENGTH[Period.DAY]
        first = min(run.first for run in cover.runs)
        last = max(run.last for run in cover.runs)
        first -= first % day
        for run in runs:
            if run.first <= first and last <= run.last:
                totals = self._totals_of(run)
                return (self._reworked, *(totals.get(at) for at in range(first, last, day)))
        return None

    def _split(self, rollup: Rollup, runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
        """The runs of many days, and the others."""
        whole = whole_days(rollup, runs)
        return whole, [run for run in runs if run not in whole]

    def _answer(
        self,
        run: Run,
        question: Hashable,
        ask: Callable[[Sequence[Run]], Answer],
        size: Callable[[Answer], int],
    ) -> Answer:
        # The state first: what is written in between makes the answer newer, and its state old.
        state = self._state(run)
        place = (self._scope, run, question)
        known = _known.get(place)
        if known is None or known.state != state:
            known = _Known(state, ask([run]))
            _known.put(place, known, len(state) * _BYTES_A_DAY + size(known.answer))
        answer: Answer = known.answer
        return answer

    def _state(self, run: Run) -> State:
        return (self._reworked, *sorted(self._totals_of(run).values()))

    def _totals_of(self, run: Run) -> Totals:
        if run not in self._totals:
            self._totals[run] = read.totals_at(run, scope=self._scope)
        return self._totals[run]


def whole_days(rollup: Rollup, runs: Sequence[Run]) -> list[Run]:
    """The runs of many days, of which something is kept. The totals tell of requests alone."""
    if rollup.of_visits:
        return []
    return [run for run in runs if len(run.buckets()) >= _FEWEST and run.period is Period.DAY]


def _size_of_usage(usage: Usage) -> int:
    return len(usage) * _BYTES_A_USER


def _frozen(keys: Sequence[str] | None) -> Hashable:
    return None if keys is None else tuple(keys)
