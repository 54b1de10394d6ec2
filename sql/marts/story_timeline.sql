-- One row per appearance of a story: a revision of one of its articles, in the order of time.
-- Key: story_id, article_id, revision.
-- Sorted by: story_first_at, story_id, appearance_number.
-- Partitioned by: month of story_told_on.
-- Changes by: story_id.
-- Columns:
--   story_id: smallest article_id among the near-duplicates
--   story_told_on: first day (UTC) under which a revision of the story is filed
--   story_first_at: UTC instant at which the story first appeared anywhere
--   appearance_number: 1 for the first appearance of the story
--   appeared_at: UTC instant of publication, of change for a later revision, else of first sight
--   appeared_basis: published, modified, fetched or first_seen
--   delay_seconds: seconds after the first appearance of the story
--   source_name: title of the source that carried it
--   url: address of the article
--   is_copy: repeats an earlier article of the story
--   added_count: passages that this revision added
--   removed_count: passages that this revision removed
with

appearances as (
    select
        articles.story_id,
        article_revisions.article_id,
        article_revisions.revision,
        article_revisions.source_id,
        sources.name as source_name,
        article_revisions.agency,
        article_revisions.title,
        article_revisions.url,
        articles.is_duplicate as is_copy,
        len(article_revisions.added) as added_count,
        len(article_revisions.removed) as removed_count,
        article_revisions.word_count,
        article_revisions.told_on,
        case
            when article_revisions.revision = 1
                then coalesce(article_revisions.published_at, article_revisions.first_seen_at)
            else coalesce(article_revisions.modified_at, article_revisions.fetched_at)
        end as appeared_at,
        case
            when article_revisions.revision = 1
                then if(article_revisions.published_at is null, 'first_seen', 'published')
            else if(article_revisions.modified_at is null, 'fetched', 'modified')
        end as appeared_basis
    from article_revisions
    inner join articles on article_revisions.article_id = articles.article_id
    left join sources on article_revisions.source_id = sources.source_id
)

select
    * exclude (told_on),
    min(told_on) over (partition by story_id) as story_told_on,
    min(appeared_at) over (partition by story_id) as story_first_at,
    row_number() over (
        partition by story_id order by appeared_at, article_id, revision
    ) as appearance_number,
    date_diff('second', min(appeared_at) over (partition by story_id), appeared_at)
        as delay_seconds
from appearances
