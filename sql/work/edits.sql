-- One row per revision of an article of which one after the first is staged: what it changed, and
-- when. The page's own word counts where it lies between two fetches; else the fetch tells the day,
-- unless it came more than a week after the one before.
with

edited as (
    select article_id
    from staged.article_revisions
    where revision > 1
),

history as (
    select * from staged.article_revisions
    where article_id in (select edited.article_id from edited)
    union all by name
    select *
    from main.article_revisions
    where
        article_id in (select edited.article_id from edited)
        and (article_id, revision) not in (
            select (fresh.article_id, fresh.revision) from staged.article_revisions as fresh
        )
),

followed as (
    select
        *,
        lag(fetched_at) over (partition by article_id order by revision) as former_at
    from history
)

select
    article_id,
    revision,
    published_at,
    case
        when modified_at > former_at and modified_at <= fetched_at then modified_at
        when fetched_at <= former_at + interval 7 day then fetched_at
    end as changed_at,
    published_zone,
    coalesce(modified_zone, published_zone) as changed_zone,
    added,
    removed
from followed
order by article_id, revision
