-- One row per article of the briefing: the newest of the period, as many as fit into the page.
-- $1 is the bytes that fit; $2 those of the largest article.
create or replace temp table shown_articles as
with

fitting as (
    select
        *,
        sum(byte_estimate) over (order by shown_at desc, article_id asc) as bytes_so_far
    from period_articles
    where byte_estimate <= $2
)

select
    article_id,
    revision,
    told_on,
    shown_at,
    is_read,
    row_number() over (order by shown_at desc, article_id asc) - 1 as article
from fitting
where bytes_so_far <= $1;
