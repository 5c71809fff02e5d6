"""What is told quickly of a text never hides it from a rule that would match."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.threats import prompt_rules, rce, sqli_rules, traversal, xss
from dashboard.threats.inspected import Inspected
from dashboard.threats.rules import Rule, Rules, best, rule, rules_of
from dashboard.threats.surface import Surface, marks_in

SETS = (
    sqli_rules.RULES,
    xss.RULES,
    rce.RULES,
    traversal.RULES,
    prompt_rules.INJECTIONS,
    prompt_rules.JAILBREAKS,
)
NEEDY = [
    pytest.param(rules, one, id=f"{rules.threat_type} {one.name}")
    for rules in SETS
    for one in rules.surest_first
    if any(one.needs) or any(one.also)
]


@pytest.mark.parametrize(("rules", "one"), NEEDY)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_whatever_a_rule_matches_has_what_it_needs(
    rules: Rules, one: Rule, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(one.pattern)).lower()
    assume(one.pattern.search(text))
    assert any(need in text for need in one.needs)
    assert any(need in text for need in one.also)
    kept = next(found for found in rules.candidates(_surface(text)) if found.rule is one)
    assert all(any(word in text for word in words) for words in kept.lists)


def _surface(text: str, is_prose: bool = False) -> Surface:
    return Surface("query", text, text, text, is_prose, marks=marks_in(text))


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


def test_a_rule_is_left_out_where_its_marks_are_not() -> None:
    rules = rules_of("xss", rule("tag", "<b", needs=("<b",)), rule("word", "b", needs=("b", "(")))
    names = [
        [found.rule.name for found in rules.candidates(_surface(text))] for text in ("b", "<b", "")
    ]
    assert names == [["word"], ["tag", "word"], ["word"]]
    assert [found.lists for found in rules.candidates(_surface("b"))] == [(("b",),)]


@settings(max_examples=200, deadline=None)
@given(query=st.text(st.sampled_from("a0x25 %+&;#lt<'\\u003c\n-/"), max_size=40))
def test_a_place_that_is_plain_has_nothing_but_names_numbers_and_slashes(query: str) -> None:
    surface = Inspected(query=query or "q").surfaces[1]
    assert surface.marks == marks_in(surface.text)
    allowed = surface.text.isascii() and "--" not in surface.text
    assert surface.is_plain == (
        allowed and all(char.isalnum() or char in "_/=&.,-" for char in surface.text)
    )
