-- One row per time expression in the briefing's articles.
-- $1 is the first day of these articles: files of before stay closed.
select
    shown_articles.article,
    date_mentions.start,
    date_mentions."end" as stop,
    date_mentions.date_start,
    date_mentions.date_end
from date_mentions
inner join shown_articles
    on
        date_mentions.article_id = shown_articles.article_id
        and date_mentions.revision = shown_articles.revision
where
    date_mentions.told_on >= $1::date
    and shown_articles.is_read
order by shown_articles.article, date_mentions.start, stop
