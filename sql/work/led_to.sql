-- One row per address of $1 (without query) that redirects have led pages to, with those pages.
select
    split_part(final_url, '?', 1) as target,
    list(distinct url order by url) as urls
from main.fetches
where
    purpose = 'page'
    and url <> final_url
    and split_part(final_url, '?', 1) in (select unnest($1))
group by target
