-- One row per staged revision that follows another, with both titles and texts.
with

history as (
    select * from staged.article_revisions
    union all by name
    select *
    from main.article_revisions
    where
        article_id in (select fresh.article_id from staged.article_revisions as fresh)
        and (article_id, revision) not in (
            select (fresh.article_id, fresh.revision) from staged.article_revisions as fresh
        )
)

select
    fresh.article_id,
    fresh.revision,
    fresh.title,
    fresh.text,
    older.title as old_title,
    older.text as old_text
from staged.article_revisions as fresh
inner join history as older
    on fresh.article_id = older.article_id and fresh.revision = older.revision + 1
order by fresh.article_id, fresh.revision
