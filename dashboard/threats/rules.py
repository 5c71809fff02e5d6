"""Rules by pattern, and the detector that a set of them makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.threats.hit import Hit, excerpt
from dashboard.threats.inspected import Inspected, Surface

_REPEATED = ("header", "path")
_SHORT, _MOST_CLEAN = 500, 20_000
_clean: set[tuple[Callable[[Surface], Hit | None], str] | None] = set()


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


class Rules(NamedTuple):
    """The rules of one type of threat, the surest first, and those of them that hold in prose."""

    threat_type: str
    surest_first: tuple[Rule, ...]
    in_prose: tuple[Rule, ...]


def rules_of(threat_type: str, *rules: Rule) -> Rules:
    """A set of rules; of two that are as sure the one that is named first goes first."""
    ordered = tuple(sorted(rules, key=lambda one: -one.score))
    return Rules(threat_type, ordered, tuple(one for one in ordered if one.in_prose))


def best(rules: Rules, surface: Surface, lower: str | None = None) -> Hit | None:
    """The surest match of the rules in one place. ``lower`` replaces its text, same length."""
    text = surface.lower if lower is None else lower
    for candidate in rules.in_prose if surface.is_prose else rules.surest_first:
        # Written out: generators would cost more than they save.
        for need in candidate.needs:
            if need in text:
                break
        else:
            continue
        for need in candidate.also:
            if need in text:
                break
        else:
            continue
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
    """What is found in each place of a request; plain ones are looked at if ``plain``.

    Headers and paths come again and again: those that were clean are known.
    """
    for surface in inspected.surfaces:
        if (surface.is_plain and not plain) or surface.where in skip:
            continue
        known = (look, surface.raw) if surface.where.startswith(_REPEATED) else None
        if known in _clean:
            continue
        hit = look(surface)
        if hit is not None:
            yield hit
        elif known is not None and len(surface.raw) < _SHORT:
            if len(_clean) >= _MOST_CLEAN:
                _clean.clear()
            _clean.add(known)
