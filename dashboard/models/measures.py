"""What every rollup cell counts."""

from __future__ import annotations

from django.db import models


class Measures(models.Model):
    """Sums over the requests of a cell and over the model calls made inside them.

    All are integers, so that adding them in any order gives the same sum: micros are
    microseconds, nanos are billionths of a US dollar. Histograms and counts are lane blobs
    (``rollups.lanes``).
    """

    requests = models.BigIntegerField(default=0, db_default=0)
    failed = models.BigIntegerField(default=0, db_default=0)
    ai_requests = models.BigIntegerField(default=0, db_default=0)
    anonymous_requests = models.BigIntegerField(default=0, db_default=0)
    latency_micros = models.BigIntegerField(default=0, db_default=0)
    calls = models.BigIntegerField(default=0, db_default=0)
    failed_calls = models.BigIntegerField(default=0, db_default=0)
    unpriced_calls = models.BigIntegerField(default=0, db_default=0)
    prompt_tokens = models.BigIntegerField(default=0, db_default=0)
    completion_tokens = models.BigIntegerField(default=0, db_default=0)
    total_tokens = models.BigIntegerField(default=0, db_default=0)
    cost_nanos = models.BigIntegerField(default=0, db_default=0)
    call_latency_micros = models.BigIntegerField(default=0, db_default=0)
    # One lane a latency bucket: of the requests, and of the calls.
    latency_lanes = models.BinaryField(null=True)
    call_latency_lanes = models.BinaryField(null=True)
    # The provider that served the key, where the key is a model.
    label = models.CharField(max_length=50, blank=True, default="", db_default="")

    class Meta:
        abstract = True
