-- Which sources lean most on people without a name?
select
    source_name,
    count(*) as statement_count,
    count(*) filter (where is_anonymous) as anonymous_count,
    round(count(*) filter (where is_anonymous) / count(*), 3) as anonymous_share
from marts.statements
group by source_name
order by anonymous_share desc, source_name asc
