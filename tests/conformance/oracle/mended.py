"""Mends Prefect where it fails, in the least way that lets it answer. Without `with mended():` it is as it was."""

import contextlib
import datetime
import json
import math
import re
import sys

import prefect.server.api.server as api
import prefect.server.orchestration.rules as rules
import prefect.server.schemas.core as core
import prefect.server.utilities.database as database
from prefect.server.database import db_injector, orm_models
from sqlalchemy.orm.attributes import set_committed_value

UTC = datetime.timezone.utc
# What is not in the years 1 to 9999 when told in UTC, by what the database holds in its place.
beyond = {}

encode = api.jsonable_encoder
fill_policy = core.set_run_policy_deprecated_fields
write_state = rules.TaskOrchestrationContext._validate_proposed_state.__wrapped__
bind_timestamp, result_timestamp = database.Timestamp.process_bind_param, database.Timestamp.process_result_value


def plain(value):
    """The value as JSON in UTF-8 can say it: null for what is not finite, U+FFFD for half a surrogate pair."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    return value


def a_policy_that_is_no_object_reaches_pydantic(values):
    return fill_policy(values) if isinstance(values, dict) else values


class AnErrorMayHoldAnything(api.JSONResponse):
    def render(self, content):
        return super().render(plain(content))


def a_body_that_is_no_text_is_shown(content):
    return encode(content, custom_encoder={bytes: lambda body: body.decode(errors="replace")})


async def a_state_s_data_is_at_hand_once_written(self, db):
    await write_state(self, db)
    if self.run.state is not None and self.run.state.result_artifact_id:
        # The data itself, since SQLite tells a lone number that it read from what was written.
        artifact = orm_models.Artifact(data=self.validated_state.data)
        set_committed_value(self.run.state, "_result_artifact", artifact)


def what_is_not_finite_is_stored_as_it_is(self, value, dialect):
    stored = json.loads(json.dumps(value)) if value else value
    # As Prefect stores it, with which it does not fail.
    if isinstance(stored, dict) and "max_retries" in stored:
        delay = stored["retry_delay"]
        stored["retry_delay"] = plain(delay) if isinstance(delay, float) else delay
    return stored


def a_time_beyond_the_years_is_stored(self, value, dialect):
    try:
        return bind_timestamp(self, value, dialect)
    except OverflowError:
        edge = datetime.datetime.min if value.year == 1 else datetime.datetime.max
        # No payload's time has such microseconds by chance.
        place = edge.replace(microsecond=417_263 + len(beyond))
        beyond[place] = value
        return place.replace(tzinfo=UTC)


def a_time_beyond_the_years_is_read(self, value, dialect):
    return beyond.get(value) or result_timestamp(self, value, dialect)


MENDS = [
    (core, "set_run_policy_deprecated_fields", a_policy_that_is_no_object_reaches_pydantic),
    (api, "JSONResponse", AnErrorMayHoldAnything),
    (api, "jsonable_encoder", a_body_that_is_no_text_is_shown),
    (rules.TaskOrchestrationContext, "_validate_proposed_state", a_state_s_data_is_at_hand_once_written),
    (database.JSON, "process_bind_param", what_is_not_finite_is_stored_as_it_is),
    (database.Timestamp, "process_bind_param", a_time_beyond_the_years_is_stored),
    (database.Timestamp, "process_result_value", a_time_beyond_the_years_is_read),
]
mending = False


def install(owner, name, mend):
    """Puts a mend where SQLAlchemy may remember it: it looks at each call whether it is wanted."""
    found = getattr(owner, name)
    original = getattr(found, "__wrapped__", found)

    def either(*given, **options):
        return (mend if mending else original)(*given, **options)

    setattr(owner, name, either if original is found else db_injector(either))


for parts in MENDS:
    install(*parts)


@contextlib.contextmanager
def mended():
    global mending
    depth = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    mending = True
    try:
        yield
    finally:
        mending = False
        sys.setrecursionlimit(depth)
