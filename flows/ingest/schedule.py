"""What a feed has answered goes in; when and where to ask it next comes out. No clock, no network.

An operator leaves this alone for a year: a feed is asked as often as it publishes, less often when
it fails, and now and then when it was given up.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from flows.ingest.answer import Answer
from flows.ingest.items import Feed
from flows.records import Source

# The shares and the sample are tuned on the month that tests/ingest/test_month.py simulates.
SHORTEST = 5 * 60.0
LONGEST = 24 * 3600.0
HOUR = 3600.0
UNKNOWN = HOUR  # for a feed whose rhythm is not known yet
WHOLE_GAP = 15 * 60.0  # a feed is not asked more often than it publishes, up to this pause
SHARE_OF_GAP = 0.35  # up to an hour, of the mean time between items
SHARE_OF_LONG_GAP = 0.5  # of what is more than an hour
SHARE_OF_SILENCE = 0.25  # a feed that fell silent is asked ever less often
SAMPLE = 12  # items that tell the rhythm: about half a day of a busy feed
SOFT_WEIGHT = 0.25  # of a failure that the feed's host may get over by itself
BASE_SECONDS = 15 * 60.0
GIVE_UP_WEIGHT = 10.0
GIVE_UP_AFTER = timedelta(days=30)
RETRY_RETIRED = timedelta(days=30)
LONGEST_PAUSE = RETRY_RETIRED + timedelta(days=7)  # skipDays come on top
MOVES_BELIEVED = 3  # sights of the same 301 or 308
LONGEST_RETRY_AFTER = 7 * 86400.0
GRACE = timedelta(seconds=60)  # a run that comes a moment early is on time
SOFT_OUTCOMES = frozenset({"timeout", "unreachable"})
SOFT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})


def due_sources(sources: list[Source], *, now: datetime, is_forced: bool = False) -> list[Source]:
    """Return the feeds to ask now; forced, all but those that asked to be left alone.

    Forced is a person's wish: it overrides the rhythm, never a Retry-After or a retirement. A feed
    that was asked in what is now the future, by a clock that ran ahead, is due: the pause that was
    reckoned from there may last for years.
    """
    due = []
    for source in sources:
        is_waited_for = source.last_outcome in {"wait", "gone"} or source.retired_at is not None
        is_late = source.next_poll_at is None or source.next_poll_at <= now + GRACE
        is_late |= source.last_polled_at is not None and source.last_polled_at > now + GRACE
        is_late |= source.next_poll_at is not None and source.next_poll_at > now + LONGEST_PAUSE
        if is_late or (is_forced and not is_waited_for):
            due.append(source)
    return due


def after_success(
    source: Source, answer: Answer, feed: Feed | None, *, now: datetime, is_changed: bool
) -> Source:
    """Return the feed after a readable or unchanged answer (`feed` is None where unchanged)."""
    fetch = answer.fetch
    state = replace(
        source,
        etag=fetch.etag or (source.etag if fetch.outcome == "not_modified" else None),
        last_modified=fetch.last_modified
        or (source.last_modified if fetch.outcome == "not_modified" else None),
        validated_url=fetch.final_url,
        body_hash=fetch.body_hash or source.body_hash,
        raw_ref=source.raw_ref if fetch.outcome == "not_modified" else fetch.raw_ref,
        last_polled_at=now,
        last_success_at=now,
        last_outcome=fetch.outcome,
        last_message=None,
        failure_count=0,
        failure_weight=0.0,
        failing_since=None,
        retired_at=None,
    )
    state = _moved(state, answer)
    if is_changed:
        state = replace(state, last_changed_at=now)
    if feed is not None:
        state = _learned(state, answer, feed)
    return replace(state, next_poll_at=_next_poll(state, now))


def after_failure(
    source: Source, answer: Answer, *, now: datetime, outcome: str, message: str | None
) -> Source:
    """Return the feed after an answer that gave nothing to read."""
    fetch = answer.fetch
    weight = source.failure_weight + (SOFT_WEIGHT if is_soft(outcome, fetch.status) else 1.0)
    since = min(source.failing_since or now, now)  # a clock may have run ahead
    state = replace(
        source,
        last_polled_at=now,
        last_outcome=outcome,
        last_message=message,
        failure_count=source.failure_count + 1,
        failure_weight=weight,
        failing_since=since,
    )
    is_dead = weight >= GIVE_UP_WEIGHT and now - since >= GIVE_UP_AFTER
    if outcome == "gone" or is_dead or source.retired_at is not None:
        retired_at = source.retired_at or now
        return replace(state, retired_at=retired_at, next_poll_at=now + RETRY_RETIRED)
    asked = retry_after(answer.header("retry-after"), now=now)
    if asked is not None and fetch.status in {429, 503}:
        pause = timedelta(seconds=max(asked, SHORTEST))
        return replace(state, last_outcome="wait", next_poll_at=now + pause)
    seconds = min(LONGEST, BASE_SECONDS * 2.0 ** min(weight, 20.0))
    return replace(state, next_poll_at=now + timedelta(seconds=seconds))


def is_soft(outcome: str, status: int | None) -> bool:
    """Say whether a failure is one that the host may get over by itself."""
    return outcome in SOFT_OUTCOMES or status in SOFT_STATUSES


def retry_after(value: str | None, *, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, at most a week.

    RFC 9110, section 10.2.3: seconds, or a date.
    """
    if not value:
        return None
    value = value.strip()
    if value.isdecimal():
        return min(float(value[:12]), LONGEST_RETRY_AFTER)
    try:
        instant = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return min(max(0.0, (instant - now).total_seconds()), LONGEST_RETRY_AFTER)


