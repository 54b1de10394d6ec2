-- One row per revision of an article, with what it added and removed.
-- Key: article_id, revision.
-- Sorted by: published_at, article_id, revision.
-- Partitioned by: month of told_on.
-- Changes by: told_on.
-- Columns:
--   source_name: title of the feed or seed folder that the article came through
--   story_id: story that the article belongs to
--   is_newest: is the revision that the mart articles shows
--   added_count: passages that this revision added
--   removed_count: passages that this revision removed
select
    article_revisions.*,
    sources.name as source_name,
    articles.story_id,
    article_revisions.revision = articles.revision as is_newest,
    len(article_revisions.added) as added_count,
    len(article_revisions.removed) as removed_count
from article_revisions
inner join articles on article_revisions.article_id = articles.article_id
left join sources on article_revisions.source_id = sources.source_id
