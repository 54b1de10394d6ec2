-- One row per appearance of a story that the briefing shows and that appeared more than once.
-- Stories that began before $2, the first day that is counted, stay out; $1 is the first day of the
-- shown articles: files of before stay closed.
with

shown_stories as (
    select distinct articles.story_id
    from articles
    inner join shown_articles on articles.article_id = shown_articles.article_id
    where articles.told_on >= $1::date
),

repeated as (
    select story_timeline.story_id
    from marts.story_timeline
    inner join shown_stories on story_timeline.story_id = shown_stories.story_id
    where story_timeline.story_told_on >= $2::date
    group by story_timeline.story_id
    having count(*) > 1
)

select
    story_timeline.story_id,
    shown_articles.article,
    story_timeline.revision,
    story_timeline.title,
    story_timeline.source_name as outlet,
    story_timeline.agency,
    story_timeline.url,
    story_timeline.appeared_at,
    story_timeline.appeared_basis,
    story_timeline.is_copy,
    list_transform(article_revisions.added[:3], lambda told: told[:300]) as added,
    list_transform(article_revisions.removed[:3], lambda told: told[:300]) as removed,
    story_timeline.added_count,
    story_timeline.removed_count,
    article_revisions.previous_title
from marts.story_timeline
inner join repeated on story_timeline.story_id = repeated.story_id
inner join article_revisions
    on
        story_timeline.article_id = article_revisions.article_id
        and story_timeline.revision = article_revisions.revision
left join shown_articles on story_timeline.article_id = shown_articles.article_id
where
    story_timeline.story_told_on >= $2::date
    and article_revisions.told_on >= $2::date
    and story_timeline.appearance_number <= 20
order by story_timeline.story_id, story_timeline.appearance_number
