-- One row per place whose row may have changed, as texts of the changed days or groups name it or
-- did; and the rows that these places have in the version before.
create or replace table found.changed_place_id as
with

named as (
    select place_id
    from main.place_mentions
    where told_on in (select changed.key from changed_told_on as changed)
    union distinct
    select place_id
    from before_place_mentions
    where told_on in (select changed.key from changed_told_on as changed)
    union distinct
    select place_id
    from near_events
    where near_row in (select chosen.chosen from group_events as chosen)
    union distinct
    select place_id
    from before_events
    where event_group_id in (select changed.key from changed_event_group_id as changed)
)

select place_id as key
from named
where place_id is not null;

create or replace table found.former_places as
from before_places
where place_id in (select changed.key from changed_place_id as changed);
