-- One row per article of every story that this batch touches, with the instant it appeared.
with

touched as (
    select article_id from staged.story_signatures
    union distinct
    select article_id from staged.story_links
    union distinct
    select other_article_id from staged.story_links
),

fresh as (
    select
        article_id,
        coalesce(published_at, first_seen_at) as seen_at
    from staged.article_revisions
    where article_id in (select signed.article_id from staged.story_signatures as signed)
    qualify row_number() over (partition by article_id order by revision desc) = 1
),

accepted as (
    select
        article_id,
        coalesce(published_at, first_seen_at) as seen_at
    from main.articles
    where
        story_id in (
            select known.story_id
            from main.articles as known
            where known.article_id in (select touched.article_id from touched)
        )
        and article_id not in (select fresh.article_id from fresh)
)

select * from fresh
union all
select * from accepted
order by article_id
