-- One row per event that any scope may read, in the order of the table: old ones stand scattered
-- among all that is stored, so that the table is looked through once and not for every mart.
create or replace temp table near_events as
select
    *,
    rowid as near_row
from main.events
where
    rowid in (
        select chosen from day_events
        union distinct
        select chosen from group_events
        union distinct
        select chosen from date_events
        union distinct
        select chosen from week_events
    );
