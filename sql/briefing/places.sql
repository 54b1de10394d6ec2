-- One row per place that the briefing's articles name or that its events happen in.
-- $1 is the first day of these articles: files of before stay closed.
with

named as (
    select events.place_id
    from marts.events
    inner join shown_articles on events.article_id = shown_articles.article_id
    where events.told_on >= $1::date
    union
    select place_mentions.place_id
    from place_mentions
    inner join shown_articles
        on
            place_mentions.article_id = shown_articles.article_id
            and place_mentions.revision = shown_articles.revision
    where
        place_mentions.told_on >= $1::date
        and shown_articles.is_read
)

select
    places.place_id,
    places.name,
    places.kind,
    round(places.latitude, 2) as latitude,
    round(places.longitude, 2) as longitude,
    places.country_code as country,
    places.admin1_name as division
from places
inner join named on places.place_id = named.place_id
order by places.place_id
