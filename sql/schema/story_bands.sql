-- One row per band of a signature: articles that share a band may be near-duplicates.
-- Key: band, article_id.
create table if not exists story_bands (
    band ubigint not null,
    article_id varchar not null,
    seen_on date not null
);

comment on table story_bands is
'One row per band of a signature: articles that share a band may be near-duplicates.';
comment on column story_bands.band is 'hash of the band''s number and values';
comment on column story_bands.article_id is 'article';
comment on column story_bands.seen_on is 'day of publication, or of first sight';
