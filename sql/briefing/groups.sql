-- One row per event group that the briefing's articles tell of, the weightiest first.
-- Weight: 3 for each doubling of outlets, 2 for a first sentence, up to 2 for intensity, 2 for
-- each tenfold of persons killed. Counts and claims are those since $2, the first day that is counted:
-- not of the briefing alone, and not of all that is stored. $1 is the first day of its articles.
with

shown_groups as (
    select distinct events.event_group_id
    from marts.events
    inner join shown_articles on events.article_id = shown_articles.article_id
    where events.told_on >= $1::date
),

counted as (
    select
        events.event_group_id,
        count(distinct events.source_id) as outlet_count,
        count(distinct events.story_id) as text_count,
        count(distinct events.article_id) as article_count,
        max(events.is_lead::integer) as lead_count,
        max(abs(coalesce(events.intensity, 0))) as intensity,
        max(coalesce(events.dead_min, 0)) as dead_count
    from marts.events
    inner join shown_groups on events.event_group_id = shown_groups.event_group_id
    where events.told_on >= $2::date
    group by events.event_group_id
),

claimants as (
    select
        claims.event_group_id,
        list([claims.claimant_name, claims.stance] order by claims.stance, claims.claimant_name)
            as claims
    from marts.claims
    inner join shown_groups on claims.event_group_id = shown_groups.event_group_id
    where
        claims.first_told_on >= $2::date
        and claims.claimant_name is not null
        and (claims.claimant_kind = 'actor' or claims.stance = 'denies')
    group by claims.event_group_id
)

select
    counted.event_group_id as group_id,
    round(
        3 * log2(counted.outlet_count + 1) + 2 * counted.lead_count
        + counted.intensity / 5 + 2 * log10(counted.dead_count + 1), 2
    ) as weight,
    counted.outlet_count,
    counted.text_count,
    counted.article_count,
    claimants.claims,
    contradictions.event_group_id is not null as is_disputed
from counted
left join claimants on counted.event_group_id = claimants.event_group_id
left join marts.contradictions
    on
        counted.event_group_id = contradictions.event_group_id
        and contradictions.first_told_on >= $2::date
order by weight desc, group_id asc
