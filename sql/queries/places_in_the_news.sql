-- Which places were in the news in the last days, and where do they lie?
-- $until: last day; default (select max(published_at)::date from articles)
-- $days: how many days, that one included; default 7
select
    place_name,
    place_kind,
    country_code,
    latitude,
    longitude,
    count(distinct article_id) as article_count
from marts.place_mentions
where
    place_id is not null
    and published_at::date between $until::date - $days::integer + 1 and $until::date
group by all
order by article_count desc, place_name, country_code
limit 50
