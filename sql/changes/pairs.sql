-- One row per row of events_plover between countries between which anything has changed that day:
-- what has not changed itself comes from the version before.
insert into marts.events_plover by name
select kept.*
from before_plover as kept
where
    exists (
        select 1
        from changed_pair
        where
            changed_pair.event_date = kept.event_date
            and changed_pair.source_country_code is not distinct from kept.source_country_code
            and changed_pair.target_country_code is not distinct from kept.target_country_code
    )
    and not exists (
        select 1
        from changed_dyad
        where
            changed_dyad.event_date = kept.event_date
            and changed_dyad.event_type = kept.event_type
            and changed_dyad.source_country_code is not distinct from kept.source_country_code
            and changed_dyad.source_sector is not distinct from kept.source_sector
            and changed_dyad.target_country_code is not distinct from kept.target_country_code
            and changed_dyad.target_sector is not distinct from kept.target_sector
    );
