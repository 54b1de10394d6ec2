-- Which capitals and countries stand for their governments ("Moscow said")?
select
    place_name,
    place_kind,
    country_code,
    count(*) filter (where is_metonym) as metonym_count,
    count(*) as mention_count
from marts.place_mentions
where place_id is not null
group by place_id, place_name, place_kind, country_code
having count(*) filter (where is_metonym) > 0
order by metonym_count desc, place_name asc, place_id asc
