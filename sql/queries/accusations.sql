-- Who accuses, and of what?
select
    last_published_at,
    claimant_name,
    event_type,
    example
from marts.claims
where stance = 'accuses'
order by last_published_at desc, event_group_id asc, claimant_name asc
