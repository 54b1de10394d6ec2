-- Which source carried each story first, and how long did the others take?
select
    first.title,
    first.source_name as first_source,
    first.appeared_at as first_at,
    count(distinct later.article_id) as follower_count,
    min(later.delay_seconds) / 60.0 as minutes_to_the_next
from marts.story_timeline as first
left join marts.story_timeline as later
    on
        first.story_id = later.story_id
        and first.article_id <> later.article_id
        and later.revision = 1
where first.appearance_number = 1
group by all
order by follower_count desc, first_at desc, first.title asc
