-- What did somebody promise, threaten, announce, intend or propose?
-- $speaker: part of the speaker's name; default 'Zelensky'
select
    coalesce(said_date_start, published_at::date) as said_on,
    act,
    content,
    addressee_text,
    title,
    url
from marts.statements
where
    speaker_name ilike '%' || $speaker || '%'
    and act in ('promise', 'threaten', 'announce', 'intend', 'propose')
    and not is_negated
    and not is_duplicate
order by said_on desc, statement_id
