-- One row per actor that this run's texts name, as it stands with them: the last role given wins.
-- What was told before the earliest of these texts is taken from the row that stands, unless a text
-- is read again: then all that names its actors counts anew.
insert into staged.actors by name
with

touched as (
    select distinct
        article_id,
        revision
    from staged.article_revisions
),

read_again as (
    select
        known.article_id,
        known.revision
    from main.article_revisions as known
    inner join touched
        on known.article_id = touched.article_id and known.revision = touched.revision
),

counted_anew as (
    select distinct former.actor_id
    from main.actor_mentions as former
    inner join read_again
        on former.article_id = read_again.article_id and former.revision = read_again.revision
),

since as (
    select min(told_on) as day
    from staged.article_revisions
),

mentions as (
    select *
    from main.actor_mentions
    where
        actor_id in (select counted_anew.actor_id from counted_anew)
        and (article_id, revision) not in (select (article_id, revision) from touched)
    union all by name
    select *
    from main.actor_mentions
    where
        told_on >= (select since.day from since)
        and actor_id in (select named.actor_id from staged.actor_mentions as named)
        and actor_id not in (select counted_anew.actor_id from counted_anew)
    union all by name
    select * from staged.actor_mentions
),

standing as (
    select *
    from main.actors
    where
        actor_id in (select named.actor_id from staged.actor_mentions as named)
        and actor_id not in (select counted_anew.actor_id from counted_anew)
),

dated as (
    select
        mentions.*,
        coalesce(revised.published_at, revised.first_seen_at) as seen_at
    from mentions
    inner join (
        select * from staged.article_revisions
        union all by name
        select * from main.article_revisions
        where
            article_id in (select named.article_id from mentions as named)
            and (article_id, revision) not in (select (article_id, revision) from touched)
    ) as revised
        on
            mentions.article_id = revised.article_id
            and mentions.revision = revised.revision
),

told as (
    select
        actor_id,
        arg_max(name, (seen_at, article_id, revision)) as name,
        arg_max(kind, (seen_at, article_id, revision)) as kind,
        flatten(list(aliases)) || list(name) as names,
        arg_max(role, (seen_at, article_id, revision)) filter (role is not null) as role,
        arg_max(country_code, (seen_at, article_id, revision))
        filter (country_code is not null) as country_code,
        arg_max(sector, (seen_at, article_id, revision)) filter (sector is not null) as sector,
        min(seen_at) as first_seen_at,
        max(seen_at) as last_seen_at
    from dated
    group by actor_id
)

select
    told.actor_id,
    told.name,
    told.kind,
    list_sort(list_filter(
        list_distinct(told.names || coalesce(standing.aliases || [standing.name], [])),
        lambda form: form <> told.name
    )) as aliases,
    coalesce(told.role, standing.role) as role,
    coalesce(told.country_code, standing.country_code) as country_code,
    coalesce(told.sector, standing.sector) as sector,
    least(told.first_seen_at, standing.first_seen_at) as first_seen_at,
    greatest(told.last_seen_at, standing.last_seen_at) as last_seen_at
from told
left join standing on told.actor_id = standing.actor_id;
