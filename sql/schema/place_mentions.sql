-- One row per mention of a place.
-- Key: mention_id.
create table if not exists place_mentions (
    mention_id varchar not null,
    article_id varchar not null,
    revision integer not null,
    start integer not null,
    "end" integer not null,
    text varchar not null,
    place_id varchar,
    is_metonym boolean not null,
    is_demonym boolean not null,
    role varchar not null,
    confidence double not null,
    method varchar not null,
    told_on date
);

comment on table place_mentions is 'One row per mention of a place.';
comment on column place_mentions.mention_id is 'key of article, revision and span';
comment on column place_mentions.article_id is 'article';
comment on column place_mentions.revision is 'revision of the article';
comment on column place_mentions.start is
'Unicode code points into the text of (article_id, revision)';
comment on column place_mentions."end" is
'Unicode code points into the text of (article_id, revision), exclusive';
comment on column place_mentions.text is 'the words';
comment on column place_mentions.place_id is 'which place; NULL where the gazetteer has none';
comment on column place_mentions.is_metonym is 'stands for a government or body ("Moscow said")';
comment on column place_mentions.is_demonym is
'names the people or the adjective ("Russian forces")';
comment on column place_mentions.role is 'dateline, event, speaker or other';
comment on column place_mentions.confidence is '0 to 1';
comment on column place_mentions.method is 'rule or model, with its version';
comment on column place_mentions.told_on is
'day (UTC) that the text is filed under: that of publication, else of first sight';
