-- One row per revision of an article.
-- Key: article_id, revision.
create table if not exists article_revisions (
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
    added varchar[] not null,
    removed varchar[] not null,
    previous_title varchar,
    told_on date
);

comment on table article_revisions is 'One row per revision of an article.';
comment on column article_revisions.article_id is 'key of the canonical address or the seed''s name';
comment on column article_revisions.revision is '1 for the first text seen, counting up';
comment on column article_revisions.document_id is 'body it was read from';
comment on column article_revisions.source_id is 'feed or seed folder it came from';
comment on column article_revisions.url is 'address it was fetched from';
comment on column article_revisions.canonical_url is 'address that names the page';
comment on column article_revisions.title is 'headline without the site''s suffix';
comment on column article_revisions.authors is 'people named as authors, none invented';
comment on column article_revisions.section is 'section of the outlet that the page names';
comment on column article_revisions.agency is 'agency the text is credited to (AFP, AP, Reuters …)';
comment on column article_revisions.published_at is
'UTC instant; midnight where only the day is known';
comment on column article_revisions.published_basis is 'feed, page, manifest, text or unknown';
comment on column article_revisions.published_zone is
'zone in which the time is written, +hh:mm from UTC; NULL: none, or a name of several, read as UTC';
comment on column article_revisions.modified_at is
'UTC instant of the last change that page or feed names';
comment on column article_revisions.modified_basis is
'page or feed: what names the last change; NULL: nothing';
comment on column article_revisions.modified_zone is 'as published_zone, of the last change';
comment on column article_revisions.first_seen_at is
'UTC instant when the article''s first body was fetched';
comment on column article_revisions.fetched_at is 'UTC instant when this body was fetched';
comment on column article_revisions.language is
'ISO 639-1; NULL where the text is too short to tell';
comment on column article_revisions.text is 'clean text; all offsets count its Unicode code points';
comment on column article_revisions.word_count is 'words of the text, split at white space';
comment on column article_revisions.text_hash is 'BLAKE2b of the text';
comment on column article_revisions.is_partial is
'paywall, consent wall or teaser: not the whole article';
comment on column article_revisions.partial_reason is
'paywall, consent, teaser, login …; NULL when whole';
comment on column article_revisions.raw_ref is 'where the archive keeps the original bytes';
comment on column article_revisions.extract_method is 'extractor and version that made the text';
comment on column article_revisions.annotate_method is
'annotator and version that read it; NULL where it was not read';
comment on column article_revisions.added is 'sentences that this revision added';
comment on column article_revisions.removed is 'sentences that this revision removed';
comment on column article_revisions.previous_title is
'headline of the revision before, where it changed';
comment on column article_revisions.told_on is
'day (UTC) that the text is filed under: that of publication, else of first sight';
