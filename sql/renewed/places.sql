-- One row per place that may have changed, as sql/marts/places.sql has it, counted from the version
-- before: what the changed days and groups gave then is taken away, and what they give now is added.
-- A place whose first or last article may have left is looked up in all that names it.
with

named_now as (
    select
        place_mentions.place_id,
        place_mentions.is_metonym,
        articles.article_id,
        articles.published_at
    from main.place_mentions
    inner join main.articles
        on
            place_mentions.article_id = articles.article_id
            and place_mentions.revision = articles.revision
    where
        place_mentions.told_on in (select changed.key from changed_told_on as changed)
        and articles.told_on in (select changed.key from changed_told_on as changed)
),

named_before as (
    select
        place_mentions.place_id,
        place_mentions.is_metonym,
        articles.article_id,
        articles.published_at
    from before_place_mentions as place_mentions
    inner join before_articles as articles
        on
            place_mentions.article_id = articles.article_id
            and place_mentions.revision = articles.revision
    where place_mentions.told_on in (select changed.key from changed_told_on as changed)
),

counts_now as (
    select
        place_id,
        count(*) as mention_count,
        count(*) filter (where is_metonym) as metonym_count,
        count(distinct article_id) as article_count,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at
    from named_now
    group by place_id
),

counts_before as (
    select
        place_id,
        count(*) as mention_count,
        count(*) filter (where is_metonym) as metonym_count,
        count(distinct article_id) as article_count,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at
    from named_before
    group by place_id
),

pairs as (
    select
        events.event_group_id,
        events.place_id,
        1 as sign
    from near_events as events
    inner join near_articles as articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    where events.near_row in (select chosen.chosen from group_events as chosen)
    union distinct
    select
        events.event_group_id,
        events.place_id,
        -1 as sign
    from before_events as events
    inner join before_articles as articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    where
        events.event_group_id in (select changed.key from changed_event_group_id as changed)
),

event_changes as (
    select
        place_id,
        sum(sign) as event_count
    from pairs
    where place_id is not null
    group by place_id
),

unsure as (
    select counts_before.place_id
    from counts_before
    inner join former_places as published on counts_before.place_id = published.place_id
    left join counts_now on counts_before.place_id = counts_now.place_id
    where
        (
            counts_before.first_published_at = published.first_published_at
            and coalesce(counts_now.first_published_at > published.first_published_at, true)
        )
        or (
            counts_before.last_published_at = published.last_published_at
            and coalesce(counts_now.last_published_at < published.last_published_at, true)
        )
),

named_unsure as (
    select
        place_id,
        article_id,
        revision
    from main.place_mentions
    where place_id in (select unsure.place_id from unsure)
),

looked_up as (
    select
        named_unsure.place_id,
        min(articles.published_at) as first_published_at,
        max(articles.published_at) as last_published_at
    from named_unsure
    inner join main.articles
        on
            named_unsure.article_id = articles.article_id
            and named_unsure.revision = articles.revision
    where articles.article_id in (select unnest(list(named.article_id)) from named_unsure as named)
    group by named_unsure.place_id
),

counted as (
    select
        places.*,
        (
            coalesce(published.mention_count, 0)
            + coalesce(counts_now.mention_count, 0)
            - coalesce(counts_before.mention_count, 0)
        )::bigint as mention_count,
        (
            coalesce(published.metonym_count, 0)
            + coalesce(counts_now.metonym_count, 0)
            - coalesce(counts_before.metonym_count, 0)
        )::bigint as metonym_count,
        (
            coalesce(published.article_count, 0)
            + coalesce(counts_now.article_count, 0)
            - coalesce(counts_before.article_count, 0)
        )::bigint as article_count,
        (coalesce(published.event_count, 0) + coalesce(event_changes.event_count, 0))::bigint
            as event_count,
        if(
            unsure.place_id is null,
            least(published.first_published_at, counts_now.first_published_at),
            looked_up.first_published_at
        ) as first_published_at,
        if(
            unsure.place_id is null,
            greatest(published.last_published_at, counts_now.last_published_at),
            looked_up.last_published_at
        ) as last_published_at
    from main.places
    left join former_places as published on places.place_id = published.place_id
    left join counts_now on places.place_id = counts_now.place_id
    left join counts_before on places.place_id = counts_before.place_id
    left join event_changes on places.place_id = event_changes.place_id
    left join unsure on places.place_id = unsure.place_id
    left join looked_up on places.place_id = looked_up.place_id
    where places.place_id in (select changed.key from changed_place_id as changed)
)

select * from counted
where mention_count > 0 or event_count > 0
