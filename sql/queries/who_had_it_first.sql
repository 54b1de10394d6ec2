-- Which source carried each story first, how many followed, and how soon the next?
select
    first.title,
    first.source_name as first_source,
    first.appeared_at as first_at,
    count(distinct later.source_id) as follower_count,
    round(min(later.delay_seconds) / 60.0, 1) as minutes_to_the_next
from marts.story_timeline as first
left join marts.story_timeline as later
    on
        first.story_id = later.story_id
        and first.source_id <> later.source_id
        and later.revision = 1
where first.appearance_number = 1
group by first.story_id, first.title, first.source_name, first.appeared_at
order by follower_count desc, first_at desc, first.title asc, first.story_id asc
