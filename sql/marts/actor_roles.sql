-- One row per actor and role that articles give it, with the days between which they do.
-- Roles change: the mayor of one year is the former mayor of the next.
-- Key: actor_id, role.
-- Sorted by: name, actor_id, first_seen_at, role.
-- Changes by: actor_id.
-- Columns:
--   name: canonical name of the actor
--   kind: person, organisation, government or group
--   role: words of the text that give the role, as first written
--   first_seen_at: UTC instant of the first article that gives the role
--   last_seen_at: UTC instant of the last article that gives it
--   article_count: articles whose newest revision gives it
--   is_latest: whether no other role of the actor is given later
with

given as (
    select
        actor_mentions.actor_id,
        actor_mentions.article_id,
        actor_mentions.role,
        lower(actor_mentions.role) as role_key,
        coalesce(articles.published_at, articles.first_seen_at) as seen_at
    from actor_mentions
    inner join articles
        on
            actor_mentions.article_id = articles.article_id
            and actor_mentions.revision = articles.revision
    where actor_mentions.role is not null
),

roles as (
    select
        actor_id,
        arg_min(role, (seen_at, article_id)) as role,
        min(seen_at) as first_seen_at,
        max(seen_at) as last_seen_at,
        count(distinct article_id) as article_count
    from given
    group by actor_id, role_key
)

select
    roles.actor_id,
    actors.name,
    actors.kind,
    roles.role,
    roles.first_seen_at,
    roles.last_seen_at,
    roles.article_count,
    row_number() over (
        partition by roles.actor_id order by roles.last_seen_at desc, roles.role asc
    ) = 1 as is_latest
from roles
inner join actors on roles.actor_id = actors.actor_id
