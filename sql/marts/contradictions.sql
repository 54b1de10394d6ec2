-- One row per event group that somebody affirms and somebody else denies.
-- Key: event_group_id.
-- Sorted by: first_published_at, event_group_id.
-- Partitioned by: month of first_told_on.
-- Changes by: event_group_id.
-- Columns:
--   event_group_id: smallest event_id among the mentions of the same happening
--   event_type: type of the group
--   affirming_names: who asserts, claims or accuses, sorted
--   denying_names: who denies, sorted
--   affirming_count: claimants that assert, claim or accuse
--   denying_count: claimants that deny
--   date_start: first day of the happening as anybody has it
--   date_end: last day, inclusive, as anybody has it
--   place_id: place, that of the surest basis, then of the smallest key, where claimants differ
--   place_basis: how the text gives it: clause, sentence, dateline or article
--   place_name: name of that place
--   country_code: country of that place, ISO 3166-1 alpha-2
--   first_published_at: UTC instant of the earliest dated article
--   last_published_at: UTC instant of the latest dated article
--   first_told_on: day (UTC) of the earliest article: of publication, else of first sight
--   affirming_example: a sentence that affirms
--   denying_example: a sentence that denies
--   article_ids: articles that affirm or deny, sorted
with

sides as (
    select
        *,
        stance = 'denies' as is_denial,
        concat_ws('|', claimant_kind, claimant_id, claimant_name) as claimant,
        case
            when place_id is not null
                then {
                    'rank': list_position(
                        ['clause', 'sentence', 'dateline', 'article'], place_basis
                    ),
                    'place_id': place_id,
                    'place_basis': place_basis
                }
        end as place
    from marts.claims
    where
        stance in ('asserts', 'claims', 'accuses', 'denies')
        and event_group_id in (
            select denied.event_group_id
            from marts.claims as denied
            where denied.stance = 'denies'
        )
),

groups as (
    select
        event_group_id,
        event_type,
        list_sort(list(distinct claimant_name) filter (where not is_denial)) as affirming_names,
        list_sort(list(distinct claimant_name) filter (where is_denial)) as denying_names,
        list_sort(list(distinct claimant) filter (where not is_denial)) as affirming,
        list_sort(list(distinct claimant) filter (where is_denial)) as denying,
        min(date_start) as date_start,
        max(date_end) as date_end,
        min(place).place_id as place_id,
        min(place).place_basis as place_basis,
        min(first_published_at) as first_published_at,
        max(last_published_at) as last_published_at,
        min(first_told_on) as first_told_on,
        arg_min(example, concat(claimant, stance, example)) filter (where not is_denial)
            as affirming_example,
        arg_min(example, concat(claimant, stance, example)) filter (where is_denial)
            as denying_example,
        list_sort(list_distinct(flatten(list(article_ids order by claimant, stance))))
            as article_ids
    from sides
    group by event_group_id, event_type
)

select
    groups.event_group_id,
    groups.event_type,
    list_filter(groups.affirming_names, lambda n: n is not null) as affirming_names,
    list_filter(groups.denying_names, lambda n: n is not null) as denying_names,
    len(groups.affirming) as affirming_count,
    len(groups.denying) as denying_count,
    groups.date_start,
    groups.date_end,
    groups.place_id,
    groups.place_basis,
    places.name as place_name,
    places.country_code,
    groups.first_published_at,
    groups.last_published_at,
    groups.first_told_on,
    groups.affirming_example,
    groups.denying_example,
    groups.article_ids
from groups
left join places on groups.place_id = places.place_id
where
    groups.affirming is not null
    and groups.denying is not null
    and len(list_distinct(list_concat(groups.affirming, groups.denying))) > 1
