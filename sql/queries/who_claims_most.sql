-- Who claims, accuses and denies, and how often?
select
    claimant_name,
    count(*) filter (where stance = 'claims') as claim_count,
    count(*) filter (where stance = 'accuses') as accusation_count,
    count(*) filter (where stance = 'denies') as denial_count
from marts.claims
where claimant_kind = 'actor' and stance in ('claims', 'accuses', 'denies')
group by claimant_id, claimant_name  -- the police of two countries are two
order by count(*) desc, claimant_name asc, claimant_id asc
limit 20
