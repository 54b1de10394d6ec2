-- One row per distinct body of an article: a page, a seed or a feed item's own content.
-- Key: document_id.
create table if not exists documents (
    document_id varchar not null,
    article_id varchar not null,
    source_id varchar not null,
    name varchar not null,
    url varchar,
    canonical_url varchar,
    media_type varchar not null,
    body_hash varchar not null,
    byte_count bigint not null,
    fetched_at timestamptz not null,
    raw_ref varchar not null,
    hint_title varchar,
    hint_authors varchar[] not null,
    hint_agency varchar,
    hint_published_at timestamptz,
    hint_published_basis varchar not null,
    hint_modified_at timestamptz,
    hint_language varchar,
    hint_summary varchar,
    hint_wanted_since_at timestamptz,
    hint_published_zone varchar,
    hint_modified_zone varchar,
    charset varchar,
    outcome varchar not null,
    method varchar
);

comment on table documents is 'One row per distinct body of an article: a page, a seed or a feed item''s own content.';
comment on column documents.document_id is 'key of article and body';
comment on column documents.article_id is 'key of the canonical address or the seed''s name';
comment on column documents.source_id is 'where it came from';
comment on column documents.name is 'what messages call it: address or file name';
comment on column documents.url is 'address it was fetched from';
comment on column documents.canonical_url is 'address that names the page';
comment on column documents.media_type is 'text/html, text/plain or text/markdown';
comment on column documents.body_hash is 'BLAKE2b of the body';
comment on column documents.byte_count is 'bytes of the body';
comment on column documents.fetched_at is 'UTC instant';
comment on column documents.raw_ref is 'where the archive keeps the body';
comment on column documents.hint_title is 'title that feed, manifest or front matter gives';
comment on column documents.hint_authors is 'authors that feed, manifest or front matter give';
comment on column documents.hint_agency is 'agency that the manifest gives';
comment on column documents.hint_published_at is
'UTC instant that feed, manifest or front matter gives';
comment on column documents.hint_published_basis is 'feed, manifest or unknown';
comment on column documents.hint_modified_at is 'UTC instant that the feed gives';
comment on column documents.hint_language is 'ISO 639-1, as the manifest gives it';
comment on column documents.hint_summary is 'summary that the feed gives';
comment on column documents.hint_wanted_since_at is
'UTC instant: wanted only if published since then; NULL: whatever its date';
comment on column documents.hint_published_zone is
'zone in which feed or manifest write the time, +hh:mm from UTC; NULL: none, or a name of several';
comment on column documents.hint_modified_zone is 'as hint_published_zone, of the last change';
comment on column documents.charset is 'charset that the server named; NULL: none';
comment on column documents.outcome is
'pending, loaded, unchanged, passed_over (older than asked for), rejected or forgotten';
comment on column documents.method is 'extractor that read it, with its version';
