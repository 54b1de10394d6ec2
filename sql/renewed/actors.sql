-- One row per actor that may have changed, as sql/marts/actors.sql has it, counted from the version
-- before: to what it holds comes what sql/changes/actors.sql found. Whom a surname alone stands for is
-- sought again where a person of that name has changed.
with

counted as (
    select
        present_actors.*,
        (coalesce(former_actors.article_count, 0) + coalesce(changed.article_count, 0))::bigint
            as article_count,
        (coalesce(former_actors.statement_count, 0) + coalesce(changed.statement_count, 0))::bigint
            as statement_count,
        (coalesce(former_actors.event_count, 0) + coalesce(changed.event_count, 0))::bigint
            as event_count,
        (coalesce(former_actors.claim_count, 0) + coalesce(changed.claim_count, 0))::bigint
            as claim_count,
        former_actors.same_as_id
    from present_actors
    inner join changed_actor_id as changed on present_actors.actor_id = changed.key
    left join former_actors on present_actors.actor_id = former_actors.actor_id
),

alone as (
    select
        *,
        strip_accents(lower(name)) as last_name
    from present_actors
    where
        kind = 'person'
        and position(' ' in name) = 0
        and rtrim(strip_accents(lower(name)), 'ijy') in (
            select changed.surname
            from changed_surnames as changed
        )
),

likely as (
    select
        *,
        strip_accents(lower(string_split(name, ' ')[-1])) as last_name
    from main.actors
    where kind = 'person' and position(' ' in name) > 0
),

full_named as (
    select *
    from likely
    where
        if(
            suffix(last_name, 'i') or suffix(last_name, 'j') or suffix(last_name, 'y'),
            rtrim(last_name, 'ijy'),
            last_name
        ) in (select rtrim(alone.last_name, 'ijy') from alone)
),

bearers as (
    select
        alone.actor_id,
        min(bearer.actor_id) as same_as_id
    from alone
    inner join full_named as bearer
        on
            regexp_replace(alone.last_name, '(iy|yy|ii|yi|ij|i)$', 'y')
            = regexp_replace(bearer.last_name, '(iy|yy|ii|yi|ij|i)$', 'y')
            and (
                alone.country_code = bearer.country_code
                or lower(alone.role) = lower(bearer.role)
            )
    group by alone.actor_id
    having count(*) = 1
)

select
    counted.* exclude (same_as_id),
    if(
        counted.kind = 'person' and position(' ' in counted.name) = 0 and alone.actor_id is null,
        counted.same_as_id,
        bearers.same_as_id
    ) as same_as_id
from counted
left join alone on counted.actor_id = alone.actor_id
left join bearers on counted.actor_id = bearers.actor_id
where counted.article_count > 0
