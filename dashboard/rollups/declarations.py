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
OF_ROUTES = ("requests", "failed", "latency_micros")
OF_VISITS = ("sessions", "session_millis", "requests")

# Columns of facts that a rollup counts (``facts.Facts``).
REQUESTS, MODEL_REQUESTS, VISITS, PAGE_VIEWS = "requests", "model_requests", "visits", "page_views"
EVENTS = "events"

# What stands for keys beyond a cap.
OTHER = "(other)"

# Bytes of a lane of each blob column, where it is not that of counts.
_SUMS = {"token_lanes": SUM, "cost_lanes": SUM, "time_lanes": SUM}

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
    and the money that each user's calls took, ``time`` how long each user's visits lasted.
    ``source`` names the facts that are counted where ``requests`` is set: ``MODEL_REQUESTS`` is
    a request once for each model that it called. The cells of one that is ``of_all`` of another
    are those of the other added up.
    """

    dimension: str
    fields: tuple[str, ...]
    measures: tuple[str, ...]
    finest: Period = Period.QUARTER
    requests: bool = True
    calls: bool = False
    source: str = REQUESTS
    latency: bool = False
    users: bool = False
    usage: bool = False
    time: bool = False
    of_all: Rollup | None = None

    @property
    def of_models(self) -> bool:
        """Whether it counts a request once for each model that it called."""
        return self.source == MODEL_REQUESTS

    @property
    def of_visits(self) -> bool:
        """Whether it counts what a visit, page view or event is, and not requests."""
        return self.source in (VISITS, PAGE_VIEWS, EVENTS)

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
            *(("time_lanes",) if self.time else ()),
        )

    @property
    def periods(self) -> list[Period]:
        """Its periods, finest first."""
        return [period for period in Period if period >= self.finest]


ENDPOINT = Rollup("endpoint", ("endpoint",), OF_REQUESTS, latency=True)
TOTAL = Rollup("total", (), OF_REQUESTS, latency=True, of_all=ENDPOINT)
# What is read of it where latencies do not matter.
TOTAL_COUNTS = replace(TOTAL, measures=COUNTS, latency=False, of_all=None)
STATUS = Rollup("status", ("status",), COUNTS)
COUNTRY = Rollup("country", ("country",), COUNTS)
MODEL = Rollup("model", ("model",), OF_MODELS, calls=True, source=MODEL_REQUESTS, latency=True)
# What is read of it where only the calls matter.
MODEL_CALLS = replace(MODEL, measures=OF_CALLS, requests=False)
USERS = Rollup("users", (), COUNTS, users=True)
# Kept nowhere: read from rows alone, of less than an hour.
SESSION = Rollup("session", ("session",), COUNTS)
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
MODEL_STATUS = Rollup(
    "model+status", ("model", "status"), COUNTS, Period.DAY, source=MODEL_REQUESTS
)
MODEL_COUNTRY = Rollup(
    "model+country", ("model", "country"), COUNTS, Period.DAY, source=MODEL_REQUESTS
)
MODEL_USERS = Rollup(
    "model+users",
    ("model",),
    COUNTS,
    Period.DAY,
    source=MODEL_REQUESTS,
    users=True,
    usage=True,
)
# Which features are used, and how.
ROUTE = Rollup("route", ("route",), OF_ROUTES, Period.HOUR, latency=True)

# Visits, in the bucket in which they began, and page views.
SESSIONS = Rollup("sessions", (), OF_VISITS, source=VISITS)
PLATFORM = Rollup("platform", ("platform",), OF_VISITS, Period.HOUR, source=VISITS)
BROWSER = Rollup("browser", ("browser",), OF_VISITS, Period.HOUR, source=VISITS)
OS = Rollup("os", ("os",), OF_VISITS, Period.HOUR, source=VISITS)
USER_SESSIONS = Rollup(
    "sessions+users", (), ("sessions",), Period.HOUR, source=VISITS, users=True, time=True
)
VIEWS = Rollup("page views", (), ("page_views",), source=PAGE_VIEWS)

# Events of one project. Users are its visitors.
PROJECT_EVENTS = Rollup("events", (), ("events", "page_views"), source=EVENTS)
EVENT = Rollup("event", ("event",), ("events",), source=EVENTS)
VISITORS = Rollup("visitors", (), ("events",), source=EVENTS, users=True)

ROLLUPS_OF_REQUESTS = (
    ENDPOINT,
    TOTAL,
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
    ROUTE,
)
ROLLUPS_OF_VISITS = (SESSIONS, PLATFORM, BROWSER, OS, USER_SESSIONS, VIEWS)
# Those of everybody's requests, and those that each project has by itself.
ROLLUPS = ROLLUPS_OF_REQUESTS + ROLLUPS_OF_VISITS
ROLLUPS_OF_PROJECTS = (SESSIONS, PROJECT_EVENTS, EVENT, VISITORS)
