-- One row per actor, as sql/marts/actors.sql has it, counted from the version before: what the
-- changed days and groups gave then is taken away, and what they give now is added.
with

changed_counts as (
    select
        actor_mentions.actor_id,
        count(*) as article_count,
        0 as statement_count,
        0 as event_count,
        0 as claim_count
    from main.actor_mentions
    inner join main.articles
        on
            actor_mentions.article_id = articles.article_id
            and actor_mentions.revision = articles.revision
    where
        actor_mentions.told_on in (select changed.key from changed_told_on as changed)
        and articles.told_on in (select changed.key from changed_told_on as changed)
    group by actor_mentions.actor_id
    union all by name
    select
        actor_mentions.actor_id,
        -count(*) as article_count
    from before_actor_mentions as actor_mentions
    inner join before_articles as articles
        on
            actor_mentions.article_id = articles.article_id
            and actor_mentions.revision = articles.revision
    where actor_mentions.told_on in (select changed.key from changed_told_on as changed)
    group by actor_mentions.actor_id
    union all by name
    select
        statements.actor_id,
        count(*) as statement_count
    from main.statements
    inner join main.articles
        on statements.article_id = articles.article_id and statements.revision = articles.revision
    where
        statements.told_on in (select changed.key from changed_told_on as changed)
        and articles.told_on in (select changed.key from changed_told_on as changed)
    group by statements.actor_id
    union all by name
    select
        statements.actor_id,
        -count(*) as statement_count
    from before_statements as statements
    inner join before_articles as articles
        on statements.article_id = articles.article_id and statements.revision = articles.revision
    where statements.told_on in (select changed.key from changed_told_on as changed)
    group by statements.actor_id
),

events_now as (
    select events.* exclude (near_row)
    from near_events as events
    inner join near_articles as articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    where events.near_row in (select chosen.chosen from group_events as chosen)
),

events_before as (
    select events.*
    from before_events as events
    inner join before_articles as articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    where
        events.event_group_id in (select changed.key from changed_event_group_id as changed)
),

pairs as (
    select
        event_group_id,
        unnest(list_concat(sources, targets)).actor_id as actor_id,
        1 as sign,
        false as is_claim
    from events_now
    union distinct
    select
        event_group_id,
        claimant_actor_id as actor_id,
        1 as sign,
        true as is_claim
    from events_now
    union distinct
    select
        event_group_id,
        unnest(list_concat(sources, targets)).actor_id as actor_id,
        -1 as sign,
        false as is_claim
    from events_before
    union distinct
    select
        event_group_id,
        claimant_actor_id as actor_id,
        -1 as sign,
        true as is_claim
    from events_before
),

changes as (
    select * from changed_counts
    union all by name
    select
        actor_id,
        sum(sign) filter (where not is_claim) as event_count,
        sum(sign) filter (where is_claim) as claim_count
    from pairs
    group by actor_id
),

changed as (
    select
        actor_id,
        sum(article_count) as article_count,
        sum(statement_count) as statement_count,
        sum(event_count) as event_count,
        sum(claim_count) as claim_count
    from changes
    where actor_id is not null
    group by actor_id
),

counted as (
    select
        actors.*,
        (coalesce(published.article_count, 0) + coalesce(changed.article_count, 0))::bigint
            as article_count,
        (coalesce(published.statement_count, 0) + coalesce(changed.statement_count, 0))::bigint
            as statement_count,
        (coalesce(published.event_count, 0) + coalesce(changed.event_count, 0))::bigint
            as event_count,
        (coalesce(published.claim_count, 0) + coalesce(changed.claim_count, 0))::bigint
            as claim_count
    from main.actors
    left join before_mart as published on actors.actor_id = published.actor_id
    left join changed on actors.actor_id = changed.actor_id
),

surnames as (
    select
        *,
        regexp_replace(
            strip_accents(lower(string_split(name, ' ')[-1])), '(iy|yy|ii|yi|ij|i)$', 'y'
        ) as surname,
        position(' ' in name) > 0 as is_full
    from main.actors
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
    counted.*,
    bearers.same_as_id
from counted
left join bearers on counted.actor_id = bearers.actor_id
where counted.article_count > 0
