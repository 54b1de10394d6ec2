-- One row per article: its newest revision.
-- Key: article_id.
create table if not exists articles (
    article_id varchar not null,
    revision integer not null,
    document_id varchar not null,
    source_id varchar not null,
    url varchar,
    canonical_url varchar,
    title varchar,
    authors varchar[] not null,
    agency varchar,
    section varchar,
    published_at timestamptz,
    published_basis varchar not null,
    published_zone varchar,
    modified_at timestamptz,
    modified_basis varchar,
    modified_zone varchar,
    first_seen_at timestamptz not null,
    fetched_at timestamptz not null,
    language varchar,
    text varchar not null,
    word_count integer not null,
    text_hash varchar not null,
    is_partial boolean not null,
    partial_reason varchar,
    raw_ref varchar not null,
    extract_method varchar not null,
    annotate_method varchar,
    story_id varchar not null,
    is_duplicate boolean not null,
    told_on date
);

comment on table articles is 'One row per article: its newest revision.';
comment on column articles.article_id is 'key of the canonical address or the seed''s name';
comment on column articles.revision is '1 for the first text seen, counting up';
comment on column articles.document_id is 'body it was read from';
comment on column articles.source_id is 'feed or seed folder it came from';
comment on column articles.url is 'address it was fetched from';
comment on column articles.canonical_url is 'address that names the page';
comment on column articles.title is 'headline without the site''s suffix';
comment on column articles.authors is 'people named as authors, none invented';
comment on column articles.section is 'section of the outlet that the page names';
comment on column articles.agency is 'agency the text is credited to (AFP, AP, Reuters …)';
comment on column articles.published_at is 'UTC instant; midnight where only the day is known';
comment on column articles.published_basis is 'feed, page, manifest, text or unknown';
comment on column articles.published_zone is
'zone in which the time is written, +hh:mm from UTC; NULL: none, or a name of several, read as UTC';
comment on column articles.modified_at is
'UTC instant of the last change that page or feed names';
comment on column articles.modified_basis is 'page or feed: what names the last change; NULL: nothing';
comment on column articles.modified_zone is 'as published_zone, of the last change';
comment on column articles.first_seen_at is 'UTC instant when the article''s first body was fetched';
comment on column articles.fetched_at is 'UTC instant when this body was fetched';
comment on column articles.language is 'ISO 639-1; NULL where the text is too short to tell';
comment on column articles.text is 'clean text; all offsets count its Unicode code points';
comment on column articles.word_count is 'words of the text, split at white space';
comment on column articles.text_hash is 'BLAKE2b of the text';
comment on column articles.is_partial is 'paywall, consent wall or teaser: not the whole article';
comment on column articles.partial_reason is 'paywall, consent, teaser, login …; NULL when whole';
comment on column articles.raw_ref is 'where the archive keeps the original bytes';
comment on column articles.extract_method is 'extractor and version that made the text';
comment on column articles.annotate_method is
'annotator and version that read it; NULL where it was not read';
comment on column articles.story_id is
'smallest article_id among its near-duplicates and syndicated copies';
comment on column articles.is_duplicate is 'true for every copy but the earliest of a story';
comment on column articles.told_on is
'day (UTC) that the text is filed under: that of publication, else of first sight';
