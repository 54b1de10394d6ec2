-- One row per month under which any row can be filed: those of days that texts are told on or tell
-- of, and of the Mondays before them.
with

days as (
    select distinct told_on as day from main.article_revisions
    union distinct
    select distinct told_on as day from main.articles
    union distinct
    select distinct (published_at)::date as day from main.articles
    union distinct
    select distinct (fetched_at)::date as day from main.documents
    union distinct
    select distinct (started_at)::date as day from main.fetches
    union distinct
    select distinct date_start as day
    from main.events
    where date_precision in ('time', 'day')
    union distinct
    select distinct said_date_start as day from main.statements
)

select strftime(day, '%Y-%m') as month
from days
where day is not null
union distinct
select strftime(date_trunc('week', day), '%Y-%m') as month
from days
where day is not null
