-- One row per actor of one revision of an article.
-- Key: article_id, revision, actor_id.
create table if not exists actor_mentions (
    article_id varchar not null,
    revision integer not null,
    actor_id varchar not null,
    name varchar not null,
    kind varchar not null,
    aliases varchar[] not null,
    role varchar,
    country_code varchar,
    sector varchar,
    told_on date
);

comment on table actor_mentions is 'One row per actor of one revision of an article.';
comment on column actor_mentions.article_id is 'article';
comment on column actor_mentions.revision is 'revision of the article';
comment on column actor_mentions.actor_id is 'actor';
comment on column actor_mentions.name is 'canonical name in this article';
comment on column actor_mentions.kind is 'person, organisation, government or group';
comment on column actor_mentions.aliases is 'forms seen in this article';
comment on column actor_mentions.role is 'role that the text gives';
comment on column actor_mentions.country_code is 'ISO 3166-1 alpha-2';
comment on column actor_mentions.sector is
'government, military, rebels, civilians, media, business, ngo or international';
comment on column actor_mentions.told_on is
'day (UTC) that the text is filed under: that of publication, else of first sight';
