-- Did cooperation or conflict make the news, day by day?
select
    date_start as event_date,
    count(distinct event_group_id) filter (where quad_class in (1, 2)) as cooperation_count,
    count(distinct event_group_id) filter (where quad_class in (3, 4)) as conflict_count,
    round(avg(intensity), 2) as mean_intensity
from marts.events
where
    date_precision in ('time', 'day')
    and occurrence in ('happened', 'ongoing')
group by date_start
order by date_start desc
