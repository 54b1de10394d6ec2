-- One row per statement in the newest revision of an article, with who said it and where it stands.
-- Statements of earlier revisions stay in the table of the same name.
-- Key: statement_id.
-- Sorted by: published_at, article_id, statement_id.
-- Partitioned by: month of told_on.
-- Changes by: told_on.
-- Columns:
--   speaker_kind: person, organisation, government or group, where the speaker is known
--   speaker_country_code: country of the speaker, ISO 3166-1 alpha-2, where known
--   speaker_sector: sector of the speaker, where known
--   title: headline of the article
--   url: address of the article
--   source_id: source that carried the article
--   source_name: title of that source
--   agency: news agency that the article is credited to
--   language: language of the article, ISO 639-1
--   published_at: UTC instant at which the article was published
--   story_id: story that the article belongs to
--   is_duplicate: the article repeats an earlier one of its story
select
    statements.*,
    actors.kind as speaker_kind,
    actors.country_code as speaker_country_code,
    actors.sector as speaker_sector,
    articles.title,
    articles.url,
    articles.source_id,
    sources.name as source_name,
    articles.agency,
    articles.language,
    articles.published_at,
    articles.story_id,
    articles.is_duplicate
from statements
inner join articles
    on statements.article_id = articles.article_id and statements.revision = articles.revision
left join sources on articles.source_id = sources.source_id
left join actors on statements.actor_id = actors.actor_id
