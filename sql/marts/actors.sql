-- One row per person, organisation, government or group that newest revisions name.
-- Key: actor_id.
-- Sorted by: country_code, name, actor_id.
-- Changes by: actor_id.
-- Columns:
--   article_count: articles whose newest revision names the actor
--   statement_count: statements by the actor in newest revisions
--   event_count: event groups in which the actor is a side
--   claim_count: event groups that the actor has a row of in claims, whatever the stance
--   same_as_id: for a person known by surname alone, the only one with a full name ending in it
--     who has the same country or role; NULL where none or several fit
with

article_counts as (
    select
        actor_mentions.actor_id,
        count(*) as article_count
    from actor_mentions
    inner join articles
        on
            actor_mentions.article_id = articles.article_id
            and actor_mentions.revision = articles.revision
    group by actor_mentions.actor_id
),

statement_counts as (
    select
        statements.actor_id,
        count(*) as statement_count
    from statements
    inner join articles
        on statements.article_id = articles.article_id and statements.revision = articles.revision
    group by statements.actor_id
),

current_events as (
    select events.*
    from events
    inner join articles
        on events.article_id = articles.article_id and events.revision = articles.revision
),

sides as (
    select
        event_group_id,
        unnest(list_concat(sources, targets)).actor_id as actor_id
    from current_events
),

event_counts as (
    select
        actor_id,
        count(distinct event_group_id) as event_count
    from sides
    group by actor_id
),

claim_counts as (
    select
        claimant_actor_id as actor_id,
        count(distinct event_group_id) as claim_count
    from current_events
    group by claimant_actor_id
),

surnames as (
    select
        *,
        regexp_replace(
            strip_accents(lower(string_split(name, ' ')[-1])), '(iy|yy|ii|yi|ij|i)$', 'y'
        ) as surname,
        position(' ' in name) > 0 as is_full
    from actors
    where kind = 'person'
),

bearers as (
    select
        alone.actor_id,
        min(bearer.actor_id) as same_as_id
    from surnames as alone
    inner join surnames as bearer
        on
            alone.surname = bearer.surname
            and bearer.is_full
            and (
                alone.country_code = bearer.country_code
                or lower(alone.role) = lower(bearer.role)
            )
    where not alone.is_full
    group by alone.actor_id
    having count(*) = 1
)

select
    actors.*,
    article_counts.article_count,
    coalesce(statement_counts.statement_count, 0) as statement_count,
    coalesce(event_counts.event_count, 0) as event_count,
    coalesce(claim_counts.claim_count, 0) as claim_count,
    bearers.same_as_id
from actors
inner join article_counts on actors.actor_id = article_counts.actor_id
left join statement_counts on actors.actor_id = statement_counts.actor_id
left join event_counts on actors.actor_id = event_counts.actor_id
left join claim_counts on actors.actor_id = claim_counts.actor_id
left join bearers on actors.actor_id = bearers.actor_id
