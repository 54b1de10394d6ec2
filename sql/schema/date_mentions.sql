-- One row per time expression.
-- Key: mention_id.
create table if not exists date_mentions (
    mention_id varchar not null,
    article_id varchar not null,
    revision integer not null,
    start integer not null,
    "end" integer not null,
    text varchar not null,
    type varchar not null,
    value varchar not null,
    date_start date,
    date_end date,
    precision varchar not null,
    basis varchar not null,
    method varchar not null,
    told_on date
);

comment on table date_mentions is 'One row per time expression.';
comment on column date_mentions.mention_id is 'key of article, revision and span';
comment on column date_mentions.article_id is 'article';
comment on column date_mentions.revision is 'revision of the article';
comment on column date_mentions.start is
'Unicode code points into the text of (article_id, revision)';
comment on column date_mentions."end" is
'Unicode code points into the text of (article_id, revision), exclusive';
comment on column date_mentions.text is 'the words';
comment on column date_mentions.type is 'TIMEX3: DATE, TIME, DURATION or SET';
comment on column date_mentions.value is 'TIMEX3 value';
comment on column date_mentions.date_start is 'first day';
comment on column date_mentions.date_end is 'last day, inclusive';
comment on column date_mentions.precision is 'time, day, week, month, year or none';
comment on column date_mentions.basis is 'explicit, relative, publication or none';
comment on column date_mentions.method is 'rule or model, with its version';
comment on column date_mentions.told_on is
'day (UTC) that the text is filed under: that of publication, else of first sight';
