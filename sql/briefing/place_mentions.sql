-- One row per mention of a known place in the briefing's articles.
-- $1 is the first day of these articles: files of before stay closed.
select
    shown_articles.article,
    place_mentions.start,
    place_mentions."end" as stop,
    place_mentions.place_id
from place_mentions
inner join shown_articles
    on
        place_mentions.article_id = shown_articles.article_id
        and place_mentions.revision = shown_articles.revision
where
    place_mentions.told_on >= $1::date
    and shown_articles.is_read
    and place_mentions.place_id is not null
order by shown_articles.article, place_mentions.start, stop
