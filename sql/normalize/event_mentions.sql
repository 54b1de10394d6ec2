-- One row per event mention that may be of one happening with a mention of this batch: the batch's
-- own, and stored ones. An anchor has days of its own, or opens its article; a loose mention has
-- neither, and may follow an anchor with which it shares a side or a place, told within 62 days of it.
-- Open are the mentions of this batch and those of groups that lose a mention to it. Of what is stored
-- only the columns that tell who may meet are read, and those of near days alone where lists are among
-- them; what is met is then read once. What only points back ("denied it") meets nobody: it is of
-- the group of what it points to.
create or replace temp table replaced_revisions as
select
    fresh.article_id,
    fresh.revision
from staged.article_revisions as fresh
inner join main.article_revisions as known
    on fresh.article_id = known.article_id and fresh.revision = known.revision;

create or replace temp table open_groups as
select distinct events.event_group_id
from main.events
inner join replaced_revisions as replaced
    on events.article_id = replaced.article_id and events.revision = replaced.revision;

create or replace temp view timed_events as
with

mentions as (
    select
        *,
        null::bigint as near_row
    from staged.events
    union all by name
    select
        *,
        rowid as near_row
    from main.events
),

dated as (
    select
        *,
        case
            when event_type in ('ASSAULT', 'CRIME', 'ACCIDENT', 'DISASTER') then 'HARM'
            when event_type in ('ACCUSE', 'JUSTICE') then 'ACCUSE'
            else event_type
        end as family,
        coalesce(date_basis in ('explicit', 'relative'), false) as is_dated,
        is_dated and coalesce(date_end - date_start <= 7, false) as has_days
    from mentions
    where antecedent_event_id is null
)

select
    near_row,
    event_id,
    event_group_id,
    article_id,
    revision,
    sentence_start,
    sentence_end,
    family,
    trigger_text,
    sources,
    targets,
    place_id,
    occurrence,
    assertion,
    date_start,
    date_end,
    told_on,
    has_days,
    has_days or (is_lead and occurrence in ('happened', 'ongoing')) as is_anchor,
    if(has_days, date_start, told_on - 1) as first_day,
    if(has_days, date_end, told_on) as last_day,
    if(is_dated, date_start, null) as within_start,
    if(is_dated, date_end, null) as within_end,
    if(occurrence = 'planned', 14, 0) as days_ahead
from dated;

create or replace temp view located_places as
select * from staged.places
union all by name
select * from main.places
where place_id not in (select fresh.place_id from staged.places as fresh);

create or replace temp table candidate_events as
select
    *,
    true as is_open
from timed_events
where near_row is null
union all
select
    *,
    true as is_open
from timed_events
where
    near_row is not null
    and event_group_id in (select open_groups.event_group_id from open_groups)
    and (article_id, revision) not in (
        select (replaced.article_id, replaced.revision) from replaced_revisions as replaced
    );

-- Who is on either side, their countries, where it was and in which country: what two mentions share.
create or replace temp view shared_keys as
select
    timed_events.near_row,
    timed_events.event_group_id,
    timed_events.family,
    timed_events.is_anchor,
    timed_events.told_on,
    timed_events.first_day,
    timed_events.days_ahead,
    unnest(
        list_transform(timed_events.sources || timed_events.targets, lambda side: side.actor_id)
        || list_transform(
            timed_events.sources || timed_events.targets, lambda side: side.country_code
        )
        || [located_places.country_code, timed_events.place_id]
    ) as shared_key
from timed_events
left join located_places on timed_events.place_id = located_places.place_id;

create or replace temp table open_keys as
select *
from shared_keys
where near_row is null
union distinct
select *
from shared_keys
where near_row in (select opened.near_row from candidate_events as opened);

create or replace temp table near_followers as
with

days as (
    select distinct
        family,
        shared_key,
        first_day,
        unnest(range(
            greatest(first_day - 14, told_on - 62),
            least(first_day + 31, told_on + 62) + 1,
            interval 1 day
        ))::date as told_on
    from open_keys
    where is_anchor and shared_key is not null
)

select distinct
    known.near_row,
    known.event_group_id,
    known.told_on
from shared_keys as known
inner join days
    on
        known.told_on = days.told_on
        and known.family = days.family
        and known.shared_key = days.shared_key
