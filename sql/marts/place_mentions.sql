-- One row per mention of a place in the newest revision of an article.
-- Key: mention_id.
-- Sorted by: published_at, article_id, start, mention_id.
-- Partitioned by: month of told_on.
-- Changes by: told_on.
-- Columns:
--   place_name: name of the place, NULL where the gazetteer has none
--   place_kind: country, admin1, admin2, city, region or water
--   country_code: country of that place, ISO 3166-1 alpha-2
--   latitude: WGS 84 degrees of that place, north positive
--   longitude: WGS 84 degrees of that place, east positive
--   title: headline of the article
--   url: address of the article
--   source_id: source that carried the article
--   published_at: UTC instant at which the article was published
--   story_id: story that the article belongs to
select
    place_mentions.*,
    places.name as place_name,
    places.kind as place_kind,
    places.country_code,
    places.latitude,
    places.longitude,
    articles.title,
    articles.url,
    articles.source_id,
    articles.published_at,
    articles.story_id
from place_mentions
inner join articles
    on
        place_mentions.article_id = articles.article_id
        and place_mentions.revision = articles.revision
left join places on place_mentions.place_id = places.place_id
