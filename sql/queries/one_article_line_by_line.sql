-- What was read out of one article, in the order of its text?
-- $url: part of the address, or nothing for the newest article that was read; default ''
with

chosen as (
    select
        article_id,
        revision
    from articles
    where
        coalesce(url, '') like '%' || $url || '%'
        and annotate_method is not null
    order by published_at desc, article_id
    limit 1
)

select
    content_spans[1].start as position,
    'statement' as kind,
    coalesce(speaker_name, speaker_text, '') || ' (' || act || ')' as what,
    content as words
from statements
semi join chosen
    on statements.article_id = chosen.article_id and statements.revision = chosen.revision
union all
select
    trigger_start as position,
    'event' as kind,
    event_type || ' (' || occurrence || ')' as what,
    trigger_text as words
from events
semi join chosen
    on events.article_id = chosen.article_id and events.revision = chosen.revision
union all
select
    start as position,
    'place' as kind,
    coalesce(places.name || ' (' || place_mentions.place_id || ')', 'unknown') as what,
    text as words
from place_mentions
semi join chosen
    on place_mentions.article_id = chosen.article_id and place_mentions.revision = chosen.revision
left join places on place_mentions.place_id = places.place_id
order by position, kind, what
