-- One row per staged article whose newest revision is staged.
select
    article_id,
    text_hash,
    text,
    coalesce(published_at, first_seen_at)::date as seen_on
from staged.article_revisions as fresh
where
    not exists (
        select 1
        from main.articles as accepted
        where accepted.article_id = fresh.article_id and accepted.revision > fresh.revision
    )
qualify row_number() over (partition by article_id order by revision desc) = 1
order by article_id
