-- One row per article that a feed or list has named, or that is stored.
select article_id from main.sightings
union distinct
select article_id from main.documents
order by article_id
