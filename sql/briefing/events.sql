-- One row per event mention of the briefing's articles, in the order of their texts.
-- $1 is the first day of these articles: files of before stay closed.
select
    events.event_id,
    nullif(events.event_group_id, events.event_id) as group_id,
    shown_articles.article,
    events.event_type as type,
    events.event_mode as mode,
    events.quad_class,
    events.trigger_text,
    [events.trigger_start, events.trigger_end] as trigger,
    [events.sentence_start, events.sentence_end] as sentence,
    list_transform(
        list_zip(events.sources, events.source_actor_names),
        lambda side: row(
            side[2], side[1].start, side[1]."end", side[1].country_code
        )
    ) as sources,
    list_transform(
        list_zip(events.targets, events.target_actor_names),
        lambda side: row(
            side[2], side[1].start, side[1]."end", side[1].country_code
        )
    ) as targets,
    events.occurrence,
    events.assertion,
    events.claimant_name as claimant,
    events.statement_id,
    events.date_start,
    events.date_end,
    events.date_precision,
    events.date_basis,
    if(
        events.date_text_start is null, null, [events.date_text_start, events.date_text_end]
    ) as date_text,
    events.place_id,
    events.place_basis,
    [events.dead_min, events.dead_max, events.injured_min, events.injured_max] as casualties,
    events.is_lead,
    events.confidence,
    events.method
from marts.events
inner join shown_articles on events.article_id = shown_articles.article_id
where events.told_on >= $1::date
order by shown_articles.article, events.trigger_start, events.event_id
