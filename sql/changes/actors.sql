-- One row per actor whose row may have changed, with what the changed days and groups give now, less
-- what they gave in the version before; and the rows that these actors have there.
create or replace table found.changed_actor_id as
with

changed_counts as (
    select
        name as actor_id,
        true as is_noted,
        0 as article_count,
        0 as statement_count,
        0 as event_count,
        0 as claim_count
    from main.changes
    where kind = 'actor'
    union all by name
    select
        actor_mentions.actor_id,
        count(*) as article_count
    from main.actor_mentions
    inner join main.articles
        on
            actor_mentions.article_id = articles.article_id
            and actor_mentions.revision = articles.revision
    where
        actor_mentions.told_on in (select changed.key from changed_told_on as changed)
        and articles.told_on in (select changed.key from changed_told_on as changed)
    group by actor_mentions.actor_id
    union all by name
    select
        actor_mentions.actor_id,
        -count(*) as article_count
    from before_actor_mentions as actor_mentions
    inner join before_articles as articles
        on
            actor_mentions.article_id = articles.article_id
            and actor_mentions.revision = articles.revision
    where actor_mentions.told_on in (select changed.key from changed_told_on as changed)
    group by actor_mentions.actor_id
    union all by name
    select
        statements.actor_id,
        count(*) as statement_count
    from main.statements
    inner join main.articles
        on statements.article_id = articles.article_id and statements.revision = articles.revision
    where
        statements.told_on in (select changed.key from changed_told_on as changed)
        and articles.told_on in (select changed.key from changed_told_on as changed)
    group by statements.actor_id
    union all by name
    select
        statements.actor_id,
        -count(*) as statement_count
    from before_statements as statements
    inner join before_articles as articles
        on statements.article_id = articles.article_id and statements.revision = articles.revision
    where statements.told_on in (select changed.key from changed_told_on as changed)
    group by statements.actor_id
),

events_now as (
    select events.* exclude (near_row)
    from near_events as events
    inner join near_articles as articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    where events.near_row in (select chosen.chosen from group_events as chosen)
),

events_before as (
    select events.*
    from before_events as events
    inner join before_articles as articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    where
        events.event_group_id in (select changed.key from changed_event_group_id as changed)
),

pairs as (
    select
        event_group_id,
        unnest(list_concat(sources, targets)).actor_id as actor_id,
        1 as sign,
        false as is_claim
    from events_now
    union distinct
    select
        event_group_id,
        claimant_actor_id as actor_id,
        1 as sign,
        true as is_claim
    from events_now
    union distinct
    select
        event_group_id,
        unnest(list_concat(sources, targets)).actor_id as actor_id,
        -1 as sign,
        false as is_claim
    from events_before
    union distinct
    select
        event_group_id,
        claimant_actor_id as actor_id,
        -1 as sign,
        true as is_claim
    from events_before
),

changes as (
    select * from changed_counts
    union all by name
    select
        actor_id,
        sum(sign) filter (where not is_claim) as event_count,
        sum(sign) filter (where is_claim) as claim_count
    from pairs
    group by actor_id
)

select
    actor_id as key,
    coalesce(sum(article_count), 0) as article_count,
    coalesce(sum(statement_count), 0) as statement_count,
    coalesce(sum(event_count), 0) as event_count,
    coalesce(sum(claim_count), 0) as claim_count
from changes
where actor_id is not null
group by actor_id
having
    bool_or(is_noted)
    or (
        coalesce(sum(article_count), 0),
        coalesce(sum(statement_count), 0),
        coalesce(sum(event_count), 0),
        coalesce(sum(claim_count), 0)
    ) <> (0, 0, 0, 0);

create or replace table found.former_actors as
from before_actors
where actor_id in (select changed.key from changed_actor_id as changed);

create or replace table found.present_actors as
from main.actors
where actor_id in (select changed.key from changed_actor_id as changed);

-- One row per surname, but for the letters i, j and y at its end, of a person who is new, has left
-- or has changed: whoever is known by it alone may be somebody else.
create or replace table found.changed_surnames as
with

persons as (
    select
        actor_id,
        name,
        country_code,
        lower(role) as role
    from present_actors
    where kind = 'person'
),

former_persons as (
    select
        actor_id,
        name,
        country_code,
        lower(role) as role
    from former_actors
    where kind = 'person' and article_count > 0
),

altered as (
    (
        from persons
        except
        from former_persons
    )
    union all
    (
        from former_persons
        except
        from persons
    )
)

select distinct rtrim(strip_accents(lower(string_split(name, ' ')[-1])), 'ijy') as surname
from altered;

-- What ends in no such letter is not trimmed: for each name of all that are stored it takes long.
create or replace table found.namesakes as
with

alone as (
    select
        actor_id,
        strip_accents(lower(name)) as surname
    from main.actors
    where kind = 'person' and position(' ' in name) = 0
)

select actor_id as key
from alone
where
    if(
        suffix(surname, 'i') or suffix(surname, 'j') or suffix(surname, 'y'),
        rtrim(surname, 'ijy'),
        surname
    ) in (select changed.surname from changed_surnames as changed)
    and actor_id not in (select changed.key from changed_actor_id as changed);

insert into changed_actor_id by name
from namesakes;

insert into former_actors
from before_actors
where actor_id in (select namesakes.key from namesakes);

insert into present_actors
from main.actors
where actor_id in (select namesakes.key from namesakes);
