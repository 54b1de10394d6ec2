-- One row per role of an actor that may have changed, as sql/marts/actor_roles.sql has it, counted from the version before:
-- what the changed days gave then is taken away, and what they give now is added. A role whose first
-- or last article may have left is looked up in all that names the actor; articles seen at the same
-- instant are told on the same day.
with

given_now as (
    select
        actor_mentions.actor_id,
        actor_mentions.article_id,
        actor_mentions.role,
        lower(actor_mentions.role) as role_key,
        coalesce(articles.published_at, articles.first_seen_at) as seen_at
    from main.actor_mentions
    inner join main.articles
        on
            actor_mentions.article_id = articles.article_id
            and actor_mentions.revision = articles.revision
    where
        actor_mentions.role is not null
        and actor_mentions.told_on in (select changed.key from changed_told_on as changed)
        and articles.told_on in (select changed.key from changed_told_on as changed)
),

given_before as (
    select
        actor_mentions.actor_id,
        actor_mentions.article_id,
        lower(actor_mentions.role) as role_key,
        coalesce(articles.published_at, articles.first_seen_at) as seen_at
    from before_actor_mentions as actor_mentions
    inner join before_articles as articles
        on
            actor_mentions.article_id = articles.article_id
            and actor_mentions.revision = articles.revision
    where
        actor_mentions.role is not null
        and actor_mentions.told_on in (select changed.key from changed_told_on as changed)
),

roles_now as (
    select
        actor_id,
        role_key,
        arg_min(role, (seen_at, article_id)) as role,
        min(seen_at) as first_seen_at,
        max(seen_at) as last_seen_at,
        count(distinct article_id) as article_count
    from given_now
    group by actor_id, role_key
),

roles_before as (
    select
        actor_id,
        role_key,
        min(seen_at) as first_seen_at,
        max(seen_at) as last_seen_at,
        count(distinct article_id) as article_count
    from given_before
    group by actor_id, role_key
),

published as (
    select
        *,
        lower(role) as role_key
    from before_mart
    where actor_id in (select changed.key from changed_actor_id as changed)
),

unsure as (
    select
        roles_before.actor_id,
        roles_before.role_key
    from roles_before
    inner join published
        on
            roles_before.actor_id = published.actor_id
            and roles_before.role_key = published.role_key
    left join roles_now
        on
            roles_before.actor_id = roles_now.actor_id
            and roles_before.role_key = roles_now.role_key
    where
        (
            roles_before.first_seen_at = published.first_seen_at
            and coalesce(roles_now.first_seen_at > published.first_seen_at, true)
        )
        or (
            roles_before.last_seen_at = published.last_seen_at
            and coalesce(roles_now.last_seen_at < published.last_seen_at, true)
        )
),

named_unsure as (
    select
        actor_id,
        article_id,
        revision,
        role,
        lower(role) as role_key
    from main.actor_mentions
    where role is not null and actor_id in (select unsure.actor_id from unsure)
),

looked_up as (
    select
        named_unsure.actor_id,
        named_unsure.role_key,
        arg_min(
            named_unsure.role,
            (coalesce(articles.published_at, articles.first_seen_at), articles.article_id)
        ) as role,
        min(coalesce(articles.published_at, articles.first_seen_at)) as first_seen_at,
        max(coalesce(articles.published_at, articles.first_seen_at)) as last_seen_at
    from named_unsure
    inner join main.articles
        on
            named_unsure.article_id = articles.article_id
            and named_unsure.revision = articles.revision
    where
        articles.article_id in (select unnest(list(named.article_id)) from named_unsure as named)
        and (named_unsure.actor_id, named_unsure.role_key) in (
            select (unsure.actor_id, unsure.role_key)
            from unsure
        )
    group by named_unsure.actor_id, named_unsure.role_key
),

known as (
    select
        actor_id,
        role_key
    from published
    union distinct
    select
        actor_id,
        role_key
    from roles_now
),

roles as (
    select
        known.actor_id,
        case
            when looked_up.actor_id is not null then looked_up.role
            when published.actor_id is null then roles_now.role
            when roles_now.first_seen_at <= published.first_seen_at then roles_now.role
            else published.role
        end as role,
        if(
            looked_up.actor_id is null,
            least(published.first_seen_at, roles_now.first_seen_at),
            looked_up.first_seen_at
        ) as first_seen_at,
        if(
            looked_up.actor_id is null,
            greatest(published.last_seen_at, roles_now.last_seen_at),
            looked_up.last_seen_at
        ) as last_seen_at,
        (
            coalesce(published.article_count, 0)
            + coalesce(roles_now.article_count, 0)
            - coalesce(roles_before.article_count, 0)
        )::bigint as article_count
    from known
    left join published
        on known.actor_id = published.actor_id and known.role_key = published.role_key
    left join roles_now
        on known.actor_id = roles_now.actor_id and known.role_key = roles_now.role_key
    left join roles_before
        on known.actor_id = roles_before.actor_id and known.role_key = roles_before.role_key
    left join looked_up
        on known.actor_id = looked_up.actor_id and known.role_key = looked_up.role_key
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
inner join main.actors on roles.actor_id = actors.actor_id
where roles.article_count > 0
