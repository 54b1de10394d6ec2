-- One row per article of the briefing, numbered from 0; its text only where something was read.
-- $1 is the first day of these articles: files of before stay closed.
select
    shown_articles.article,
    articles.article_id,
    articles.revision,
    articles.title,
    articles.url,
    articles.source_name as outlet,
    articles.agency,
    articles.language,
    shown_articles.shown_at,
    articles.published_basis,
    articles.is_partial,
    articles.is_duplicate as is_copy,
    if(shown_articles.is_read, articles.text, null) as text
from shown_articles
inner join marts.articles
    on shown_articles.article_id = articles.article_id
where articles.told_on >= $1::date
order by shown_articles.article
