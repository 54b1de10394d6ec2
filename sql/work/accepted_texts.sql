-- One row per accepted article, with its newest text and the day it appeared.
select
    article_id,
    text_hash,
    text,
    coalesce(published_at, first_seen_at)::date as seen_on
from main.articles
order by article_id
