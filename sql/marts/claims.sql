-- One row per event group, claimant and stance: who asserts, claims, plans or denies a happening.
-- An outlet (or the agency it credits) is the claimant of what it tells in its own voice.
-- Key: event_group_id, claimant_kind, claimant_id, claimant_name, stance.
-- Sorted by: first_published_at, event_group_id, claimant_kind, claimant_id, claimant_name, stance.
-- Partitioned by: month of first_told_on.
-- Changes by: event_group_id.
-- Columns:
--   event_type: type of the group, that of most of its mentions, then of the surest
--   claimant_kind: outlet, actor, or unknown where the text names nobody
--   claimant_id: actor_id of an actor, source_id of an outlet, NULL of an agency or where unknown
--   claimant_name: canonical name of the claimant, NULL where the text names nobody
--   stance: asserts, claims, accuses, denies, plans or supposes
--   date_start: first day of the happening as this claimant has it
--   date_end: last day, inclusive, as this claimant has it
--   place_id: place as this claimant has it: that of the surest basis, then of the smallest key
--   place_basis: how the text gives it: clause or sentence, or dateline (where it was written) or
--     article (the only place there), which are less sure, in this order
--   dead_min: persons killed, at least, the smallest figure; NULL where all are open ("up to ten")
--   dead_max: persons killed, at most, the greatest figure; NULL where all are open ("over five")
--   mention_count: event mentions behind this row
--   article_count: articles behind this row
--   story_count: stories behind this row: copies of one text count once
--   source_count: sources that carried it
--   origin_count: of these, outlets and agencies that tell it in a text of their own: no copies, and
--     what is credited to one agency counts once
--   first_published_at: UTC instant of the earliest dated article
--   last_published_at: UTC instant of the latest dated article
--   first_told_on: day (UTC) of the earliest article: of publication, else of first sight
--   article_ids: those articles, sorted
--   statement_ids: statements in which the claim is made, sorted
--   example: sentence of the mention with the smallest event_id
with

group_types as (
    select
        event_group_id,
        first(
            event_type order by mention_count desc, confidence desc, event_type asc
        ) as event_type
    from (
        select
            event_group_id,
            event_type,
            count(*) as mention_count,
            max(confidence) as confidence
        from events
        group by event_group_id, event_type
    ) as typed
    group by event_group_id
),

current_events as (
    select
        events.*,
        articles.published_at,
        articles.story_id,
        articles.source_id,
        articles.agency,
        articles.is_duplicate,
        sources.name as source_name,
        case
            when events.place_id is not null
                then {
                    'rank': list_position(
                        ['clause', 'sentence', 'dateline', 'article'], events.place_basis
                    ),
                    'place_id': events.place_id,
                    'place_basis': events.place_basis
                }
        end as place,
        substring(
            articles.text, events.sentence_start + 1, events.sentence_end - events.sentence_start
        ) as sentence
    from events
    inner join articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    left join sources on articles.source_id = sources.source_id
),

claimants as (
    select
        *,
        case
            when claimant_actor_id is not null or claimant_name is not null then 'actor'
            when assertion in ('claimed', 'accused') then 'unknown'
            else 'outlet'
        end as claimant_kind,
        case
            when occurrence = 'denied' then 'denies'
            when assertion = 'accused' then 'accuses'
            when assertion = 'possible' or occurrence = 'hypothetical' then 'supposes'
            when occurrence = 'planned' then 'plans'
            when assertion = 'claimed' then 'claims'
            else 'asserts'
        end as stance
    from current_events
),

named_claimants as (
    select
        claimants.*,
        case claimants.claimant_kind
            when 'actor' then claimants.claimant_actor_id
            when 'outlet' then if(claimants.agency is null, claimants.source_id, null)
        end as claimant_id,
        case claimants.claimant_kind
            when 'actor' then coalesce(actors.name, claimants.claimant_name)
            when 'outlet' then coalesce(claimants.agency, claimants.source_name)
        end as claimant
    from claimants
    left join actors on claimants.claimant_actor_id = actors.actor_id
)

select
    named_claimants.event_group_id,
    group_types.event_type,
    named_claimants.claimant_kind,
    named_claimants.claimant_id,
    named_claimants.claimant as claimant_name,
    named_claimants.stance,
    min(named_claimants.date_start) as date_start,
    max(named_claimants.date_end) as date_end,
    min(named_claimants.place).place_id as place_id,
    min(named_claimants.place).place_basis as place_basis,
    case
        when min(named_claimants.dead_min) is not null
            then least(min(named_claimants.dead_min), min(named_claimants.dead_max))
    end as dead_min,
    case
        when max(named_claimants.dead_max) is not null
            then greatest(max(named_claimants.dead_min), max(named_claimants.dead_max))
    end as dead_max,
    count(*) as mention_count,
    count(distinct named_claimants.article_id) as article_count,
    count(distinct named_claimants.story_id) as story_count,
    count(distinct named_claimants.source_id) as source_count,
    greatest(1, count(distinct coalesce(
        named_claimants.agency, named_claimants.source_name, named_claimants.source_id
    )) filter (where not named_claimants.is_duplicate)) as origin_count,
    min(named_claimants.published_at) as first_published_at,
    max(named_claimants.published_at) as last_published_at,
    min(named_claimants.told_on) as first_told_on,
    list_sort(list(distinct named_claimants.article_id)) as article_ids,
    coalesce(
        list_sort(
            list(distinct named_claimants.statement_id)
            filter (where named_claimants.statement_id is not null)
        ),
        []
    ) as statement_ids,
    arg_min(named_claimants.sentence, named_claimants.event_id) as example
from named_claimants
inner join group_types on named_claimants.event_group_id = group_types.event_group_id
group by
    named_claimants.event_group_id,
    group_types.event_type,
    named_claimants.claimant_kind,
    named_claimants.claimant_id,
    named_claimants.claimant,
    named_claimants.stance
