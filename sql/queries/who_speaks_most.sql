-- Who was quoted most in the last days, and by how many sources?
-- $until: last day; default (select max(published_at)::date from articles)
-- $days: how many days back from it; default 7
select
    speaker_name,
    any_value(speaker_role order by statement_id) as speaker_role,
    count(*) as statement_count,
    count(*) filter (where kind = 'direct') as direct_count,
    count(distinct source_id) as source_count
from marts.statements
where
    speaker_name is not null
    and not is_duplicate
    and published_at::date between $until::date - $days::integer and $until::date
group by speaker_name
order by statement_count desc, speaker_name
limit 20
