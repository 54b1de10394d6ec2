-- Who said what about a subject in the last days?
-- $about: words to look for; default 'ceasefire'
-- $until: last day; default (select max(published_at)::date from articles)
-- $days: how many days, that one included; default 7
select
    published_at::date as published_on,
    speaker_name,
    speaker_role,
    act,
    content,
    source_name,
    url
from marts.statements
where
    content ilike '%' || $about || '%'
    and not is_duplicate
    and published_at::date between $until::date - $days::integer + 1 and $until::date
order by published_at desc, statement_id
