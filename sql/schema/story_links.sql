-- One row per pair of near-duplicate articles.
-- Key: article_id, other_article_id.
create table if not exists story_links (
    article_id varchar not null,
    other_article_id varchar not null,
    similarity_share double not null
);

comment on table story_links is
'One row per pair of near-duplicate articles. In work.duckdb alone: it is not published.';
comment on column story_links.article_id is 'the smaller key';
comment on column story_links.other_article_id is 'the greater key';
comment on column story_links.similarity_share is
'estimated Jaccard similarity of word shingles, 0 to 1';
