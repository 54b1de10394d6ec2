-- One row per event mention that this batch may group: its own, and those of the days around them.
-- An anchor has days of its own, or opens its article; a loose mention has neither. Open are the
-- mentions of this batch and those of groups that lose a mention to it.
create or replace temp table near_events as
with

replaced as (
    select
        article_id,
        revision
    from staged.article_revisions
),

touched_groups as (
    select distinct events.event_group_id
    from main.events
    inner join replaced
        on events.article_id = replaced.article_id and events.revision = replaced.revision
),

open_mentions as (
    select
        date_basis,
        date_start,
        date_end,
        told_on
    from staged.events
    union all
    select
        date_basis,
        date_start,
        date_end,
        told_on
    from main.events
    where event_group_id in (select touched_groups.event_group_id from touched_groups)
),

open_days as (
    select
        *,
        coalesce(
            date_basis in ('explicit', 'relative') and date_end - date_start <= 7, false
        ) as has_days
    from open_mentions
),

span as (
    select
        min(least(if(has_days, date_start, told_on - 1), told_on)) - 62 as since,
        max(greatest(if(has_days, date_end, told_on), told_on)) + 63 as until
    from open_days
)

select
    rowid as near_row,
    article_id
from main.events
where
    told_on between (select span.since from span) and (
        select span.until from span
    )
union distinct
select
    rowid as near_row,
    article_id
from main.events
where
    date_start between (select span.since from span) and (
        select span.until from span
    )
union distinct
select
    rowid as near_row,
    article_id
from main.events
where event_group_id in (select touched_groups.event_group_id from touched_groups);

create or replace temp table event_mentions as
with

replaced as (
    select
        article_id,
        revision
    from staged.article_revisions
),

touched_groups as (
    select distinct events.event_group_id
    from main.events
    inner join replaced
        on events.article_id = replaced.article_id and events.revision = replaced.revision
),

mentions as (
    select
        *,
        true as is_open
    from staged.events
    union all by name
    select
        *,
        event_group_id in (select touched_groups.event_group_id from touched_groups) as is_open
    from main.events
    where
        rowid in (select near_events.near_row from near_events)
        and (article_id, revision) not in (
            select (replaced.article_id, replaced.revision) from replaced
        )
),

revisions as (
    select * from staged.article_revisions
    union all by name
    select * from main.article_revisions
    where
        article_id in (select near_events.article_id from near_events)
        and (article_id, revision) not in (
            select (replaced.article_id, replaced.revision) from replaced
        )
),

dated as (
    select
        mentions.*,
        revisions.text,
        coalesce(revisions.published_at, revisions.first_seen_at)::date as told_on,
        coalesce(
            mentions.date_basis in ('explicit', 'relative')
            and mentions.date_end - mentions.date_start <= 7,
            false
        ) as has_days
    from mentions
    inner join revisions
        on mentions.article_id = revisions.article_id and mentions.revision = revisions.revision
),

placed_in_time as (
    select
        *,
        has_days or (is_lead and occurrence in ('happened', 'ongoing')) as is_anchor,
        if(has_days, date_start, told_on - 1) as first_day,
        if(has_days, date_end, told_on) as last_day
    from dated
),

span as (
    select
        min(least(first_day, told_on)) - 62 as since,
        max(greatest(last_day, told_on)) + 62 as until
    from placed_in_time
    where is_open
),

located as (
    select * from staged.places
    union all by name
    select * from main.places
    where place_id not in (select fresh.place_id from staged.places as fresh)
)

select
    placed_in_time.event_id,
    placed_in_time.event_group_id as old_group_id,
    placed_in_time.is_open,
    placed_in_time.is_anchor,
    placed_in_time.article_id,
    placed_in_time.revision,
    placed_in_time.sentence_start,
    case
        when placed_in_time.event_type in ('ASSAULT', 'CRIME', 'ACCIDENT', 'DISASTER') then 'HARM'
        when placed_in_time.event_type in ('ACCUSE', 'JUSTICE') then 'ACCUSE'
        else placed_in_time.event_type
    end as family,
    left(lower(placed_in_time.trigger_text), 4) as trigger_stem,
    placed_in_time.occurrence,
    placed_in_time.assertion,
    placed_in_time.told_on,
    placed_in_time.first_day,
    placed_in_time.last_day,
    placed_in_time.place_id,
    located.kind as place_kind,
    located.country_code as place_country,
    located.admin1_code as place_admin1,
    located.latitude,
    located.longitude,
    list_distinct(list_transform(placed_in_time.sources, lambda side: side.country_code))
        as source_countries,
    list_distinct(list_transform(placed_in_time.targets, lambda side: side.country_code))
        as target_countries,
    list_distinct(list_transform(
        placed_in_time.sources || placed_in_time.targets,
        lambda side: side.actor_id
    )) as actor_ids,
    list_distinct(list_transform(
        regexp_extract_all(
            lower(array_to_string(
                list_transform(placed_in_time.targets, lambda side: side.text), ' '
            )),
            '[\p{L}\d]{4,}'
        ),
        lambda word: left(word, 5)
    )) as target_stems,
    list_distinct(list_transform(
        regexp_extract_all(
            regexp_replace(
                lower(substring(
                    placed_in_time.text,
                    placed_in_time.sentence_start + 1,
                    placed_in_time.sentence_end - placed_in_time.sentence_start
                )),
                '\b\w+day\b',
                ' ',
                'g'
            ),
            '[\p{L}\d]{4,}'
        ),
        lambda word: left(word, 5)
    )) as stems
from placed_in_time
left join located on placed_in_time.place_id = located.place_id
where
    placed_in_time.is_open
    or placed_in_time.first_day between (select span.since from span) and (
        select span.until from span
    )
    or placed_in_time.told_on between (select span.since from span) and (
        select span.until from span
    );
