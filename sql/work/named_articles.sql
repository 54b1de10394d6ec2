-- One row per article that $1 names, by its key or an address; articles not read yet included.
select distinct article_id
from main.documents
where
    outcome <> 'forgotten'
    and $1 in (article_id, url, canonical_url, name)
union distinct
select article_id
from main.articles
where $1 in (url, canonical_url)
order by article_id
