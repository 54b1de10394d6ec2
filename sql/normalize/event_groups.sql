-- One row per event mention whose group this batch makes or changes: mentions of one happening.
-- Anchors that agree in kind, days, sides, place and words are linked; a loose mention follows the
-- one anchor that it fits best. What the links of anchors connect is a group, and its key is the
-- smallest event_id of its members: no order of arrival changes either. No row is dropped, so
-- numbers, claimants and denials stay as each mention tells them.
create or replace temp table event_pairs as
with

days as (
    select
        event_id,
        family,
        is_open,
        unnest(range(first_day, last_day + 1, interval 1 day))::date as day
    from event_mentions
    where is_anchor
),

anchor_pairs as (
    select distinct
        mine.event_id,
        other.event_id as anchor_id
    from days as mine
    inner join days as other
        on
            mine.family = other.family
            and mine.day = other.day
            and mine.event_id <> other.event_id
    where mine.is_open or other.is_open
),

keyed as (
    select
        *,
        unnest(list_distinct(
            source_countries || target_countries || actor_ids || [place_country, place_id]
        )) as shared_key
    from event_mentions
),

loose_news as (
    select event_id
    from event_mentions
    where is_open and not is_anchor
    union distinct
    select mine.event_id
    from keyed as mine
    inner join keyed as other
        on
            mine.family = other.family
            and mine.shared_key = other.shared_key
            and other.first_day between mine.told_on - 31 and mine.told_on + if(
                mine.occurrence = 'planned', 14, 0
            )
    where not mine.is_anchor and other.is_anchor and other.is_open
),

loose_pairs as (
    select distinct
        mine.event_id,
        other.event_id as anchor_id
    from keyed as mine
    inner join keyed as other
        on
            mine.family = other.family
            and mine.shared_key = other.shared_key
            and other.first_day between mine.told_on - 31 and mine.told_on + if(
                mine.occurrence = 'planned', 14, 0
            )
    where
        other.is_anchor
        and mine.event_id in (select loose_news.event_id from loose_news)
),

pairs as (
    select * from anchor_pairs
    union all
    select
        event_id,
        anchor_id
    from loose_pairs
),

compared as (
    select
        mine.event_id,
        mine.is_anchor,
        mine.is_open,
        mine.told_on,
        mine.old_group_id,
        other.event_id as anchor_id,
        other.is_open as is_open_anchor,
        other.old_group_id as anchor_group_id,
        other.last_day as anchor_day,
        mine.family = 'HARM' and 'asserted' not in (mine.assertion, other.assertion) as is_disputed,
        len(list_filter(mine.source_countries, lambda c: c is not null)) > 0
        and len(list_filter(other.source_countries, lambda c: c is not null)) > 0 as have_sources,
        len(list_filter(mine.target_countries, lambda c: c is not null)) > 0
        and len(list_filter(other.target_countries, lambda c: c is not null)) > 0 as have_targets,
        list_has_any(mine.source_countries, other.source_countries) as is_same_source,
        list_has_any(mine.target_countries, other.target_countries) as is_same_target,
        list_has_any(mine.source_countries || mine.target_countries, other.source_countries)
        and list_has_any(mine.source_countries || mine.target_countries, other.target_countries)
            as is_same_pair,
        list_has_any(mine.actor_ids, other.actor_ids) as is_same_actor,
        case
            when mine.place_id is null or other.place_id is null then 'open'
            when mine.place_id = other.place_id then 'same'
            when 'country' in (mine.place_kind, other.place_kind)
                then if(mine.place_country = other.place_country, 'within', 'open')
            when mine.place_country <> other.place_country then 'apart'
            when 'admin1' in (mine.place_kind, other.place_kind)
                then if(mine.place_admin1 = other.place_admin1, 'within', 'apart')
            when
                abs(mine.latitude - other.latitude) < 0.3
                and abs(mine.longitude - other.longitude) < 0.4
                then 'same'
            else 'apart'
        end as nearness,
        mine.trigger_stem = other.trigger_stem as is_same_trigger,
        len(mine.target_stems) > 0
        and len(other.target_stems) > 0
        and not list_has_any(mine.target_stems, other.stems)
        and not list_has_any(other.target_stems, mine.stems) as is_other_target,
        len(list_intersect(mine.stems, other.stems))
        / greatest(1, least(len(mine.stems), len(other.stems))) as word_share
    from pairs
    inner join event_mentions as mine on pairs.event_id = mine.event_id
    inner join event_mentions as other on pairs.anchor_id = other.event_id
    where
        mine.article_id <> other.article_id
        or mine.revision <> other.revision
        or mine.sentence_start <> other.sentence_start
),

