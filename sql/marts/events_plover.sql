-- One row per day, PLOVER type, source and target: what one side did to another, once a day.
-- The day is the one that texts state for the happening, never that of publication, and sides are a
-- country with a sector: a happening told 366 times, by as many articles on as many days, is one.
-- Only what at least one mention has as happened or going on; who denies it is counted beside.
-- Key: event_date, event_type, source_country_code, source_sector, target_country_code, target_sector.
-- Sorted by: event_date, event_type.
-- Partitioned by: day of event_date.
-- Weighed by: mention_count.
-- Changes by: event_date, event_type, source_country_code, source_sector, target_country_code, target_sector.
-- Columns:
--   event_date: first day of the happening, as most mentions that state one have it
--   event_type: PLOVER's sixteen types; of a happening that of most of its mentions, then of the surest
--   event_mode: finer kind within the type, the smallest where happenings differ
--   quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
--   intensity: Goldstein scale, -10 to 10
--   cameo_root: CAMEO root code
--   source_country_code: country of who acts, ISO 3166-1 alpha-2, NULL where unknown
--   source_sector: sector of who acts (government, military, rebels …), NULL where unknown
--   source_names: canonical names or words of who acts, sorted
--   target_country_code: country of whom it is done to, ISO 3166-1 alpha-2, NULL where unknown
--   target_sector: sector of whom it is done to, NULL where unknown
--   target_names: canonical names or words of whom it is done to, sorted
--   contexts: fields it belongs to (military, election …), sorted
--   event_count: happenings of that day between these sides
--   claimed_count: happenings that somebody claims or accuses, and no outlet asserts
--   denied_count: happenings that somebody denies
--   mention_count: mentions behind them
--   article_count: articles behind them
--   story_count: stories behind them: copies of one text count once
--   source_count: sources behind them
--   dead_min: persons killed, at least, summed over the happenings by their smallest figures
--   dead_max: persons killed, at most, summed over the happenings by their greatest figures
--   place_id: place of the happenings, the smallest key where they differ
--   place_name: name of that place
--   country_code: country of that place, ISO 3166-1 alpha-2
--   latitude: WGS 84 degrees of that place, north positive
--   longitude: WGS 84 degrees of that place, east positive
--   first_published_at: UTC instant of the earliest dated article
--   event_group_ids: the happenings, sorted
with

mentions as (
    select
        events.*,
        articles.story_id,
        articles.source_id,
        articles.published_at,
        -- As in claims: who denies, plans or supposes neither asserts nor claims.
        events.occurrence <> 'denied'
        and (events.assertion = 'accused' or events.occurrence not in ('planned', 'hypothetical'))
        and events.assertion in ('claimed', 'accused') as is_claimed,
        events.assertion = 'asserted'
        and events.occurrence not in ('denied', 'planned', 'hypothetical') as is_asserted,
        events.date_basis in ('explicit', 'relative')
        and events.date_precision in ('time', 'day') as has_day
    from events
    inner join articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    where events.quad_class is not null
),

stated_days as (
    select
        event_group_id,
        date_start,
        count(*) as stated_count
    from mentions
    where has_day
    group by event_group_id, date_start
),

happening_days as (
    select
        event_group_id,
        arg_min(date_start, (-stated_count, date_start)) as event_date
    from stated_days
    group by event_group_id
),

-- The type of most mentions, then of the surest, as in claims, but among the types that have a class.
happening_types as (
    select
        event_group_id,
        event_type,
        min(cameo_root) as cameo_root,
        min(quad_class) as quad_class,
        min(intensity) as intensity,
        min(event_mode) as event_mode
    from mentions
    group by event_group_id, event_type
    qualify
        row_number() over (
            partition by event_group_id
            order by count(*) desc, max(confidence) desc, event_type asc
        ) = 1
),

happenings as (
    select
        event_group_id,
        arg_min(place_id, event_id) filter (where place_id is not null) as place_id,
        list_sort(list_distinct(flatten(list(contexts)))) as contexts,
        bool_or(is_claimed) and not bool_or(is_asserted) as is_only_claimed,
        bool_or(occurrence = 'denied') as is_denied,
        count(*) as mention_count,
        case
            when min(dead_min) is not null then least(min(dead_min), min(dead_max))
        end as dead_min,
        case
            when max(dead_max) is not null then greatest(max(dead_min), max(dead_max))
        end as dead_max,
        list(article_id) as article_ids,
        list(story_id) as story_ids,
        list(source_id) as source_ids,
        min(published_at) as first_published_at
    from mentions
    group by event_group_id
    having bool_or(occurrence in ('happened', 'ongoing'))
),

