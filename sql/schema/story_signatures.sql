-- One row per article's newest text that near-duplicates are sought for.
-- Key: article_id.
create table if not exists story_signatures (
    article_id varchar not null,
    text_hash varchar not null,
    seen_on date not null,
    signature uinteger[] not null
);

comment on table story_signatures is
'One row per article''s newest text that near-duplicates are sought for. In work.duckdb alone: it is not published.';
comment on column story_signatures.article_id is 'article';
comment on column story_signatures.text_hash is 'text it was made of';
comment on column story_signatures.seen_on is 'day of publication, or of first sight';
comment on column story_signatures.signature is 'MinHash over word shingles';
