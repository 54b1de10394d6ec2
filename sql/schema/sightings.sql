-- One row per item of a feed: one article may be sighted through many feeds.
-- Key: sighting_id.
create table if not exists sightings (
    sighting_id varchar not null,
    source_id varchar not null,
    article_id varchar not null,
    item_id varchar not null,
    url varchar,
    title varchar,
    summary varchar,
    authors varchar[] not null,
    published_at timestamptz,
    modified_at timestamptz,
    fingerprint varchar not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    wanted_since_at timestamptz,
    published_zone varchar,
    modified_zone varchar
);

comment on table sightings is
'One row per item of a feed: one article may be sighted through many feeds. In work.duckdb alone: it is not published.';
comment on column sightings.sighting_id is 'key of source and item';
comment on column sightings.source_id is 'feed';
comment on column sightings.article_id is 'article that the item links to';
comment on column sightings.item_id is 'the feed''s own id of the item, or its link';
comment on column sightings.url is 'link as the feed gives it';
comment on column sightings.title is 'as the feed gives it';
comment on column sightings.summary is 'as the feed gives it';
comment on column sightings.authors is 'as the feed gives them';
comment on column sightings.published_at is 'UTC instant, as the feed gives it';
comment on column sightings.modified_at is 'UTC instant, as the feed gives it';
comment on column sightings.fingerprint is 'BLAKE2b of what the feed says of the item';
comment on column sightings.first_seen_at is 'UTC instant';
comment on column sightings.last_seen_at is 'UTC instant of the last change seen';
comment on column sightings.wanted_since_at is
'UTC instant: no date was named, and the page is wanted only if it is no older; NULL: whatever its date';
comment on column sightings.published_zone is
'zone in which the feed writes the time, +hh:mm from UTC; NULL: none, or a name of several';
comment on column sightings.modified_zone is 'as published_zone, of the last change';
