"""A step: fill a database with requests over 90 days, or go on with it."""

from __future__ import annotations

import sys
import uuid

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from bench.traffic.history import batches
from dashboard.ingest import wal
from dashboard.ingest.bulk import in_bulk
from dashboard.ingest.checkpoints import Chunk, positions_of
from dashboard.ingest.demo.page_views import PageViews
from dashboard.ingest.writer import Writer
from dashboard.models.request_log import RequestLog
from dashboard.rollups.declarations import ROLLUPS_OF_REQUESTS
from dashboard.rollups.store import table_of

_JOURNAL = uuid.UUID("b6a3c1de-54f0-4b0c-9a56-0e6f2f5d7c11")


def see_that_it_fits() -> None:
    """End, unless the database has the tables and rollups of the code that is measured."""
    there = connection.introspection
    with connection.cursor() as cursor:
        fits = all(
            {field.column for field in model._meta.local_fields}
            == {column.name for column in there.get_table_description(cursor, model._meta.db_table)}
            for model in apps.get_app_config("dashboard").get_models()
        )
    for rollup in ROLLUPS_OF_REQUESTS:
        table = table_of(rollup, rollup.periods[-1])
        cells = table.model._default_manager.filter(
            **dict(zip(table.fixed, table.fixed_values("")))
        )
        fits = fits and cells.exists()
    if not fits:
        name = connection.settings_dict["NAME"]
        sys.exit(f"{name} was built by other code: remove it, and it is built again.")


def main(requests: int, users: int) -> dict[str, float]:
    """Migrate, make the accounts, and write what is missing of the requests."""
    call_command("migrate", verbosity=0)
    accounts = get_user_model()._default_manager
    if not accounts.exists():
        # Numbered by the database, from 1 on, as the traffic expects.
        accounts.bulk_create(
            (accounts.model(username=f"user{n}") for n in range(users)), batch_size=500
        )
    done = positions_of([_JOURNAL]).get(_JOURNAL, 0)
    if done:
        see_that_it_fits()
    writer = Writer()
    bar = tqdm(total=requests, initial=done, unit="request", unit_scale=True, disable=None)
    with bar, in_bulk():
        for batch in batches(requests, users, done):
            after = done + len(batch)
            views = PageViews(done).before(batch)
            writer.write([Chunk(_JOURNAL, "bench", done, after, [*views, *batch])])
            done = after
            bar.update(len(batch))
    wal.sync()
    stored = RequestLog.objects.count()
    assert stored == done == requests, f"{stored} rows for {requests} requests"
    return {"requests": stored}
