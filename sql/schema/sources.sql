-- One row per feed, and one for the seed folder.
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
    item_count integer not null
);

comment on table sources is 'One row per feed, and one for the seed folder.';
comment on column sources.source_id is 'key of kind and address';
comment on column sources.kind is 'feed or seeds';
comment on column sources.name is 'title given in seeds/feeds.opml, or the folder';
comment on column sources.url is 'address that is polled';
comment on column sources.home_url is 'the outlets site';
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
