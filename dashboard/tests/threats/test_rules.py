"""What is told quickly of a text never hides it from a rule that would match."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.threats import prompt_rules, rce, sqli_rules, traversal, xss
from dashboard.threats.inspected import Surface
from dashboard.threats.rules import Rule, best, rule, rules_of

SETS = (
    sqli_rules.RULES,
    xss.RULES,
    rce.RULES,
    traversal.RULES,
    prompt_rules.INJECTIONS,
    prompt_rules.JAILBREAKS,
)
NEEDY = [
    pytest.param(one, id=f"{rules.threat_type} {one.name}")
    for rules in SETS
    for one in rules.surest_first
    if any(one.needs) or any(one.also)
]


@pytest.mark.parametrize("one", NEEDY)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_whatever_a_rule_matches_has_what_it_needs(one: Rule, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(one.pattern)).lower()
    assume(one.pattern.search(text))
    assert any(need in text for need in one.needs)
    assert any(need in text for need in one.also)


def _surface(text: str, is_prose: bool = False) -> Surface:
    return Surface("query", text, text, text, is_prose)


def test_the_surest_of_several_is_told() -> None:
    rules = rules_of(
        "sql_injection",
        rule("weak", "select", score=0.5, in_prose=True),
        rule("sure", "select", score=0.9),
        rule("as sure", "select", score=0.9),
    )
    names = [
        getattr(best(rules, _surface("select", prose)), "rule", None) for prose in (False, True)
    ]
    assert names == ["sure", "weak"]


def test_a_rule_is_asked_only_where_both_kinds_of_words_are() -> None:
    rules = rules_of("xss", rule("both", ".", needs=("a", "b"), also=("c", "d")))
    assert [best(rules, _surface(text)) is not None for text in ("ac", "bd", "ab", "cd", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]
