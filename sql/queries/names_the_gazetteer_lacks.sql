-- Which names of places does the gazetteer not know?
select
    text,
    count(*) as mention_count,
    count(distinct article_id) as article_count
from marts.place_mentions
where place_id is null
group by text
order by mention_count desc, text asc
