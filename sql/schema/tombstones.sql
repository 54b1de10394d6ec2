-- One row per article or source that was taken down, so that it does not come back.
-- Key: tombstone_id.
create table if not exists tombstones (
    tombstone_id varchar not null,
    kind varchar not null,
    name varchar not null,
    reason varchar not null,
    forgotten_at timestamptz not null
);

comment on table tombstones is
'One row per article or source that was taken down, so that it does not come back. In work.duckdb alone: it is not published.';
comment on column tombstones.tombstone_id is 'article_id or source_id of what was taken down';
comment on column tombstones.kind is 'article or source';
comment on column tombstones.name is 'what the operator named: key, address or title';
comment on column tombstones.reason is 'why, in the operator''s words';
comment on column tombstones.forgotten_at is 'UTC instant';