sides as (
    select
        event_group_id,
        'source' as role,
        unnest(sources) as side
    from mentions
    union all
    select
        event_group_id,
        'target' as role,
        unnest(targets) as side
    from mentions
),

known_sides as (
    select
        sides.event_group_id,
        sides.role,
        coalesce(sides.side.country_code, actors.country_code) as country_code,
        coalesce(sides.side.sector, actors.sector) as sector,
        coalesce(actors.name, sides.side.text) as name
    from sides
    left join actors on sides.side.actor_id = actors.actor_id
),

-- Whose country nobody names counts only where no mention names any.
kept_sides as (
    select
        event_group_id,
        role,
        country_code,
        sector,
        list(name) as names
    from known_sides
    group by event_group_id, role, country_code, sector
    qualify
        country_code is not null
        or bool_and(country_code is null) over (partition by event_group_id, role)
),

dyads as (
    select
        happenings.*,
        happening_types.* exclude (event_group_id),
        happening_days.event_date,
        source_sides.country_code as source_country_code,
        source_sides.sector as source_sector,
        source_sides.names as source_names,
        target_sides.country_code as target_country_code,
        target_sides.sector as target_sector,
        target_sides.names as target_names
    from happenings
    inner join happening_types on happenings.event_group_id = happening_types.event_group_id
    inner join happening_days on happenings.event_group_id = happening_days.event_group_id
    left join kept_sides as source_sides
        on
            happenings.event_group_id = source_sides.event_group_id
            and source_sides.role = 'source'
    left join kept_sides as target_sides
        on
            happenings.event_group_id = target_sides.event_group_id
            and target_sides.role = 'target'
    where
        source_sides.country_code is distinct from target_sides.country_code
        or source_sides.sector is distinct from target_sides.sector
        or not list_has_all(source_sides.names, target_sides.names)
        or source_sides.names is null
),

-- A happening stands once between two sides, so that its rows need not be told apart.
days as (
    select
        event_date,
        event_type,
        source_country_code,
        source_sector,
        target_country_code,
        target_sector,
        min(event_mode) as event_mode,
        min(quad_class) as quad_class,
        min(intensity) as intensity,
        min(cameo_root) as cameo_root,
        list_sort(list_distinct(flatten(list(source_names)))) as source_names,
        list_sort(list_distinct(flatten(list(target_names)))) as target_names,
        list_sort(list_distinct(flatten(list(contexts)))) as contexts,
        count(*) as event_count,
        count(*) filter (where is_only_claimed) as claimed_count,
        count(*) filter (where is_denied) as denied_count,
        sum(mention_count)::bigint as mention_count,
        len(list_distinct(flatten(list(article_ids)))) as article_count,
        len(list_distinct(flatten(list(story_ids)))) as story_count,
        len(list_distinct(flatten(list(source_ids)))) as source_count,
        sum(dead_min)::bigint as dead_min,
        sum(dead_max)::bigint as dead_max,
        min(place_id) as place_id,
        min(first_published_at) as first_published_at,
        list_sort(list(event_group_id)) as event_group_ids
    from dyads
    group by
        event_date,
        event_type,
        source_country_code,
        source_sector,
        target_country_code,
        target_sector
)

select
    days.event_date,
    days.event_type,
    days.event_mode,
    days.quad_class,
    days.intensity,
    days.cameo_root,
    days.source_country_code,
    days.source_sector,
    coalesce(days.source_names, []) as source_names,
    days.target_country_code,
    days.target_sector,
    coalesce(days.target_names, []) as target_names,
    days.contexts,
    days.event_count,
    days.claimed_count,
    days.denied_count,
    days.mention_count,
    days.article_count,
    days.story_count,
    days.source_count,
    days.dead_min,
    days.dead_max,
    days.place_id,
    places.name as place_name,
    places.country_code,
    places.latitude,
    places.longitude,
    days.first_published_at,
    days.event_group_ids
from days
left join places on days.place_id = places.place_id
