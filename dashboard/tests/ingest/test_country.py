"""The country of a request, from either kind of database."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.ingest.country import BUNDLED
from dashboard.tests.capture.recorder import Recorder
from dashboard.tests.ingest.countries import (
    write_ipv4_only,
    write_maxmind,
    write_open_database,
)

EXPECTED = [
    ("81.2.69.160", "GB"),
    ("89.160.20.112", "SE"),
    ("2a02:2e0:3fe::1", "DE"),
    ("::ffff:81.2.69.160", "GB"),
    # Not in the database, private, of this machine, reserved, none.
    ("8.8.8.8", ""),
    ("10.0.0.1", ""),
    ("192.168.1.1", ""),
    ("127.0.0.1", ""),
    ("::1", ""),
    ("fe80::1", ""),
    ("203.0.113.5", ""),
    ("unknown", ""),
    ("", ""),
]


def countries(recorder: Recorder, addresses: list[str]) -> list[str]:
    for address in addresses:
        recorder.client.get("/plain/", REMOTE_ADDR=address)
    return [row.country for row in recorder.rows()]


@pytest.mark.parametrize("kind", ["open", "GeoLite2-Country", "GeoIP2-Country", "GeoLite2-City"])
def test_both_kinds_of_database(
    recorder: Recorder, configure: Any, tmp_path: Any, kind: str, caplog: Any
) -> None:
    path = tmp_path / "countries.mmdb"
    configure(GEOIP_PATH=write_open_database(path) if kind == "open" else write_maxmind(path, kind))
    found = countries(recorder, [address for address, _ in EXPECTED])
    assert found == [country for _, country in EXPECTED]
    assert [record for record in caplog.records if record.name == "dashboard.ingest"] == []


def test_a_database_that_cannot_be_asked_loses_no_request(
    recorder: Recorder, configure: Any, tmp_path: Any
) -> None:
    configure(GEOIP_PATH=write_ipv4_only(tmp_path / "old.mmdb"))
    assert countries(recorder, ["81.2.69.160", "2a02:2e0:3fe::1"]) == ["GB", ""]


def test_no_database_is_told_once(
    recorder: Recorder, configure: Any, tmp_path: Any, caplog: Any
) -> None:
    configure(GEOIP_PATH=tmp_path / "missing.mmdb")
    assert countries(recorder, ["81.2.69.160", "89.160.20.112"]) == ["", ""]
    assert len([line for line in caplog.messages if line.startswith("countries are unknown")]) == 1


def test_the_country_is_known_where_the_address_is_not(
    recorder: Recorder, configure: Any, tmp_path: Any
) -> None:
    configure(GEOIP_PATH=write_open_database(tmp_path / "c.mmdb"), IP_STORAGE="hashed")
    recorder.client.get("/plain/", REMOTE_ADDR="81.2.69.160")
    row = recorder.row()
    assert (row.country, row.session.country, row.ip_address[:7]) == ("GB", "GB", "sha256:")


@pytest.mark.skipif(not BUNDLED.exists(), reason="the open country database is not installed")
def test_the_installed_database(recorder: Recorder, configure: Any) -> None:
    configure(GEOIP_PATH=None)
    addresses = ["8.8.8.8", "193.0.6.139", "200.160.2.3", "10.0.0.1"]
    assert countries(recorder, addresses) == ["US", "NL", "BR", ""]
