-- Which attacks does only one claimant report?
-- $type: type of event; default 'ASSAULT'
with

claimants as (
    select
        event_group_id,
        count(distinct concat_ws('|', claimant_kind, claimant_id, claimant_name)) as claimant_count
    from marts.claims
    group by event_group_id
)

select
    claims.date_start,
    if(claims.place_basis in ('clause', 'sentence'), places.name, null) as place_name,  -- not where it was written
    claims.claimant_name,
    claims.stance,
    claims.dead_max,
    claims.example
from marts.claims
inner join claimants on claims.event_group_id = claimants.event_group_id
left join places on claims.place_id = places.place_id
where
    claimants.claimant_count = 1
    and claims.event_type = $type
    and claims.stance in ('asserts', 'claims', 'accuses')
order by claims.date_start desc, claims.event_group_id, claims.stance
