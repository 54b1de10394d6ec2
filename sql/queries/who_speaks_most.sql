-- Who was quoted most in the last days, and by how many sources?
-- $until: last day; default (select max(published_at)::date from articles)
-- $days: how many days, that one included; default 7
with told as (
    select
        *,
        count(speaker_role) over (partition by actor_id, speaker_name, speaker_role) as role_count
    from marts.statements
    where
        speaker_name is not null
        and not is_duplicate
        and published_at::date between $until::date - $days::integer + 1 and $until::date
)

select
    speaker_name,
    first(speaker_role order by role_count desc, speaker_role asc) as speaker_role,  -- the most usual
    count(*) as statement_count,
    count(*) filter (where kind = 'direct') as direct_count,
    count(distinct source_id) as source_count
from told
group by actor_id, speaker_name  -- the police of two countries are two
order by statement_count desc, speaker_name asc, actor_id asc
limit 20
