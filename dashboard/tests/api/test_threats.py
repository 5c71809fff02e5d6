"""``/api/threats/``: what staff triage, in which order, and who may."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from rest_framework.test import APIClient

from dashboard.models import IPBlock, ThreatLog
from dashboard.tests.api.lists import NOW, ago
from dashboard.tests.records import record, write

URL = "/api/threats/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def find(severity: str = "low", **fields: Any) -> ThreatLog:
    """A finding of an hour ago, unless told otherwise."""
    fields.setdefault("created_at", ago(hours=1))
    fields.setdefault("threat_type", "xss")
    return ThreatLog.objects.create(severity=severity, **fields)


def ids(client: APIClient, **params: str) -> list[int]:
    """The findings listed, in order."""
    response = client.get(URL, params)
    assert response.status_code == 200, response.json()
    return [int(row["id"]) for row in response.json()["results"]]


def test_what_needs_a_person_comes_first(grace: APIClient) -> None:
    low = find("low", created_at=ago(minutes=1))
    resolved = find("critical", resolved=True)
    old = find("critical", created_at=ago(hours=3))
    new = find("critical", created_at=ago(hours=2))
    high = find("high", created_at=ago(hours=9))
    ordered = [new.pk, old.pk, high.pk, low.pk, resolved.pk]
    assert ids(grace) == ordered
    seen: list[int] = []
    url: str | None = f"{URL}?pageSize=2"
    while url:
        page = grace.get(url).json()
        seen += [int(row["id"]) for row in page["results"]]
        last, url = page, page["next"]
    assert seen == ordered
    back = grace.get(last["previous"]).json()
    assert [int(row["id"]) for row in back["results"]] == ordered[2:4]


def test_a_row_says_what_is_known(grace: APIClient, user: User) -> None:
    made = find(
        "high",
        threat_type="custom_threat",
        description="Odd",
        detector="host",
        ip_address="203.0.113.9",
        country="DE",
        user=user,
    )
    (row,) = grace.get(URL).json()["results"]
    assert row == {
        "id": str(made.pk),
        "createdAt": "2025-07-20T21:30:00Z",
        "lastSeen": "2025-07-20T21:30:00Z",
        "count": 1,
        "threatType": "custom_threat",
        "severity": "high",
        "description": "Odd",
        "detector": "host",
        "score": None,
        "ipAddress": "203.0.113.9",
        "countryCode": "DE",
        "userId": str(user.pk),
        "username": "ada",
        "requestId": None,
        "resolved": False,
        "falsePositive": False,
        "resolvedAt": None,
        "resolvedBy": "",
        "note": "",
    }


def test_filters(grace: APIClient, user: User) -> None:
    request = uuid.UUID(bytes=record(NOW).id)
    one = find("critical", threat_type="sqli", country="DE", ip_address="203.0.113.9", user=user)
    two = find("high", resolved=True, description="Looked for WordPress", request_id=request)
    three = find("low", created_at=ago(days=9), detector="host")
    assert ids(grace, state="open") == [one.pk]
    assert ids(grace, state="resolved") == [two.pk]
    assert ids(grace, severity="critical,high") == [one.pk, two.pk]
    assert ids(grace, type="sqli") == ids(grace, country="de") == [one.pk]
    assert ids(grace, ip="203.0.113.9") == ids(grace, user=str(user.pk)) == [one.pk]
    assert ids(grace, q="wordpress") == ids(grace, request=str(request)) == [two.pk]
    assert ids(grace, range="1m", detector="host") == [three.pk]


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("state=lost", "VALIDATION_ERROR", "state"),
        ("severity=critical,bad", "VALIDATION_ERROR", "severity"),
        ("request=1", "VALIDATION_ERROR", "request"),
        ("range=2w", "UNKNOWN_RANGE", "range"),
        ("status=open", "UNKNOWN_PARAMETER", "status"),
        # The list of another endpoint: a place of two columns.
        ("cursor=W2ZhbHNlLDEsMl0%3D", "INVALID_CURSOR", "cursor"),
    ],
)
def test_what_is_refused(grace: APIClient, query: str, code: str, field: str) -> None:
    error = grace.get(f"{URL}?{query}").json()["error"]
    assert (error["code"], list(error["details"])) == (code, [field])


def test_one_finding_with_what_is_near(grace: APIClient, user: User, staff: User) -> None:
    made = record(ago(hours=1), ip="203.0.113.9", path="/?q='--", status=500)
    write([made, record(ago(minutes=5), ip="203.0.113.9"), record(ago(minutes=5), ip="192.0.2.1")])
    finding = find(
        "critical",
        ip_address="203.0.113.9",
        request_id=uuid.UUID(bytes=made.id),
        evidence={"matched": "'--"},
    )
    other = find("low", ip_address="203.0.113.9")
    find("low", ip_address="192.0.2.1")
    grace.post(f"{URL}triage/", {"ids": [finding.pk], "verdict": "resolved", "note": "Scanner"})
    answer = grace.get(f"{URL}{finding.pk}/").json()
    assert answer["threat"]["evidence"] == {"matched": "'--"}
    assert (answer["threat"]["request"]["path"], answer["threat"]["request"]["statusCode"]) == (
        "/?q='--",
        500,
    )
    (near,) = answer["near"]
    assert (near["by"], len(near["requests"])) == ("address", 2)
    assert [row["id"] for row in near["threats"]] == [str(other.pk)]
    by_user = find(ip_address="203.0.113.9", user=user)
    elsewhere = find(ip_address="192.0.2.1", user=user)
    of_address, of_user = grace.get(f"{URL}{by_user.pk}/").json()["near"]
    assert [row["id"] for row in of_address["threats"]] == [str(other.pk), str(finding.pk)]
    assert (of_user["by"], of_user["requests"]) == ("user", [])
    assert [row["id"] for row in of_user["threats"]] == [str(elsewhere.pk)]
    (entry,) = answer["history"]
    assert (entry["by"], entry["text"]) == ("grace", "Resolved. Note: Scanner")


def test_triage_is_audited(grace: APIClient, staff: User) -> None:
    """Invariant 8: who, what and when."""
    one, two = find("high"), find("low")
    done = find("low", resolved=True)
    body = {
        "ids": [one.pk, two.pk, done.pk, 4711],
        "verdict": "resolved",
        "note": " A test of ours ",
    }
    assert grace.post(f"{URL}triage/", body).json() == {"changed": 2}
    one.refresh_from_db()
    assert (one.resolved, one.resolved_by, one.note) == (True, staff, "A test of ours")
    assert one.resolved_at == NOW
    assert LogEntry.objects.filter(user=staff).count() == 2
    assert grace.post(f"{URL}triage/", {"ids": [one.pk], "verdict": "open"}).json() == {
        "changed": 1
    }
    one.refresh_from_db()
    assert (one.resolved, one.resolved_at, one.resolved_by, one.note) == (
        False,
        None,
        None,
        "A test of ours",
    )
    last = LogEntry.objects.order_by("-id")[0]
    assert (last.object_id, last.change_message) == (str(one.pk), "Reopened.")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"ids": [], "verdict": "resolved"}, "ids"),
        ({"ids": ["x"], "verdict": "resolved"}, "ids.0"),
        ({"ids": [1]}, "verdict"),
        ({"ids": [1], "verdict": "maybe"}, "verdict"),
        ({"ids": [1], "verdict": "resolved", "note": "x" * 2001}, "note"),
        ({"ids": list(range(1, 502)), "verdict": "resolved"}, "ids"),
    ],
)
def test_triage_refuses_nonsense(grace: APIClient, body: dict[str, Any], field: str) -> None:
    response = grace.post(f"{URL}triage/", body)
    assert response.status_code == 400
    assert field in str(response.json()["error"]["details"]) or field.startswith("ids.")
    assert response.json()["error"]["code"] == "VALIDATION_ERROR"


def test_who_may(api: APIClient, user: User) -> None:
    finding = find()
    body = {"ids": [finding.pk], "verdict": "resolved"}

    def statuses() -> list[int]:
        return [
            api.get(URL).status_code,
            api.get(f"{URL}{finding.pk}/").status_code,
            api.post(f"{URL}triage/", body).status_code,
            api.post(f"{URL}block/", {"ids": [finding.pk], "lasts": "day"}).status_code,
            api.post(f"{URL}unblock/", {"ids": [finding.pk]}).status_code,
            api.post(f"{URL}lock/", {"ids": [finding.pk], "locked": True}).status_code,
        ]

    def grant(codename: str) -> list[int]:
        user.user_permissions.add(Permission.objects.get(codename=codename))
        api.force_authenticate(User.objects.get(pk=user.pk))
        return statuses()

    def offers() -> tuple[bool, bool]:
        answer = api.get(f"{URL}{finding.pk}/").json()
        return answer["mayBlock"], answer["mayLock"]

    assert statuses() == [401] * 6
    api.force_authenticate(user)
    assert statuses() == [403] * 6
    user.is_staff = True
    user.save()
    assert statuses() == [403] * 6
    assert grant("view_threatlog") == [200, 200, 403, 403, 403, 403]
    assert grant("change_threatlog") == [200, 200, 200, 403, 403, 403]
    assert offers() == (False, False)
    assert grant("add_ipblock") == [200, 200, 200, 200, 403, 403]
    assert offers() == (True, False)
    assert grant("change_ipblock") == [200, 200, 200, 200, 200, 403]
    assert grant("lock_user") == [200] * 6
    assert offers() == (True, True)


def test_blocks_where_findings_came_from(grace: APIClient, staff: User) -> None:
    finding, private = find(ip_address="8.8.4.4"), find(ip_address="10.0.0.7")
    answer = grace.post(f"{URL}block/", {"ids": [finding.pk, private.pk], "lasts": "day"})
    assert answer.json() == {
        "blocked": ["8.8.4.4/32"],
        "refused": [
            {
                "id": str(private.pk),
                "reason": "10.0.0.7/32 would hit 10.0.0.0/8, which is never blocked.",
            }
        ],
    }
    made = IPBlock.objects.get()
    assert (made.created_by, made.expires_at) == (staff, NOW + dt.timedelta(days=1))
    (entry,) = grace.get(f"{URL}{finding.pk}/").json()["history"]
    assert entry["text"] == "Blocked 8.8.4.4/32 until 2025-07-21 22:30 UTC."
    refused = grace.post(f"{URL}block/", {"ids": [finding.pk], "lasts": "year"})
    assert (refused.status_code, list(refused.json()["error"]["details"])) == (400, ["lasts"])


def test_blocks_the_network_around(grace: APIClient) -> None:
    old, new = find(ip_address="8.8.4.4"), find(ip_address="2606:4700:1:2::3")
    private = find(ip_address="192.168.1.9")
    body = {"ids": [old.pk, new.pk, private.pk], "lasts": "hour", "network": True}
    answer = grace.post(f"{URL}block/", body, format="json").json()
    assert answer["blocked"] == ["8.8.4.0/24", "2606:4700:1::/48"]
    assert [one["id"] for one in answer["refused"]] == [str(private.pk)]
    shown = grace.get(f"{URL}{new.pk}/").json()["block"]
    assert shown["network"] == "2606:4700:1::/48"
    assert grace.post(f"{URL}unblock/", {"ids": [old.pk, new.pk]}).json() == {"lifted": 2}


def test_lifts_the_block_of_where_a_finding_came_from(grace: APIClient, staff: User) -> None:
    finding, elsewhere = find(ip_address="8.8.4.4"), find(ip_address="8.8.4.5")
    grace.post(f"{URL}block/", {"ids": [finding.pk, elsewhere.pk], "lasts": "day"})
    shown = grace.get(f"{URL}{finding.pk}/").json()["block"]
    assert shown == {"network": "8.8.4.4/32", "expiresAt": "2025-07-21T22:30:00Z"}
    assert grace.post(f"{URL}unblock/", {"ids": [finding.pk]}).json() == {"lifted": 1}
    assert IPBlock.objects.standing().get().network == "8.8.4.5/32"
    assert IPBlock.objects.get(network="8.8.4.4/32").lifted_by == staff
    assert grace.get(f"{URL}{finding.pk}/").json()["block"] is None
    assert grace.post(f"{URL}unblock/", {"ids": [finding.pk]}).json() == {"lifted": 0}


def test_locks_the_account_of_a_finding(grace: APIClient, user: User, staff: User) -> None:
    mine, of_staff, nobody = find(user=user), find(user=staff), find()
    body = {"ids": [mine.pk, of_staff.pk, nobody.pk], "locked": True}
    assert grace.post(f"{URL}lock/", body).json() == {
        "changed": ["ada"],
        "refused": ["grace is staff, whom only an administrator of accounts can lock."],
    }
    user.refresh_from_db()
    assert user.is_active is False
    assert grace.get(f"{URL}{mine.pk}/").json()["accountLocked"] is True
    assert grace.get(f"{URL}{nobody.pk}/").json()["accountLocked"] is None
    said = LogEntry.objects.values_list("content_type__model", "object_id", "change_message")
    assert set(said) == {
        ("user", str(user.pk), "Locked because of threats."),
        ("threatlog", str(mine.pk), "Locked the account ada."),
    }
    body = {"ids": [mine.pk], "locked": False}
    assert grace.post(f"{URL}lock/", body).json() == {"changed": ["ada"], "refused": []}
    assert User.objects.get(pk=user.pk).is_active is True
    assert grace.post(f"{URL}lock/", body).json() == {
        "changed": [],
        "refused": ["ada is not locked."],
    }


def test_false_positives_are_counted_by_rule(grace: APIClient) -> None:
    """An unjudged finding says nothing about the rule."""
    wrong, right, open_one = (find("high", detector="sqli/union") for _ in range(3))
    find("high", detector="sqli/other", resolved=True)

    def quality() -> dict[str, int]:
        answer: dict[str, int] = grace.get(f"{URL}{open_one.pk}/").json()["rule"]
        return answer

    assert quality() == {"findings": 3, "judged": 0, "falsePositives": 0}
    grace.post(f"{URL}triage/", {"ids": [right.pk], "verdict": "resolved"})
    body = {"ids": [wrong.pk], "verdict": "false_positive", "note": "A blog post"}
    assert grace.post(f"{URL}triage/", body).json() == {"changed": 1}
    assert quality() == {"findings": 3, "judged": 2, "falsePositives": 1}
    wrong.refresh_from_db()
    judged = (wrong.resolved, wrong.is_false_positive, wrong.note)
    assert judged == (True, True, "A blog post")
    last = LogEntry.objects.order_by("-id")[0]
    assert last.change_message == "Marked as a false positive. Note: A blog post"
    assert ids(grace, state="false_positive") == [wrong.pk]
    assert ids(grace, detector="sqli/union", state="resolved") == [right.pk, wrong.pk]
    # What was resolved may turn out to be false; resolving others leaves it so.
    body = {"ids": [right.pk], "verdict": "false_positive"}
    assert grace.post(f"{URL}triage/", body).json() == {"changed": 1}
    body = {"ids": [right.pk, open_one.pk], "verdict": "resolved"}
    assert grace.post(f"{URL}triage/", body).json() == {"changed": 1}
    assert quality() == {"findings": 3, "judged": 3, "falsePositives": 2}
    grace.post(f"{URL}triage/", {"ids": [wrong.pk], "verdict": "open"})
    again = ThreatLog.objects.get(pk=wrong.pk)
    assert (again.resolved, again.is_false_positive) == (False, False)


def test_an_id_that_is_none(grace: APIClient) -> None:
    assert grace.get(f"{URL}4711/").json()["error"]["code"] == "NOT_FOUND"


def test_constant_work(grace: APIClient, user: User, django_assert_num_queries: Any) -> None:
    """Invariant 5."""
    for _ in range(30):
        find(user=user, ip_address="203.0.113.9")
    finding = find(user=user, ip_address="203.0.113.9")
    with django_assert_num_queries(1):
        assert len(ids(grace)) == 31
    # Asked once a process, wherever that was.
    ContentType.objects.clear_cache()
    with django_assert_num_queries(9):
        grace.get(f"{URL}{finding.pk}/")


def test_dates(grace: APIClient) -> None:
    find(created_at=dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC))
    assert ids(grace) == []
    assert len(ids(grace, range="custom", start="2025-07-01", end="2025-07-02")) == 1
