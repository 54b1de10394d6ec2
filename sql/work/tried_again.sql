-- One row per item of quarantine that a retry tries again: all but the feeds, which runs ask.
select refused.quarantine_id
from main.quarantine as refused
left join main.sources
    on refused.source_id = sources.source_id
where
    refused.retry = 'dateline retry'
    or sources.kind = 'seeds'
