"""Prompt injection and jailbreaks, by phrases and by a small model of our own."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.threats import prompt_model
from dashboard.threats.decoding import lowered
from dashboard.threats.hit import Hit, excerpt
from dashboard.threats.inspected import Inspected
from dashboard.threats.prompt_rules import INJECTION, INJECTIONS, JAILBREAKS
from dashboard.threats.prompt_text import plain
from dashboard.threats.rules import best
from dashboard.threats.surface import Surface

# From here on the model's answer is a finding; docs/threats.md has its error rates.
THRESHOLD = 0.5
# Where the model is this sure that it is nothing, the phrases are not looked for.
_CERTAIN = 0.02


def detect(inspected: Inspected) -> Iterator[Hit]:
    """Texts that try to turn a model against whoever set it up."""
    for where, text in inspected.prompts:
        if (hit := look(text, where)) is not None:
            yield hit


def look(text: str, where: str) -> Hit | None:
    """The finding about one text, if there is one; a phrase says more than a number."""
    text = plain(text)
    found = prompt_model.look(text)
    if found.probability < _CERTAIN:
        return None
    return by_rules(text, where) or _of_model(text, where, found)


def by_rules(text: str, where: str) -> Hit | None:
    """What the phrases say of a text without disguise."""
    surface = Surface(where, text, text, lowered(text), True)
    return best(INJECTIONS, surface) or best(JAILBREAKS, surface)


def by_model(text: str, where: str) -> Hit | None:
    """What the model says of it."""
    return _of_model(text, where, prompt_model.look(text))


def _of_model(text: str, where: str, found: prompt_model.Found) -> Hit | None:
    if found.probability < THRESHOLD:
        return None
    severity = "high" if found.probability >= 0.9 else "medium"
    piece = excerpt(text, *prompt_model.place(text, found.span))
    return Hit(INJECTION, severity, round(found.probability, 3), "model", where, *piece)
