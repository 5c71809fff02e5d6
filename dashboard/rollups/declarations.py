"""Every rollup, declared once: what it is keyed by, what it sums, how fine it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.rollups.lanes import COUNT, SUM
from dashboard.rollups.periods import Period

NOTHING: tuple[str, ...] = ()
COUNTS = ("requests",)
# What the calls of a request add up to.
SUMS_OF_CALLS = (
    "calls",
    "failed_calls",
    "unpriced_calls",
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "cost_nanos",
)
OF_REQUESTS = (
    "requests",
    "failed",
    "ai_requests",
    "anonymous_requests",
    "latency_micros",
    *SUMS_OF_CALLS,
)
OF_CALLS = (
    *SUMS_OF_CALLS,
    "call_latency_micros",
)
OF_MODELS = (*OF_REQUESTS, "call_latency_micros")

# Bytes of a lane of each blob column, where it is not that of counts.
_SUMS = {"token_lanes": SUM, "cost_lanes": SUM}

# Users of one cell of user lanes; the fold and the readers must agree on it for ever.
USERS_A_BLOCK = 1024


def lane_bytes_of(column: str) -> int:
    """How many bytes a lane of a blob column takes when it is added up."""
    return _SUMS.get(column, COUNT)


@dataclass(frozen=True, eq=False)
class Rollup:
    """Cells of one dimension.

    ``fields`` are the facts' fields that make the key (and the part). ``requests`` and
    ``calls`` say which facts are counted into its cells; ``latency`` whether they carry
    histograms; ``users`` whether they carry the requests of each user, ``usage`` the tokens
    and the money that each user's calls took. ``of_models`` counts a request once for each
    model that it called.
    """

    dimension: str
    fields: tuple[str, ...]
    measures: tuple[str, ...]
    finest: Period = Period.QUARTER
    requests: bool = True
    calls: bool = False
    of_models: bool = False
    latency: bool = False
    users: bool = False
    usage: bool = False

    @property
    def by_block(self) -> bool:
        """Whether its cells are of a block of users, whose number is the part of the key."""
        return self.users or self.usage

    @property
    def blobs(self) -> tuple[str, ...]:
        """The blob columns that its cells carry."""
        return (
            *(("latency_lanes",) if self.latency and self.requests else ()),
            *(("call_latency_lanes",) if self.latency and self.calls else ()),
            *(("user_lanes",) if self.users else ()),
            *(("token_lanes", "cost_lanes") if self.usage else ()),
        )

    @property
    def periods(self) -> list[Period]:
        """Its periods, finest first."""
        return [period for period in Period if period >= self.finest]


TOTAL = Rollup("total", (), OF_REQUESTS, latency=True)
ENDPOINT = Rollup("endpoint", ("endpoint",), OF_REQUESTS, latency=True)
STATUS = Rollup("status", ("status",), COUNTS)
COUNTRY = Rollup("country", ("country",), COUNTS)
MODEL = Rollup("model", ("model",), OF_MODELS, calls=True, of_models=True, latency=True)
# What is read of it where only the calls matter.
MODEL_CALLS = replace(MODEL, measures=OF_CALLS, requests=False)
USERS = Rollup("users", (), COUNTS, users=True)
USAGE = Rollup("usage", (), NOTHING, Period.HOUR, requests=False, usage=True)

# Breakdowns of one endpoint and of one model, for the dashboard's filters. They stop at the
# day, and models at the hour: finer cells would be nearly as many as the requests themselves.
ENDPOINT_STATUS = Rollup("endpoint+status", ("endpoint", "status"), COUNTS, Period.DAY)
ENDPOINT_COUNTRY = Rollup("endpoint+country", ("endpoint", "country"), COUNTS, Period.DAY)
ENDPOINT_USERS = Rollup("endpoint+users", ("endpoint",), COUNTS, Period.DAY, users=True, usage=True)
ENDPOINT_MODEL = Rollup(
    "endpoint+model",
    ("endpoint", "model"),
    OF_CALLS,
    Period.HOUR,
    requests=False,
    calls=True,
    latency=True,
)
MODEL_STATUS = Rollup("model+status", ("model", "status"), COUNTS, Period.DAY, of_models=True)
MODEL_COUNTRY = Rollup("model+country", ("model", "country"), COUNTS, Period.DAY, of_models=True)
MODEL_USERS = Rollup(
    "model+users", ("model",), COUNTS, Period.DAY, of_models=True, users=True, usage=True
)

ROLLUPS = (
    TOTAL,
    ENDPOINT,
    STATUS,
    COUNTRY,
    MODEL,
    USERS,
    USAGE,
    ENDPOINT_STATUS,
    ENDPOINT_COUNTRY,
    ENDPOINT_USERS,
    ENDPOINT_MODEL,
    MODEL_STATUS,
    MODEL_COUNTRY,
    MODEL_USERS,
)
