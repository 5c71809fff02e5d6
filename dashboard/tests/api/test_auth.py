"""/api/auth/: opening an account and logging in, the way a client does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from dashboard.capture import client_address

pytestmark = pytest.mark.django_db


def log_in(api: APIClient, username: str, password: str) -> Any:
    return api.post("/api/auth/token/", {"username": username, "password": password})


def code(response: Any) -> str:
    return str(response.json()["error"]["code"])


class TestRegister:
    def register(self, api: APIClient, **changes: Any) -> Any:
        body = {"username": "kaja", "email": "kaja@example.org", "password": "walnut-ferry-81"}
        return api.post("/api/auth/register/", body | changes)

    def test_opens_an_account(self, api: APIClient) -> None:
        response = self.register(api)
        user = User.objects.get(username="kaja")
        assert response.status_code == 201
        assert response.json() == {
            "id": str(user.pk),
            "username": "kaja",
            "email": "kaja@example.org",
            "isStaff": False,
            "dateJoined": user.date_joined.isoformat().replace("+00:00", "Z"),
        }
        assert user.check_password("walnut-ferry-81")

    def test_rights_cannot_be_asked_for(self, api: APIClient) -> None:
        self.register(api, is_staff=True, isStaff=True, is_superuser=True)
        user = User.objects.get(username="kaja")
        assert (user.is_staff, user.is_superuser) == (False, False)

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"username": "ada"}, "username", "A user with that username already exists."),
            ({"username": "\uff41\uff44\uff41"}, "username", "This name is taken."),
            ({"username": ""}, "username", "This field may not be blank."),
            ({"email": "nonsense"}, "email", "Enter a valid email address."),
            (
                {"password": "12345678"},
                "password",
                "This password is entirely numeric.",
            ),
            ({"password": "kaja@example"}, "password", "too similar to the email address"),
        ],
    )
    def test_refuses_bad_fields_by_name(
        self, api: APIClient, user: User, changes: dict[str, str], field: str, message: str
    ) -> None:
        response = self.register(api, **changes)
        assert response.status_code == 400
        error = response.json()["error"]
        assert (error["code"], list(error["details"])) == ("VALIDATION_ERROR", [field])
        assert message in " ".join(error["details"][field])
        assert User.objects.count() == 1

    def test_can_be_closed(self, api: APIClient, settings: Any) -> None:
        settings.DASHBOARD = {"REGISTRATION_OPEN": False}
        response = self.register(api)
        assert (response.status_code, code(response)) == (403, "REGISTRATION_CLOSED")
        assert not User.objects.exists()


@pytest.fixture
def behind_a_proxy(settings: Any) -> Iterator[None]:
    """Connections from this machine are those of a proxy."""
    settings.DASHBOARD = settings.DASHBOARD | {"TRUSTED_PROXIES": ["127.0.0.0/8"]}
    client_address.forget()
    yield
    client_address.forget()


class TestToken:
    def test_gives_a_pair_that_opens_me(self, api: APIClient, user: User, password: str) -> None:
        response = log_in(api, "ada", password)
        assert (response.status_code, sorted(response.json())) == (200, ["access", "refresh"])
        me = api.get(
            "/api/auth/me/", headers={"Authorization": f"Bearer {response.json()['access']}"}
        )
        assert me.json()["username"] == "ada"

    def test_keeps_no_copy_of_a_live_token(self, api: APIClient, user: User, password: str) -> None:
        log_in(api, "ada", password)
        assert not OutstandingToken.objects.exists()

    def test_sets_last_login(self, api: APIClient, user: User, password: str) -> None:
        log_in(api, "ada", password)
        user.refresh_from_db()
        assert user.last_login is not None

    @pytest.mark.parametrize("username", ["ada", "nobody"])
    def test_says_the_same_of_a_wrong_password_and_an_unknown_name(
        self, api: APIClient, user: User, username: str
    ) -> None:
        response = log_in(api, username, "wrong")
        assert response.status_code == 401
        assert response.json() == {
            "error": {
                "code": "INVALID_CREDENTIALS",
                "message": "No active account has this name and password.",
                "details": {},
            }
        }

    def test_refuses_a_deactivated_account(self, api: APIClient, user: User, password: str) -> None:
        User.objects.update(is_active=False)
        assert code(log_in(api, "ada", password)) == "INVALID_CREDENTIALS"

    def test_names_missing_fields(self, api: APIClient) -> None:
        response = api.post("/api/auth/token/", {})
        assert response.status_code == 400
        assert response.json()["error"]["details"] == {
            "username": ["This field is required."],
            "password": ["This field is required."],
        }

    def test_locks_an_account_after_five_failures(
        self, api: APIClient, user: User, password: str
    ) -> None:
        statuses = [log_in(api, "ada", "wrong").status_code for _ in range(5)]
        assert statuses == [401, 401, 401, 401, 429]
        response = log_in(api, "ada", password)
        assert (response.status_code, code(response)) == (429, "ACCOUNT_LOCKED")
        assert response["Retry-After"] == "900"

    def test_a_lock_holds_for_one_address_and_15_minutes(
        self, api: APIClient, user: User, password: str
    ) -> None:
        for _ in range(5):
            log_in(api, "ada", "wrong")
        elsewhere = APIClient(REMOTE_ADDR="203.0.113.7")
        assert log_in(elsewhere, "ada", password).status_code == 200
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            assert log_in(api, "ada", password).status_code == 200

    def test_success_forgets_failures(self, api: APIClient, user: User, password: str) -> None:
        for _ in range(4):
            log_in(api, "ada", "wrong")
        assert log_in(api, "ada", password).status_code == 200
        assert log_in(api, "ada", "wrong").status_code == 401

    def test_is_throttled_by_address_whatever_the_name_and_forwarded_header(
        self, api: APIClient, user: User
    ) -> None:
        responses = [
            api.post(
                "/api/auth/token/",
                {"username": f"name{n}", "password": "x"},
                headers={"X-Forwarded-For": f"198.51.100.{n}"},
            )
            for n in range(21)
        ]
        assert [r.status_code for r in responses] == [401] * 20 + [429]
        assert code(responses[-1]) == "THROTTLED"
        assert 0 < int(responses[-1]["Retry-After"]) <= 60

    def test_a_trusted_proxy_tells_clients_apart(
        self, api: APIClient, user: User, password: str, behind_a_proxy: None
    ) -> None:
        attacker = APIClient(HTTP_X_FORWARDED_FOR="198.51.100.9")
        for _ in range(5):
            log_in(attacker, "ada", "wrong")
        assert log_in(attacker, "ada", password).status_code == 429
        assert log_in(api, "ada", password).status_code == 200

    def test_the_admin_locks_too(self, client: Any, user: User) -> None:
        form = {"username": "ada", "password": "wrong"}
        responses = [client.post("/admin/login/", form) for _ in range(5)]
        assert [r.status_code for r in responses] == [200] * 4 + [429]
        assert responses[-1].content == b"Too many failed logins. Try again in 15 minutes."
