"""Rules by pattern, and the detector that a list of them makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

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
    ``needs``: one of these must be in the text, which is told in a hundredth of the time.
    """

    name: str
    pattern: re.Pattern[str]
    severity: str
    score: float
    in_prose: bool = False
    needs: tuple[str, ...] = ("",)


def rule(
    name: str,
    pattern: str,
    severity: str = "high",
    score: float = 0.9,
    in_prose: bool = False,
    needs: tuple[str, ...] = ("",),
) -> Rule:
    """A rule, its pattern written in verbose form."""
    compiled = re.compile(pattern, re.VERBOSE)
    return Rule(name, compiled, severity, score, in_prose, needs)


def best(
    threat_type: str,
    rules: Sequence[Rule],
    surface: Surface,
    lower: str | None = None,
) -> Hit | None:
    """The surest match of the rules in one place. ``lower`` replaces its text, same length."""
    text = surface.lower if lower is None else lower
    found: tuple[Rule, re.Match[str]] | None = None
    for candidate in rules:
        if found is not None and found[0].score >= candidate.score:
            continue
        if surface.is_prose and not candidate.in_prose:
            continue
        # Written out: a generator would cost more than it saves.
        for need in candidate.needs:
            if need in text:
                match = candidate.pattern.search(text)
                if match is not None:
                    found = candidate, match
                break
    if found is None:
        return None
    chosen, match = found
    piece = excerpt(surface.text, match.start(), match.end())
    return Hit(threat_type, chosen.severity, chosen.score, chosen.name, surface.where, *piece)


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