scored as (
    select
        *,
        case nearness when 'same' then 2.0 when 'within' then 0.5 else 0.0 end
        + if(is_same_actor, 1.0, 0.0)
        + if(have_sources and is_same_source, 0.75, 0.0)
        + if(have_targets and is_same_target, 0.75, 0.0)
        + if(is_same_trigger, 0.5, 0.0)
        - if(is_other_target, 1.0, 0.0)
        + 4.0 * word_share as likeness
    from compared
    where
        nearness <> 'apart'
        and (not have_sources or is_same_source or is_same_pair or is_disputed)
        and (not have_targets or is_same_target or is_same_pair)
)

select * from scored
where likeness >= 3.0;

create or replace temp table event_nodes as
with recursive

fitted as (
    select
        event_id,
        is_open,
        old_group_id,
        if(is_open_anchor, anchor_id, anchor_group_id) as node
    from event_pairs
    where not is_anchor
    qualify
        row_number() over (
            partition by event_id
            order by likeness desc, abs(told_on - anchor_day) asc, anchor_id asc
        ) = 1
),

directed as (
    select
        if(is_open, event_id, old_group_id) as node,
        if(is_open_anchor, anchor_id, anchor_group_id) as other_node
    from event_pairs
    where is_anchor
),

edges as (
    select
        node,
        other_node
    from directed
    union distinct
    select
        other_node as node,
        node as other_node
    from directed
),

reached as (
    select distinct
        node,
        node as label
    from edges
    union
    select
        edges.other_node as node,
        reached.label
    from reached
    inner join edges on reached.node = edges.node
    where reached.label < edges.other_node
),

labels as (
    select
        node,
        min(label) as label
    from reached
    group by node
),

loose as (
    select
        event_mentions.event_id,
        event_mentions.is_open,
        event_mentions.old_group_id,
        coalesce(fitted.node, event_mentions.event_id) as node
    from event_mentions
    left join fitted on event_mentions.event_id = fitted.event_id
    where
        not event_mentions.is_anchor
        and (event_mentions.is_open or fitted.event_id is not null)
),

moved as (
    select
        event_id,
        event_id as node
    from event_mentions
    where is_anchor and is_open
    union all
    select
        event_id,
        node
    from loose
),

changed_groups as (
    select node as event_group_id from edges
    union distinct
    select node from fitted
    union distinct
    select old_group_id
    from loose
    where not is_open
),

members as (
    select
        event_id,
        node
    from moved
    union all
    select
        event_id,
        event_group_id as node
    from main.events
    where
        event_group_id in (select changed_groups.event_group_id from changed_groups)
        and event_id not in (select moved.event_id from moved)
        and event_id not in (
            select event_mentions.event_id
            from event_mentions
            where event_mentions.is_open
        )
        and (article_id, revision) not in (
            select (replaced.article_id, replaced.revision)
            from staged.article_revisions as replaced
        )
)

select
    members.event_id,
    coalesce(labels.label, members.node) as label
from members
left join labels on members.node = labels.node;

create or replace temp table grouped_events as
select
    event_id,
    min(event_id) over (partition by label) as event_group_id
from event_nodes;

update staged.events
set event_group_id = grouped_events.event_group_id
from grouped_events
where events.event_id = grouped_events.event_id;

insert into staged.event_groups
select
    grouped_events.event_id,
    grouped_events.event_group_id
from grouped_events
inner join main.events on grouped_events.event_id = events.event_id
where
    events.event_group_id <> grouped_events.event_group_id
    and grouped_events.event_id not in (select fresh.event_id from staged.events as fresh);
