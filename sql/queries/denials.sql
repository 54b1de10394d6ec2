-- What was denied, and by whom?
select
    last_published_at,
    claimant_name,
    event_type,
    example,
    origin_count
from marts.claims
where stance = 'denies'
order by last_published_at desc, event_group_id asc, claimant_name asc
