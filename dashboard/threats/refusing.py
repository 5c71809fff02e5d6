"""Rules that refuse requests: what this process knows of them."""

from __future__ import annotations

from dashboard.models.response_rule import ResponseRule
from dashboard.threats.hit import Hit


class RefusingRules:
    """The rules that are on and refuse what they find, as of the last refresh."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Know nothing, as a new process does."""
        self.rules: tuple[ResponseRule, ...] = ()

    def refuse(self, hits: list[Hit]) -> bool:
        """Whether a rule refuses a request in which these were found."""
        return any(
            rule.matches(hit.threat_type, hit.severity) for rule in self.rules for hit in hits
        )

    def refresh(self) -> None:
        """Take over the rules of the database: there are few of them."""
        self.rules = tuple(
            ResponseRule.objects.filter(
                mode=ResponseRule.Mode.ON, action=ResponseRule.Action.REFUSE
            )
        )


refusing_rules = RefusingRules()
