-- What happened, day by day, in one country?
-- $country: ISO 3166-1 alpha-2; default 'UA'
select
    event_date,
    event_type,
    event_count,
    happened_count,
    claimed_count,
    denied_count,
    source_count
from marts.daily_event_counts
where country_code = upper($country)
order by event_date desc, event_count desc, event_type