where
    known.told_on in (select near.told_on from days as near)
    and known.near_row is not null
    and not known.is_anchor
    and days.first_day <= known.told_on + known.days_ahead;

create or replace temp table near_days as
select distinct unnest(range(told_on - 62, told_on + 63, interval 1 day))::date as day
from candidate_events;

create or replace temp table near_rows as
with

followed_days as (
    select distinct
        family,
        shared_key,
        told_on,
        unnest(range(told_on - 31, told_on + days_ahead + 1, interval 1 day))::date as first_day
    from open_keys
    where not is_anchor and shared_key is not null
),

anchor_days as (
    select distinct
        family,
        unnest(range(first_day, last_day + 1, interval 1 day))::date as day
    from candidate_events
    where is_anchor
),

lead_days as (
    select
        family,
        day as told_on
    from anchor_days
    union distinct
    select
        family,
        day + 1 as told_on
    from anchor_days
),

first_days as (
    select
        family,
        day,
        unnest(range(day - 7, day + 1, interval 1 day))::date as date_start
    from anchor_days
)

select
    near_row,
    told_on
from near_followers
union distinct
select
    known.near_row,
    known.told_on
from shared_keys as known
inner join followed_days
    on
        known.family = followed_days.family
        and known.shared_key = followed_days.shared_key
        and known.first_day = followed_days.first_day
        and known.told_on between followed_days.told_on - 62 and followed_days.told_on + 62
where known.is_anchor and known.told_on in (select near_days.day from near_days)
union distinct
select
    known.near_row,
    known.told_on
from timed_events as known
inner join lead_days
    on known.told_on = lead_days.told_on and known.family = lead_days.family
where known.is_anchor and not known.has_days
union distinct
select
    known.near_row,
    known.told_on
from timed_events as known
inner join first_days
    on
        known.date_start = first_days.date_start
        and known.date_end >= first_days.day
        and known.family = first_days.family
where known.has_days
union distinct
select
    known.near_row,
    known.told_on
from timed_events as known
where
    known.is_anchor
    and known.told_on between (select min(followers.told_on) - 62 from near_followers as followers)
    and (select max(followers.told_on) + 62 from near_followers as followers)
    and known.event_group_id in (
        select followers.event_group_id from near_followers as followers
    );

insert into candidate_events
with

near as (
    select *
    from timed_events
    where
        told_on in (select near_days.day from near_days)
        and near_row in (select near_rows.near_row from near_rows)
    union all
    select *
    from timed_events
    where
        near_row in (
            select near_rows.near_row
            from near_rows
            where near_rows.told_on not in (select near_days.day from near_days)
        )
)

select
    *,
    false as is_open
from near
where
    event_group_id not in (select open_groups.event_group_id from open_groups)
    and (article_id, revision) not in (
        select (replaced.article_id, replaced.revision) from replaced_revisions as replaced
    );

create or replace temp table event_mentions as
select
    candidates.event_id,
    candidates.event_group_id as old_group_id,
    candidates.is_open,
    candidates.is_anchor,
    candidates.article_id,
    candidates.revision,
    candidates.sentence_start,
    candidates.sentence_end,
    candidates.family,
    left(lower(candidates.trigger_text), 4) as trigger_stem,
    candidates.assertion,
    candidates.told_on,
    candidates.first_day,
    candidates.last_day,
    candidates.within_start,
    candidates.within_end,
    candidates.days_ahead,
    candidates.place_id,
    located_places.kind as place_kind,
    located_places.country_code as place_country,
    located_places.admin1_code as place_admin1,
    located_places.latitude,
    located_places.longitude,
    list_distinct(list_transform(candidates.sources, lambda side: side.country_code))
        as source_countries,
    list_distinct(list_transform(candidates.targets, lambda side: side.country_code))
        as target_countries,
    list_distinct(list_transform(
        candidates.sources || candidates.targets, lambda side: side.actor_id
    )) as actor_ids,
    list_transform(candidates.targets, lambda side: side.actor_id) as target_ids,
    list_transform(candidates.targets, lambda side: side.text) as target_texts
from candidate_events as candidates
left join located_places on candidates.place_id = located_places.place_id;
