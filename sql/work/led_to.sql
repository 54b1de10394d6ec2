-- One row per address that was asked for as a page and that redirects have led to an address of $1
-- (without query), with the headline that feeds give it; of several one, as it is one article.
with

led as (
    select distinct
        split_part(final_url, '?', 1) as target,
        url
    from main.fetches
    where
        purpose = 'page'
        and url <> final_url
        and split_part(final_url, '?', 1) in (select unnest($1))
)

select
    led.target,
    led.url,
    coalesce(min(sightings.title), led.url) as headline
from led
left join main.sightings on led.url = sightings.url
group by led.target, led.url
order by led.target, led.url
