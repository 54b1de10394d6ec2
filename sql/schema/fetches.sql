-- One row per request.
-- Key: fetch_id.
create table if not exists fetches (
    fetch_id varchar not null,
    url varchar not null,
    purpose varchar not null,
    source_id varchar,
    started_at timestamptz not null,
    seconds double not null,
    outcome varchar not null,
    status smallint,
    byte_count bigint not null,
    final_url varchar,
    etag varchar,
    last_modified varchar,
    body_hash varchar,
    raw_ref varchar,
    message varchar
);

comment on table fetches is 'One row per request.';
comment on column fetches.fetch_id is 'key of address and start';
comment on column fetches.url is 'address asked for';
comment on column fetches.purpose is 'feed, page or robots';
comment on column fetches.source_id is 'feed that asked for it';
comment on column fetches.started_at is 'UTC instant';
comment on column fetches.seconds is 'from request to last byte, in seconds';
comment on column fetches.outcome is
'ok, not_modified, gone, refused, unreachable, timeout, too_large or error';
comment on column fetches.status is 'HTTP status';
comment on column fetches.byte_count is 'bytes of the body after decompression';
comment on column fetches.final_url is 'address after redirects';
comment on column fetches.etag is 'validator sent';
comment on column fetches.last_modified is 'validator sent';
comment on column fetches.body_hash is 'BLAKE2b of the body';
comment on column fetches.raw_ref is 'where the archive keeps it';
comment on column fetches.message is 'what went wrong, for a person';
