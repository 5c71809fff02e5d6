"""/api/auth/: what becomes of tokens, and whom they stand for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken

pytestmark = pytest.mark.django_db

INVALID_TOKEN = {
    "error": {
        "code": "TOKEN_INVALID",
        "message": "The token is not valid, or no longer.",
        "details": {},
    }
}


class TestRefresh:
    @pytest.fixture
    def pair(self, api: APIClient, user: User, password: str) -> dict[str, str]:
        body = {"username": "ada", "password": password}
        return dict(api.post("/api/auth/token/", body).json())

    def refresh(self, api: APIClient, token: str) -> Any:
        return api.post("/api/auth/token/refresh/", {"refresh": token})

    def test_gives_a_new_pair_once(self, api: APIClient, pair: dict[str, str]) -> None:
        first = self.refresh(api, pair["refresh"])
        again = self.refresh(api, pair["refresh"])
        assert first.status_code == 200
        assert first.json()["refresh"] != pair["refresh"]
        assert (again.status_code, again.json()) == (401, INVALID_TOKEN)
        assert self.refresh(api, first.json()["refresh"]).status_code == 200

    @pytest.mark.parametrize("change", ["deactivated", "deleted", "new password"])
    def test_refuses_an_account_that_changed(
        self, api: APIClient, pair: dict[str, str], user: User, change: str
    ) -> None:
        if change == "deactivated":
            User.objects.update(is_active=False)
        elif change == "deleted":
            user.delete()
        else:
            user.set_password("another horse")
            user.save()
        response = self.refresh(api, pair["refresh"])
        assert (response.status_code, response.json()) == (401, INVALID_TOKEN)
        bearer = {"Authorization": f"Bearer {pair['access']}"}
        me = api.get("/api/auth/me/", headers=bearer)
        assert (me.status_code, me.json()) == (401, INVALID_TOKEN)

    def test_refuses_an_access_token_and_an_old_one(
        self, api: APIClient, pair: dict[str, str]
    ) -> None:
        assert self.refresh(api, pair["access"]).json() == INVALID_TOKEN
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            assert self.refresh(api, pair["refresh"]).json() == INVALID_TOKEN

    def test_logout_ends_the_token(self, api: APIClient, pair: dict[str, str]) -> None:
        response = api.post("/api/auth/logout/", {"refresh": pair["refresh"]})
        assert (response.status_code, response.content) == (204, b"")
        assert BlacklistedToken.objects.count() == 1
        assert self.refresh(api, pair["refresh"]).json() == INVALID_TOKEN
        assert api.post("/api/auth/logout/", {"refresh": pair["refresh"]}).status_code == 401

    def test_verify(self, api: APIClient, pair: dict[str, str]) -> None:
        for token in pair.values():
            response = api.post("/api/auth/verify/", {"token": token})
            assert (response.status_code, response.json()) == (200, {"valid": True})
        api.post("/api/auth/logout/", {"refresh": pair["refresh"]})
        for token in (pair["refresh"], "nonsense", pair["access"][:-2]):
            response = api.post("/api/auth/verify/", {"token": token})
            assert (response.status_code, response.json()) == (401, INVALID_TOKEN)

    def test_verify_the_caller(self, api: APIClient, pair: dict[str, str]) -> None:
        headers = {"Authorization": f"Bearer {pair['access']}"}
        assert api.get("/api/auth/verify/", headers=headers).status_code == 204
        headers = {"Authorization": f"Bearer {pair['refresh']}"}
        assert api.get("/api/auth/verify/", headers=headers).json() == INVALID_TOKEN


class TestVerifyCaller:
    def test_names_who_is_signed_in(self, client: Any, api: APIClient, user: User) -> None:
        for asking in (client, api):
            asking.force_login(user)
            response = asking.get("/api/auth/verify/")
            assert (response.status_code, response.content) == (204, b"")
            assert response["X-Dashboard-User"] == str(user.pk)
            assert response["X-Dashboard-Username"] == "ada"

    def test_refuses_nobody_and_who_is_not_staff(self, api: APIClient, user: User) -> None:
        assert api.get("/api/auth/verify/").status_code == 401
        api.force_login(user)
        response = api.get("/api/auth/verify/?staff=1")
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "PERMISSION_DENIED"
        response = api.get("/api/auth/verify/?staff=yes")
        assert (response.status_code, response.json()["error"]["code"]) == (400, "INVALID_STAFF")

    def test_is_not_slowed_down(self, api: APIClient, staff: User) -> None:
        api.force_login(staff)
        statuses = {api.get("/api/auth/verify/?staff=1").status_code for _ in range(300)}
        assert statuses == {204}


class TestMe:
    def test_works_with_a_session(self, client: Any, staff: User) -> None:
        client.force_login(staff)
        body = client.get("/api/auth/me/").json()
        assert (body["id"], body["username"], body["isStaff"]) == (str(staff.pk), "grace", True)

    def test_asks_who_is_there(self, api: APIClient) -> None:
        response = api.get("/api/auth/me/")
        assert (response.status_code, response.json()["error"]["code"]) == (
            401,
            "NOT_AUTHENTICATED",
        )
        assert response["WWW-Authenticate"] == 'Bearer realm="api"'

    def test_refuses_a_bad_token(self, api: APIClient) -> None:
        response = api.get("/api/auth/me/", headers={"Authorization": "Bearer nonsense"})
        assert (response.status_code, response.json()) == (401, INVALID_TOKEN)
