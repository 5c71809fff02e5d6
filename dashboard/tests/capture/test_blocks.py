"""Blocked networks are refused before any view, and nobody else is."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from dashboard.models import IPBlock
from dashboard.tests.capture.recorder import Recorder
from dashboard.threats.block_list import BlockList, block_list

ATTACKER = "8.8.4.4"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _knows_nothing(settings: Any) -> Iterator[None]:
    settings.DASHBOARD = {**settings.DASHBOARD, "BLOCKING": True}
    block_list.forget()
    yield
    block_list.forget()


def block(network: str, **fields: Any) -> IPBlock:
    """A block that this process knows of."""
    made = IPBlock.objects.create(network=network, **fields)
    block_list.refresh()
    return made


def status(recorder: Recorder, address: str, **headers: Any) -> int:
    """What somebody at an address gets."""
    return int(recorder.client.get("/plain/", REMOTE_ADDR=address, **headers).status_code)


def test_refused_before_any_view_and_recorded(recorder: Recorder) -> None:
    block(ATTACKER)
    response = recorder.client.get("/plain/", REMOTE_ADDR=ATTACKER)
    assert response.status_code == 403
    assert response.json() == {
        "error": {
            "code": "BLOCKED",
            "message": "Requests from your network are refused.",
            "details": {},
        }
    }
    row = recorder.row()
    assert (row.status_code, row.ip_address, row.endpoint) == (403, ATTACKER, "(unmatched)")
    assert status(recorder, "8.8.4.5") == 200


@pytest.mark.parametrize(
    ("network", "inside", "outside"),
    [
        ("8.8.4.0/24", "8.8.4.255", "8.8.5.0"),
        ("8.8.4.9/24", "8.8.4.1", "8.8.3.255"),
        ("2a00:1450:4001::/48", "2a00:1450:4001:ffff::1", "2a00:1450:4002::1"),
        ("2a00:1450::9", "2a00:1450::9", "2a00:1450::8"),
        # IPv4 in IPv6 clothes is the IPv4 address.
        ("8.8.4.4", "::ffff:8.8.4.4", "::ffff:8.8.4.5"),
    ],
)
def test_networks(recorder: Recorder, network: str, inside: str, outside: str) -> None:
    block(network)
    assert (status(recorder, inside), status(recorder, outside)) == (403, 200)


def test_blocks_expire_and_are_lifted(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    made = block(ATTACKER, expires_at=timezone.now() + dt.timedelta(hours=1))
    assert status(recorder, ATTACKER) == 403
    # Nobody tells this process that an hour has gone by.
    in_an_hour = time.time() + 3_600
    with monkeypatch.context() as later:
        later.setattr("dashboard.threats.block_list.time.time", lambda: in_an_hour)
        assert status(recorder, ATTACKER) == 200
    made.expires_at = None
    made.save()
    block_list.refresh()
    assert status(recorder, ATTACKER) == 403
    made.lifted_at = timezone.now()
    made.save()
    block_list.refresh()
    assert status(recorder, ATTACKER) == 200


def test_the_longer_of_two_blocks_counts(recorder: Recorder) -> None:
    block(ATTACKER)
    block(ATTACKER, expires_at=timezone.now() - dt.timedelta(hours=1))
    assert status(recorder, ATTACKER) == 403


def test_an_address_that_a_client_made_up_is_not_blocked(
    recorder: Recorder, configure: Any
) -> None:
    block(ATTACKER)
    assert status(recorder, "8.8.8.8", HTTP_X_FORWARDED_FOR=ATTACKER) == 200
    configure(TRUSTED_PROXIES=["8.8.8.8/32"])
    assert status(recorder, "8.8.8.8", HTTP_X_FORWARDED_FOR=ATTACKER) == 403


def test_protected_networks_are_never_refused(recorder: Recorder, configure: Any) -> None:
    """Whatever rows say: the settings may have changed since."""
    for network in ("127.0.0.0/8", "10.0.0.0/8", ATTACKER):
        block(network)
    assert status(recorder, "127.0.0.1") == status(recorder, "10.1.2.3") == 200
    configure(BLOCK_PRIVATE=True)
    assert (status(recorder, "127.0.0.1"), status(recorder, "10.1.2.3")) == (200, 403)
    configure(NEVER_BLOCK=["8.8.4.0/24"])
    assert status(recorder, ATTACKER) == 200


def test_the_panic_switch(recorder: Recorder, configure: Any) -> None:
    block(ATTACKER)
    configure(BLOCKING=False)
    assert status(recorder, ATTACKER) == 200


def test_staff_do_not_lock_themselves_out(api: APIClient, staff: User, user: User) -> None:
    block(ATTACKER)
    me = "/api/auth/me/"

    def asked(**headers: Any) -> int:
        return int(api.get(me, REMOTE_ADDR=ATTACKER, **headers).status_code)

    assert asked() == 403
    assert asked(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(staff)}") == 200
    assert asked(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(user)}") == 403
    assert asked(HTTP_AUTHORIZATION="Bearer forged") == 403
    api.force_login(user)
    assert asked() == 403
    api.force_login(staff)
    assert asked() == 200


def test_nobody_asks_the_database_for_who_is_not_blocked(
    recorder: Recorder, django_assert_num_queries: Any
) -> None:
    block(ATTACKER)
    with django_assert_num_queries(0):
        assert block_list.find("8.8.8.8") is False
        assert status(recorder, "8.8.8.8") == 200


def test_a_look_does_not_depend_on_the_number_of_blocks() -> None:
    """Two dicts, one a length, whatever is in them."""
    now = timezone.now()
    IPBlock.objects.bulk_create(
        IPBlock(network=f"9.{a}.{b}.7/32", changed_at=now) for a in range(20) for b in range(100)
    )
    IPBlock.objects.create(network="11.0.0.0/16")
    known = BlockList()
    known.refresh()
    assert [len(networks) for _, networks in known._tables[4]] == [2_000, 1]
    assert known.find("9.19.99.7")
    assert known.find("11.0.200.1")
    assert not known.find("9.19.99.8")


def test_a_refresh_reads_blocks_only_when_some_changed(django_assert_num_queries: Any) -> None:
    block(ATTACKER)
    with django_assert_num_queries(1):
        block_list.refresh()


@pytest.mark.parametrize("network", ["nowhere", "8.8.4.4/33", "0.0.0.0/0", "::/0", ""])
def test_nonsense_is_refused(network: str) -> None:
    with pytest.raises(ValidationError):
        IPBlock.objects.create(network=network)


def test_the_command_lifts(recorder: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    block(ATTACKER)
    block("9.9.9.9")
    call_command("lift_blocks", network=f"{ATTACKER}/32")
    assert "lifted 1 blocks" in capsys.readouterr().out
    block_list.refresh()
    assert (status(recorder, ATTACKER), status(recorder, "9.9.9.9")) == (200, 403)
    call_command("lift_blocks", all=True)
    block_list.refresh()
    assert status(recorder, "9.9.9.9") == 200
    with pytest.raises(CommandError):
        call_command("lift_blocks", network="nowhere")
    assert connection.vendor in ("sqlite", "postgresql")
