-- Which stories were carried by most sources?
select
    title,
    source_name,
    published_at,
    story_article_count,
    story_source_count,
    url
from marts.articles
where not is_duplicate and story_source_count > 1
order by story_source_count desc, story_article_count desc, article_id asc
limit 20
