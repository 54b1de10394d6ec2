-- One row: what a person should know of the warehouse as it stands.
select
    (select count(*) from main.articles) as article_count,
    (
        select count(*) from main.documents
        where documents.outcome = 'pending'
    ) as pending_count,
    (select max(articles.published_at) from main.articles) as newest_published_at,
    (select max(articles.fetched_at) from main.articles) as newest_fetched_at
