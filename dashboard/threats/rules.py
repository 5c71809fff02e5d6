"""Rules by pattern, and the detector that a set of them makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.threats.hit import Hit, excerpt
from dashboard.threats.inspected import Inspected
from dashboard.threats.surface import Surface, marks_in

_MOST_SELECTIONS = 500


@dataclass(frozen=True)
class Rule:
    """One pattern of an attack, written for decoded lower-case text.

    Every repetition in it is bounded or cannot overlap with what follows, so that a search
    takes time in proportion to the text. ``in_prose``: even in a text that talks about code.
    ``needs``: one of these must be in the text, and one of ``also``, which is told in a
    hundredth of the time.
    """

    name: str
    pattern: re.Pattern[str]
    severity: str
    score: float
    in_prose: bool = False
    needs: tuple[str, ...] = ("",)
    also: tuple[str, ...] = ("",)


def rule(
    name: str,
    pattern: str,
    severity: str = "high",
    score: float = 0.9,
    in_prose: bool = False,
    needs: tuple[str, ...] = ("",),
    also: tuple[str, ...] = ("",),
) -> Rule:
    """A rule, its pattern written in verbose form."""
    compiled = re.compile(pattern, re.VERBOSE)
    return Rule(name, compiled, severity, score, in_prose, needs, also)


class _Candidate(NamedTuple):
    """A rule, and the lists of words of which it needs one each, the shortest list first."""

    rule: Rule
    lists: tuple[tuple[str, ...], ...]


class Rules:
    """The rules of one type of threat, the surest first."""

    def __init__(self, threat_type: str, rules: tuple[Rule, ...]) -> None:
        self.threat_type = threat_type
        self.surest_first = tuple(sorted(rules, key=lambda one: -one.score))
        words = {word for one in rules for word in (*one.needs, *one.also)}
        self._marks_in = {word: marks_in(word) for word in words}
        # Other marks make no difference to any of them.
        self._marks = frozenset().union(*self._marks_in.values())
        self._selections: dict[tuple[frozenset[str], bool], list[_Candidate]] = {}

    def candidates(self, surface: Surface) -> list[_Candidate]:
        """The rules that may hold in a place, by the marks in it and whether it is prose.

        Most texts have few marks, and most attacks need some: this leaves a few rules of many.
        """
        key = surface.marks & self._marks, surface.is_prose
        found = self._selections.get(key)
        if found is None:
            if len(self._selections) >= _MOST_SELECTIONS:
                self._selections.clear()
            found = self._selections[key] = list(self._select(*key))
        return found

    def _select(self, marks: frozenset[str], is_prose: bool) -> Iterator[_Candidate]:
        for one in self.surest_first:
            if is_prose and not one.in_prose:
                continue
            lists = [
                tuple(word for word in words if self._marks_in[word] <= marks)
                for words in (one.needs, one.also)
            ]
            if all(lists):
                told = sorted((words for words in lists if "" not in words), key=len)
                yield _Candidate(one, tuple(told))


def rules_of(threat_type: str, *rules: Rule) -> Rules:
    """A set of rules; of two that are as sure the one that is named first goes first."""
    return Rules(threat_type, rules)


def best(rules: Rules, surface: Surface, lower: str | None = None) -> Hit | None:
    """The surest match of the rules in one place.

    ``lower`` replaces its text: of the same length, with blanks for some of it.
    """
    text = surface.lower if lower is None else lower
    for candidate, lists in rules.candidates(surface):
        # Written out: generators would cost more than they save.
        for words in lists:
            for word in words:
                if word in text:
                    break
            else:
                break
        else:
            if (match := candidate.pattern.search(text)) is not None:
                piece = excerpt(surface.text, match.start(), match.end())
                return Hit(
                    rules.threat_type,
                    candidate.severity,
                    candidate.score,
                    candidate.name,
                    surface.where,
                    *piece,
                )
    return None


def each_surface(
    inspected: Inspected,
    look: Callable[[Surface], Hit | None],
    skip: Collection[str] = (),
    plain: bool = False,
) -> Iterator[Hit]:
    """What ``look``, a function of a module, finds in each place; in plain ones if ``plain``.

    Headers and paths come again and again: those that were clean are known.
    """
    for surface in inspected.surfaces:
        if (surface.is_plain and not plain) or surface.where in skip:
            continue
        clean = surface.clean
        if clean is not None and look in clean:
            continue
        if (hit := look(surface)) is not None:
            yield hit
        elif clean is not None:
            clean.add(look)
