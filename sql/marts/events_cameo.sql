-- One row per day, CAMEO root code, actor 1 and actor 2, under the names that GDELT users know.
-- The one-a-day dyads of events_plover: days are those of the happenings, not of the articles.
-- Key: event_date, event_root_code, actor1_country_code, actor1_type_code, actor2_country_code, actor2_type_code.
-- Sorted by: event_date, event_root_code.
-- Partitioned by: day of event_date.
-- Weighed by: num_mentions.
-- Changes by: event_date, actor1_country_code, actor2_country_code.
-- Columns:
--   event_date: first day of the happening (GDELT: SQLDATE)
--   event_root_code: CAMEO root code, two digits (GDELT: EventRootCode)
--   quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
--   goldstein_scale: Goldstein value of the root, -10 to 10 (GDELT: GoldsteinScale)
--   actor1_country_code: country of who acts, ISO 3166-1 alpha-2 where CAMEO has alpha-3
--   actor1_type_code: CAMEO role code of who acts (GOV, MIL, REB, CVL, BUS, MED, NGO, IGO)
--   actor1_names: canonical names or words of who acts, sorted
--   actor2_country_code: country of whom it is done to, ISO 3166-1 alpha-2
--   actor2_type_code: CAMEO role code of whom it is done to
--   actor2_names: canonical names or words of whom it is done to, sorted
--   num_events: happenings of that day between these actors: what GDELT cannot tell
--   num_mentions: mentions behind them (GDELT: NumMentions)
--   num_sources: sources of the type of event that most sources carried (GDELT: NumSources)
--   num_articles: articles behind them, once for each type of event (GDELT: NumArticles)
--   action_geo_place_id: place of the happenings, the smallest key where they differ
--   action_geo_country_code: country of that place, ISO 3166-1 alpha-2
--   action_geo_latitude: WGS 84 degrees of that place, north positive
--   action_geo_longitude: WGS 84 degrees of that place, east positive
--   date_added: UTC instant of the earliest dated article (GDELT: DATEADDED)
--   event_group_ids: the happenings, sorted
with

coded as (
    select
        *,
        case source_sector
            when 'government' then 'GOV'
            when 'military' then 'MIL'
            when 'rebels' then 'REB'
            when 'civilians' then 'CVL'
            when 'business' then 'BUS'
            when 'media' then 'MED'
            when 'ngo' then 'NGO'
            when 'international' then 'IGO'
        end as actor1_type_code,
        case target_sector
            when 'government' then 'GOV'
            when 'military' then 'MIL'
            when 'rebels' then 'REB'
            when 'civilians' then 'CVL'
            when 'business' then 'BUS'
            when 'media' then 'MED'
            when 'ngo' then 'NGO'
            when 'international' then 'IGO'
        end as actor2_type_code
    from marts.events_plover
)

select
    event_date,
    cameo_root as event_root_code,
    min(quad_class) as quad_class,
    min(intensity) as goldstein_scale,
    source_country_code as actor1_country_code,
    actor1_type_code,
    list_sort(list_distinct(flatten(list(source_names)))) as actor1_names,
    target_country_code as actor2_country_code,
    actor2_type_code,
    list_sort(list_distinct(flatten(list(target_names)))) as actor2_names,
    sum(event_count)::bigint as num_events,
    sum(mention_count)::bigint as num_mentions,
    max(source_count) as num_sources,
    sum(article_count)::bigint as num_articles,
    min(place_id) as action_geo_place_id,
    arg_min(country_code, place_id) as action_geo_country_code,
    arg_min(latitude, place_id) as action_geo_latitude,
    arg_min(longitude, place_id) as action_geo_longitude,
    min(first_published_at) as date_added,
    list_sort(list_distinct(flatten(list(event_group_ids)))) as event_group_ids
from coded
group by
    event_date,
    cameo_root,
    source_country_code,
    actor1_type_code,
    target_country_code,
    actor2_type_code
