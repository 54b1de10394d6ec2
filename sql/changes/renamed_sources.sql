-- One row per article that came through a source whose title is no longer the one last published.
create or replace temp table noted_articles as
select article_id
from main.article_revisions
where
    source_id in (
        select sources.source_id
        from main.sources
        inner join published_sources on sources.source_id = published_sources.source_id
        where sources.name <> published_sources.name
    )
union distinct
select article_id
from main.articles
where source_id in (
    select sources.source_id
    from main.sources
    inner join published_sources on sources.source_id = published_sources.source_id
    where sources.name <> published_sources.name
);
