-- One row per feed, per site that pages came from without a feed, and one for the seed folder.
-- Key: source_id.
create table if not exists sources (
    source_id varchar not null,
    kind varchar not null,
    name varchar not null,
    url varchar,
    home_url varchar,
    etag varchar,
    last_modified varchar,
    body_hash varchar,
    last_polled_at timestamptz,
    last_success_at timestamptz,
    next_poll_at timestamptz,
    failure_count integer not null,
    last_outcome varchar,
    last_message varchar,
    item_count integer not null,
    raw_ref varchar,
    content varchar not null,
    last_changed_at timestamptz,
    change_seconds double,
    minimum_seconds integer,
    skip_hours integer[] not null,
    skip_days integer[] not null,
    failing_since timestamptz,
    failure_weight double not null,
    moved_url varchar,
    moved_count integer not null,
    retired_at timestamptz,
    validated_url varchar
);

comment on table sources is
'One row per feed, per site that pages came from without a feed, and one for the seed folder.';
comment on column sources.source_id is 'key of kind and address';
comment on column sources.kind is 'feed, site or seeds';
comment on column sources.name is 'title given in seeds/feeds.opml, the site''s host, or the folder';
comment on column sources.url is 'address that is polled';
comment on column sources.home_url is 'the outlet''s site';
comment on column sources.etag is 'validator of the last answer';
comment on column sources.last_modified is 'validator of the last answer, as sent';
comment on column sources.body_hash is 'BLAKE2b of the last body';
comment on column sources.last_polled_at is 'UTC instant of the last request';
comment on column sources.last_success_at is 'UTC instant of the last readable or unchanged answer';
comment on column sources.next_poll_at is 'UTC instant before which it is not asked again';
comment on column sources.failure_count is 'failures in a row';
comment on column sources.last_outcome is 'outcome of the last request, as in fetches';
comment on column sources.last_message is 'what went wrong, for a person';
comment on column sources.item_count is 'items in the last readable answer';
comment on column sources.raw_ref is 'where the archive keeps the last body';
comment on column sources.content is 'what articles are made of: page, feed, or auto';
comment on column sources.last_changed_at is 'UTC instant at which the body was last new';
comment on column sources.change_seconds is 'smoothed time between changes of the body, in seconds';
comment on column sources.minimum_seconds is
'shortest interval that the feed asks for (ttl, Cache-Control), in seconds';
comment on column sources.skip_hours is 'hours (UTC) at which the feed asks to be left alone';
comment on column sources.skip_days is 'days at which the feed asks to be left alone, Monday 0';
comment on column sources.failing_since is 'UTC instant of the first of the failures in a row';
comment on column sources.failure_weight is 'failures in a row, soft ones counted in part';
comment on column sources.moved_url is 'where it says it has moved for good';
comment on column sources.moved_count is 'how often in a row it said so';
comment on column sources.retired_at is 'UTC instant at which it was given up (410, or long dead)';
comment on column sources.validated_url is
'address, after redirects, whose answer had the validators: they are sent there alone';