def max_age(value: str | None) -> int | None:
    """Return the seconds for which a Cache-Control header calls the answer fresh."""
    for part in (value or "").lower().split(","):
        name, _, seconds = part.strip().partition("=")
        seconds = seconds.strip('"')
        if name == "max-age" and seconds.isdecimal():
            return int(seconds[:9])
    return None


def gap_seconds(feed: Feed) -> float | None:
    """Return the mean time between the newest items, None where too few are dated."""
    dates = {item.published_at for item in feed.items if item.published_at is not None}
    newest = sorted(dates, reverse=True)[: SAMPLE + 1]
    if len(newest) < 3:
        return None
    return (newest[0] - newest[-1]).total_seconds() / (len(newest) - 1)


def _moved(state: Source, answer: Answer) -> Source:
    """Believe a permanent redirect that was seen again and again, and ask there from now on."""
    target = answer.permanent_url
    if target is None or target == state.url:
        return replace(state, moved_url=None, moved_count=0)
    count = state.moved_count + 1 if target == state.moved_url else 1
    if count < MOVES_BELIEVED:
        return replace(state, moved_url=target, moved_count=count)
    return replace(state, url=target, moved_url=None, moved_count=0)


def _learned(state: Source, answer: Answer, feed: Feed) -> Source:
    """Note what the feed says and shows of its rhythm."""
    asked = (feed.ttl_seconds, max_age(answer.header("cache-control")))
    gap = gap_seconds(feed)
    newest = max((item.published_at for item in feed.items if item.published_at), default=None)
    return replace(
        state,
        item_count=len(feed.items),
        change_seconds=gap if gap is not None else state.change_seconds,
        last_changed_at=newest if gap is not None else state.last_changed_at,
        minimum_seconds=max((each for each in asked if each), default=None),
        skip_hours=feed.skip_hours,
        skip_days=feed.skip_days,
    )


def _next_poll(state: Source, now: datetime) -> datetime:
    seconds = _rhythm(state.change_seconds)
    if state.last_changed_at is not None:
        silence = (now - state.last_changed_at).total_seconds()
        seconds = max(seconds, silence * SHARE_OF_SILENCE)
    seconds = max(seconds, float(state.minimum_seconds or 0), SHORTEST)
    spread = 0.95 + int(state.source_id[:4] or "0", 16) / 0xFFFF / 10  # not all at once
    moment = now + timedelta(seconds=max(SHORTEST, min(seconds, LONGEST) * spread))
    return _outside_skipped(moment, state.skip_hours, state.skip_days)


def _rhythm(gap: float | None) -> float:
    """Return the pause for a feed with this mean time between items, in seconds.

    Feeds that publish every hour or more often are asked so often that half of their items are
    at most a quarter of an hour old; busier ones no oftener than they publish, as nearly every
    answer is a whole body then.
    """
    if gap is None:
        return UNKNOWN
    share = min(gap, HOUR) * SHARE_OF_GAP + max(0.0, gap - HOUR) * SHARE_OF_LONG_GAP
    return max(share, min(gap, WHOLE_GAP))


def _outside_skipped(moment: datetime, hours: tuple[int, ...], days: tuple[int, ...]) -> datetime:
    """Return the first moment from this one on at which the feed may be asked."""
    if len(hours) >= 24 or len(days) >= 7:
        return moment
    while moment.hour in hours or moment.weekday() in days:
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment
