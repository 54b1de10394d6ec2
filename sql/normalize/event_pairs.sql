-- One row per two event mentions that are alike enough to tell of one happening: two anchors, or a
-- loose mention and an anchor that it may follow. One of them is open, or both are of the group of a
-- stored loose mention that may leave it: what fits it best is in its group, or in this batch. Two
-- anchors are alike whichever is named first, and stand here once, an open one first.
create or replace temp table event_keys as
select distinct
    event_id,
    old_group_id,
    is_open,
    is_anchor,
    family,
    told_on,
    first_day,
    last_day,
    within_start,
    within_end,
    days_ahead,
    unnest(source_countries || target_countries || actor_ids || [place_country, place_id])
        as shared_key
from event_mentions;

-- Three joins, as one of all three kinds would join all that is stored with itself.
create or replace temp table loose_pairs as
with

loose as (
    select *
    from event_keys
    where not is_anchor
),

anchors as (
    select *
    from event_keys
    where is_anchor
),

meetings as (
    select
        mine.*,
        other.event_id as anchor_id,
        other.first_day as anchor_first_day,
        other.last_day as anchor_last_day,
        other.told_on as anchor_told_on
    from loose as mine
    inner join anchors as other
        on mine.family = other.family and mine.shared_key = other.shared_key
    where mine.is_open
    union all
    select
        mine.*,
        other.event_id as anchor_id,
        other.first_day as anchor_first_day,
        other.last_day as anchor_last_day,
        other.told_on as anchor_told_on
    from loose as mine
    inner join anchors as other
        on mine.family = other.family and mine.shared_key = other.shared_key
    where not mine.is_open and other.is_open
    union all
    select
        mine.*,
        other.event_id as anchor_id,
        other.first_day as anchor_first_day,
        other.last_day as anchor_last_day,
        other.told_on as anchor_told_on
    from loose as mine
    inner join anchors as other
        on
            mine.family = other.family
            and mine.shared_key = other.shared_key
            and mine.old_group_id = other.old_group_id
    where not mine.is_open and not other.is_open
)

select distinct
    event_id,
    anchor_id
from meetings
where
    anchor_first_day between told_on - 31 and told_on + days_ahead
    and anchor_told_on between told_on - 62 and told_on + 62
    and coalesce(anchor_last_day >= within_start and anchor_first_day <= within_end, true);

-- Who does something to another is of one pair whichever is named first ("A met B", "B met A"), and
-- however few the countries are that one of them tells, if the same country acts. What another
-- country does at home is not of the pair: "A frees B's ship", "B opens its ports".
create or replace temp table compared_events as
with

days as (
    select
        event_id,
        family,
        is_open,
        unnest(range(first_day, last_day + 1, interval 1 day))::date as day
    from event_mentions
    where is_anchor
),

anchor_pairs as (
    select distinct
        mine.event_id,
        other.event_id as anchor_id
    from days as mine
    inner join days as other
        on
            mine.family = other.family
            and mine.day = other.day
    where mine.is_open and (mine.event_id < other.event_id or not other.is_open)
),

pairs as (
    select * from anchor_pairs
    union all
    select * from loose_pairs
),

compared as (
    select
        mine.event_id,
        mine.is_anchor,
        mine.is_open,
        mine.told_on,
        mine.old_group_id,
        other.event_id as anchor_id,
        other.is_open as is_open_anchor,
        other.old_group_id as anchor_group_id,
        other.last_day as anchor_day,
        list_distinct(mine.source_countries || mine.target_countries) as my_sides,
        list_distinct(other.source_countries || other.target_countries) as other_sides,
        mine.family = 'HARM' and 'asserted' not in (mine.assertion, other.assertion) as is_disputed,
        len(list_filter(mine.source_countries, lambda c: c is not null)) > 0
        and len(list_filter(other.source_countries, lambda c: c is not null)) > 0 as have_sources,
        len(list_filter(mine.target_countries, lambda c: c is not null)) > 0
        and len(list_filter(other.target_countries, lambda c: c is not null)) > 0 as have_targets,
        list_has_any(mine.source_countries, other.source_countries) as is_same_source,
        list_has_any(mine.target_countries, other.target_countries) as is_same_target,
        (len(other_sides) > 1 or is_same_source)
        and list_has_any(my_sides, other.source_countries)
        and list_has_any(my_sides, other.target_countries)
        or mine.is_anchor
        and (len(my_sides) > 1 or is_same_source)
        and list_has_any(other_sides, mine.source_countries)
        and list_has_any(other_sides, mine.target_countries)
            as is_same_pair,
        list_has_any(mine.actor_ids, other.actor_ids) as is_same_actor,
        case
            when mine.place_id is null or other.place_id is null then 'open'
            when mine.place_id = other.place_id then 'same'
            when 'country' in (mine.place_kind, other.place_kind)
                then if(mine.place_country = other.place_country, 'within', 'open')
            when mine.place_country <> other.place_country then 'apart'
            when 'admin1' in (mine.place_kind, other.place_kind)
                then if(mine.place_admin1 = other.place_admin1, 'within', 'apart')
            when
                abs(mine.latitude - other.latitude) < 0.3
                and abs(mine.longitude - other.longitude) < 0.4
                then 'same'
            else 'apart'
        end as nearness,
        mine.trigger_stem = other.trigger_stem as is_same_trigger
    from pairs
    inner join event_mentions as mine on pairs.event_id = mine.event_id
    inner join event_mentions as other on pairs.anchor_id = other.event_id
    where
        mine.article_id <> other.article_id
        or mine.revision <> other.revision
        or mine.sentence_start <> other.sentence_start
)

select * from compared
where
    nearness <> 'apart'
    and (not have_sources or is_same_source or is_same_pair or is_disputed)
    and (not have_targets or is_same_target or is_same_pair);

-- The stems of the words of their sentences, and of those on whom it falls.
create or replace temp table event_words as
with

worded as (
    select event_mentions.*
    from event_mentions
    where
        event_id in (select compared.event_id from compared_events as compared)
        or event_id in (select compared.anchor_id from compared_events as compared)
),

revisions as (
    select
        article_id,
        revision,
        text
    from staged.article_revisions
    union all
    select
        article_id,
        revision,
        text
    from main.article_revisions
    where
        told_on in (select worded.told_on from worded)
        and article_id in (select worded.article_id from worded)
        and (article_id, revision) not in (
            select (replaced.article_id, replaced.revision) from replaced_revisions as replaced
        )
),

texts as (
    select
        worded.event_id,
        lower(array_to_string(worded.target_texts, ' ')) as target_text,
        regexp_replace(
            lower(substring(
                revisions.text,
                worded.sentence_start + 1,
                worded.sentence_end - worded.sentence_start
            )),
            '\b\w+day\b',
            ' ',
            'g'
        ) as sentence
    from worded
    inner join revisions
        on worded.article_id = revisions.article_id and worded.revision = revisions.revision
)

select
    event_id,
    list_distinct(list_transform(
        regexp_extract_all(target_text, '[\p{L}\d]{4,}'), lambda word: left(word, 5)
    )) as target_stems,
    list_distinct(list_transform(
        regexp_extract_all(sentence, '[\p{L}\d]{4,}'), lambda word: left(word, 5)
    )) as stems
from texts;

-- The stems of the names of all persons on either side, and those of each on whom it falls, or who
-- takes part where all do alike: whoever meets another meets at another time. Of harm the victims
-- are many.
create or replace temp table event_persons as
with

worded as (
    select
        event_id,
        article_id,
        revision,
        family,
        told_on,
        target_ids,
        unnest(actor_ids) as actor_id
    from event_mentions
    where family <> 'HARM' and event_id in (select event_words.event_id from event_words)
),

mentions as (
    select * from staged.actor_mentions
    union all by name
    select *
    from main.actor_mentions
    where
        told_on in (select worded.told_on from worded)
        and article_id in (select worded.article_id from worded)
        and (article_id, revision) not in (
            select (replaced.article_id, replaced.revision) from replaced_revisions as replaced
        )
),

persons as (
    select
        article_id,
        revision,
        actor_id,
        list_transform(
            regexp_extract_all(lower(strip_accents(name)), '\p{L}{4,}'), lambda word: left(word, 5)
        ) as stems
    from mentions
    where kind = 'person' and len(stems) > 0
)

select
    worded.event_id,
    flatten(list(persons.stems)) as stems,
    list(persons.stems) filter (
        where worded.family = 'CONSULT' or list_contains(worded.target_ids, worded.actor_id)
    ) as met
from worded
inner join persons
    on
        worded.article_id = persons.article_id
        and worded.revision = persons.revision
        and worded.actor_id = persons.actor_id
group by worded.event_id;

-- The stems of the names in its sentence that no gazetteer has: two villages of one district have one
-- place_id, the district's, and are two happenings.
create or replace temp table event_spots as
with

worded as (
    select
        event_id,
        article_id,
        revision,
        told_on,
        sentence_start,
        sentence_end
    from event_mentions
    where event_id in (select event_words.event_id from event_words)
),

unplaced as (
    select
        article_id,
        revision,
        start,
        "end",
        text
    from staged.place_mentions
    where place_id is null
    union all by name
    select
        article_id,
        revision,
        start,
        "end",
        text
    from main.place_mentions
    where
        place_id is null
        and told_on in (select worded.told_on from worded)
        and article_id in (select worded.article_id from worded)
        and (article_id, revision) not in (
            select (replaced.article_id, replaced.revision) from replaced_revisions as replaced
        )
)

select
    worded.event_id,
    flatten(list(list_transform(
        regexp_extract_all(lower(strip_accents(unplaced.text)), '\p{L}{3,}'),
        lambda word: left(word, 5)
    ))) as stems
from worded
inner join unplaced
    on
        worded.article_id = unplaced.article_id
        and worded.revision = unplaced.revision
        and worded.sentence_start <= unplaced.start
        and worded.sentence_end >= unplaced."end"
group by worded.event_id;

create or replace temp table event_pairs as
with

worded as (
    select
        compared.*,
        len(mine.target_stems) > 0
        and len(other.target_stems) > 0
        and not list_has_any(mine.target_stems, other.stems)
        and not list_has_any(other.target_stems, mine.stems) as is_other_target,
        list_bool_or(list_transform(
            my_persons.met, lambda stems: not list_has_any(stems, other_persons.stems)
        ))
        and list_bool_or(list_transform(
            other_persons.met, lambda stems: not list_has_any(stems, my_persons.stems)
        )) as is_other_person,
        len(my_spots.stems) > 0
        and len(other_spots.stems) > 0
        and not list_has_any(my_spots.stems, other_spots.stems || other.stems)
        and not list_has_any(other_spots.stems, mine.stems) as is_other_spot,
        len(list_intersect(mine.stems, other.stems))
        / greatest(1, least(len(mine.stems), len(other.stems))) as word_share
    from compared_events as compared
    inner join event_words as mine on compared.event_id = mine.event_id
    inner join event_words as other on compared.anchor_id = other.event_id
    left join event_persons as my_persons on compared.event_id = my_persons.event_id
    left join event_persons as other_persons on compared.anchor_id = other_persons.event_id
    left join event_spots as my_spots on compared.event_id = my_spots.event_id
    left join event_spots as other_spots on compared.anchor_id = other_spots.event_id
),

scored as (
    select
        *,
        case nearness when 'same' then 2.0 when 'within' then 0.5 else 0.0 end
        + if(is_same_actor, 1.0, 0.0)
        + if(have_sources and is_same_source, 0.75, 0.0)
        + if(have_targets and is_same_target, 0.75, 0.0)
        + if(is_same_trigger, 0.5, 0.0)
        - if(is_other_target, 1.0, 0.0)
        + 4.0 * word_share as likeness
    from worded
)

select * from scored
where
    likeness >= 3.0
    and not coalesce(is_other_person, false)
    and not coalesce(is_other_spot, false);
