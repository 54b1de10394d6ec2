-- One row per source that was asked since an instant, the slowest first, ten of them.
select
    coalesce(sources.name, 'no source') as source,
    sources.url as address,
    count(*) as requests,
    round(sum(fetches.seconds), 2) as seconds,
    round(max(fetches.seconds), 2) as slowest,
    count(*) filter (where fetches.outcome not in ('ok', 'not_modified')) as failed
from main.fetches
left join main.sources on fetches.source_id = sources.source_id
where fetches.started_at >= $1
group by sources.source_id, sources.name, sources.url
order by sum(fetches.seconds) desc, sources.source_id
limit 10
