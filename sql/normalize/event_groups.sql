-- One row per event mention whose group this batch makes or changes: mentions of one happening.
-- Anchors that agree in kind, days, sides, place and words are linked; a loose mention follows the
-- one anchor that it fits best. What the links of anchors connect is a group, and its key is the
-- smallest event_id of its members: no order of arrival changes either. What only points back to a
-- mention ("denied it") goes with it. No row is dropped, so
-- numbers, claimants and denials stay as each mention tells them.
create or replace temp table event_nodes as
with recursive

best as (
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

fitted as (
    select *
    from best
    where is_open or node <> old_group_id
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

answers as (
    select
        event_id,
        antecedent_event_id
    from staged.events
    where antecedent_event_id is not null
    union all
    select
        event_id,
        antecedent_event_id
    from main.events
    where
        antecedent_event_id is not null
        and (
            event_group_id in (select changed_groups.event_group_id from changed_groups)
            or event_group_id in (select open_groups.event_group_id from open_groups)
        )
        and (article_id, revision) not in (
            select (replaced.article_id, replaced.revision)
            from replaced_revisions as replaced
        )
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
        antecedent_event_id is null
        and event_group_id in (select changed_groups.event_group_id from changed_groups)
        and event_id not in (select moved.event_id from moved)
        and event_id not in (
            select event_mentions.event_id
            from event_mentions
            where event_mentions.is_open
        )
        and (article_id, revision) not in (
            select (replaced.article_id, replaced.revision)
            from replaced_revisions as replaced
        )
),

labelled as (
    select
        members.event_id,
        coalesce(labels.label, members.node) as label
    from members
    left join labels on members.node = labels.node
)

select
    event_id,
    label
from labelled
union all
select
    answers.event_id,
    coalesce(labelled.label, answers.event_id) as label
from answers
left join labelled on answers.antecedent_event_id = labelled.event_id;

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
