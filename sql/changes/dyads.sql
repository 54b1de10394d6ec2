-- One row per row of events_plover that changes: those that hold or held a happening that has
-- changed. A row tells which happenings it is made of, so that no others need to be read for it.
create or replace table found.changed_dyad as
with

held as (
    select
        * exclude (event_group_ids),
        unnest(event_group_ids) as event_group_id
    from before_dyads
)

select
    event_date,
    event_type,
    source_country_code,
    source_sector,
    target_country_code,
    target_sector
from new_dyads
union distinct
select
    event_date,
    event_type,
    source_country_code,
    source_sector,
    target_country_code,
    target_sector
from held
where event_group_id in (select changed.key from changed_event_group_id as changed);

create or replace table found.dyad_groups as
select distinct unnest(before_dyads.event_group_ids) as event_group_id
from before_dyads
inner join changed_dyad
    on
        before_dyads.event_date = changed_dyad.event_date
        and before_dyads.event_type = changed_dyad.event_type
        and before_dyads.source_country_code is not distinct from changed_dyad.source_country_code
        and before_dyads.source_sector is not distinct from changed_dyad.source_sector
        and before_dyads.target_country_code is not distinct from changed_dyad.target_country_code
        and before_dyads.target_sector is not distinct from changed_dyad.target_sector
union distinct
select key as event_group_id
from changed_event_group_id;

-- One row per day and two countries between which anything has changed.
create or replace table found.changed_pair as
select distinct
    event_date,
    source_country_code,
    target_country_code
from changed_dyad;
