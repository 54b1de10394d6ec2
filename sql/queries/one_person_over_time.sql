-- How often was somebody quoted, week by week, and saying what kind of thing?
-- $speaker: part of the speaker's name; default 'Zelensky'
select
    week_start,
    speaker_name,
    act,
    statement_count,
    story_count,
    source_count
from marts.speaker_activity
where speaker_name ilike '%' || $speaker || '%'
order by week_start desc, statement_count desc, act
