-- One row per actor that this run's texts name, as it stands with them: the last role given wins.
insert into staged.actors by name
with

touched as (
    select distinct
        article_id,
        revision
    from staged.article_revisions
),

mentions as (
    select *
    from main.actor_mentions
    where
        actor_id in (
            select named.actor_id from staged.actor_mentions as named
            union all
            select former.actor_id
            from main.actor_mentions as former
            where (former.article_id, former.revision) in (
                select (article_id, revision) from touched
            )
        )
        and (article_id, revision) not in (select (article_id, revision) from touched)
    union all by name
    select * from staged.actor_mentions
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
        where (article_id, revision) not in (select (article_id, revision) from touched)
    ) as revised
        on
            mentions.article_id = revised.article_id
            and mentions.revision = revised.revision
)

select
    actor_id,
    arg_max(name, (seen_at, article_id, revision)) as name,
    arg_max(kind, (seen_at, article_id, revision)) as kind,
    list_sort(list_distinct(flatten(list(aliases)))) as aliases,
    arg_max(role, (seen_at, article_id, revision)) filter (role is not null) as role,
    arg_max(country_code, (seen_at, article_id, revision))
    filter (country_code is not null) as country_code,
    arg_max(sector, (seen_at, article_id, revision)) filter (sector is not null) as sector,
    min(seen_at) as first_seen_at,
    max(seen_at) as last_seen_at
from dated
group by actor_id;
