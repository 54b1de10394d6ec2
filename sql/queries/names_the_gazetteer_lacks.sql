-- Which names were given no place: the gazetteer lacks them, or none of its places fitted?
select
    text,
    count(*) as mention_count,
    count(distinct article_id) as article_count
from marts.place_mentions
where place_id is null
group by text
order by mention_count desc, text asc
