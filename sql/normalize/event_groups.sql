-- One row per event mention with the group it belongs to: same type, dates, place and actors.
-- A mention without date, or without both place and actors, stands for itself.
create or replace temp table grouped_events as
with

candidates as (
    select *
    from staged.events
    union all by name
    select *
    from main.events
    where
        event_type in (select fresh.event_type from staged.events as fresh)
        and (article_id, revision) not in (
            select (fresh.article_id, fresh.revision) from staged.article_revisions as fresh
        )
),

described as (
    select
        event_id,
        event_group_id,
        event_type,
        date_start,
        date_end,
        place_id,
        list_sort(list_distinct(list_filter(
            list_transform(sources || targets, lambda side: side.actor_id),
            lambda actor: actor is not null
        ))) as actor_ids
    from candidates
    where date_start is not null and date_precision <> 'none'
),

mentioned as (
    select * from described
    where place_id is not null or len(actor_ids) > 0
)

select
    event_id,
    event_group_id as old_group_id,
    min(event_id) over (
        partition by event_type, date_start, date_end, place_id, actor_ids
    ) as event_group_id
from mentioned;

update staged.events
set event_group_id = grouped_events.event_group_id
from grouped_events
where events.event_id = grouped_events.event_id;

insert into staged.event_groups
select
    event_id,
    event_group_id
from grouped_events
where
    old_group_id <> event_group_id
    and event_id not in (select events.event_id from staged.events);
