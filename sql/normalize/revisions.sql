-- One row per new revision: a body whose text or title differs from that of the body before.
insert into staged.article_revisions by name
with

newest as (
    select
        article_id,
        revision,
        text_hash,
        title,
        first_seen_at,
        fetched_at,
        '' as document_id
    from main.articles
    where article_id in (select extracted.article_id from staged.extracted)
),

lineup as (
    select
        article_id,
        document_id,
        text_hash,
        title,
        first_seen_at,
        fetched_at,
        0 as revision
    from staged.extracted
    union all by name
    select * from newest
),

compared as (
    select
        article_id,
        document_id,
        fetched_at,
        coalesce(lag(text_hash) over history, '') <> text_hash
        or coalesce(lag(title) over history, '') <> coalesce(title, '') as is_change,
        min(first_seen_at) over (partition by article_id) as first_seen_at,
        max(revision) over (partition by article_id) as known_revision
    from lineup
    window history as (
        partition by article_id
        order by revision desc, fetched_at asc, document_id asc
    )
),

numbered as (
    select
        article_id,
        document_id,
        first_seen_at,
        known_revision + row_number() over (
            partition by article_id
            order by fetched_at asc, document_id asc
        ) as revision
    from compared
    where is_change and document_id <> ''
)

select
    extracted.* exclude (revision, first_seen_at, told_on),
    numbered.revision::integer as revision,
    numbered.first_seen_at,
    (coalesce(extracted.published_at, numbered.first_seen_at))::date as told_on
from staged.extracted
inner join numbered
    on
        extracted.article_id = numbered.article_id
        and extracted.document_id = numbered.document_id;

insert into staged.outcomes
select
    extracted.document_id,
    if(revised.document_id is null, 'unchanged', 'loaded') as outcome,
    extracted.extract_method as method
from staged.extracted
left join staged.article_revisions as revised
    on extracted.document_id = revised.document_id;
