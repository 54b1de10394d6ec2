-- One row per item that could not be read.
-- Key: quarantine_id.
create table if not exists quarantine (
    quarantine_id varchar not null,
    stage varchar not null,
    item varchar not null,
    reason varchar not null,
    message varchar not null,
    source_id varchar,
    document_id varchar,
    raw_ref varchar,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    retry varchar not null
);

comment on table quarantine is 'One row per item that could not be read.';
comment on column quarantine.quarantine_id is 'key of stage, item and reason';
comment on column quarantine.stage is 'ingest, extract, annotate or validate';
comment on column quarantine.item is 'file name, address or row key';
comment on column quarantine.reason is
'short slug: not_utf8, empty, too_large, no_article, timeout …';
comment on column quarantine.message is 'the item, the value and the remedy';
comment on column quarantine.source_id is 'where it came from';
comment on column quarantine.document_id is 'body it was';
comment on column quarantine.raw_ref is 'where the archive keeps the bytes';
comment on column quarantine.first_seen_at is 'UTC instant';
comment on column quarantine.last_seen_at is 'UTC instant';
comment on column quarantine.retry is 'the command that tries it again';
