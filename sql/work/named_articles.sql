-- One row per article that $1 names, by its key or an address; articles not read yet included.
select distinct article_id
from main.documents
where
    article_id = $1
    or url = $1
    or canonical_url = $1
    or name = $1
union distinct
select article_id
from main.articles
where
    url = $1
    or canonical_url = $1
order by article_id
