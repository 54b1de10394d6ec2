-- Which articles changed after publication, and what was added and removed?
select
    fetched_at,
    source_name,
    previous_title,
    title,
    added,
    removed,
    url
from marts.article_revisions
where revision > 1
order by fetched_at desc, article_id asc, revision desc
