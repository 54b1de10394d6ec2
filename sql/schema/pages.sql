-- One row per page that a feed links to, with what is needed to ask again politely.
-- Key: article_id.
create table if not exists pages (
    article_id varchar not null,
    source_id varchar not null,
    url varchar not null,
    canonical_url varchar not null,
    fingerprint varchar,
    etag varchar,
    last_modified varchar,
    body_hash varchar,
    first_seen_at timestamptz,
    last_fetched_at timestamptz,
    next_check_at timestamptz,
    check_count integer not null,
    failure_count integer not null,
    raw_ref varchar,
    last_outcome varchar,
    validated_url varchar
);

comment on table pages is
'One row per page that a feed links to, with what is needed to ask again politely. In work.duckdb alone: it is not published.';
comment on column pages.article_id is 'key of the canonical address';
comment on column pages.source_id is 'feed through which it was first found';
comment on column pages.url is 'address asked for';
comment on column pages.canonical_url is 'address that names the page';
comment on column pages.fingerprint is 'the sightings when the page was last fetched';
comment on column pages.etag is 'validator of the last answer';
comment on column pages.last_modified is 'validator of the last answer, as sent';
comment on column pages.body_hash is 'BLAKE2b of the last body';
comment on column pages.first_seen_at is 'UTC instant';
comment on column pages.last_fetched_at is 'UTC instant';
comment on column pages.next_check_at is 'UTC instant of the next look, NULL when there is none';
comment on column pages.check_count is 'looks so far';
comment on column pages.failure_count is 'failures in a row';
comment on column pages.raw_ref is 'where the archive keeps the last body';
comment on column pages.last_outcome is 'outcome of the last request, as in fetches';
comment on column pages.validated_url is
'address, after redirects, whose answer had the validators: they are sent there alone';
