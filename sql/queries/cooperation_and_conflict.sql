-- Did cooperation or conflict make the news, day by day?
with

happenings as (
    select distinct
        date_start,
        event_group_id,
        quad_class,
        intensity
    from marts.events
    where
        date_precision in ('time', 'day')
        and occurrence in ('happened', 'ongoing')
)

select
    date_start as event_date,
    count(*) filter (where quad_class in (1, 2)) as cooperation_count,
    count(*) filter (where quad_class in (3, 4)) as conflict_count,
    round(avg(intensity), 2) as mean_intensity
from happenings
group by date_start
order by date_start desc
