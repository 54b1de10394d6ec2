-- The tables as the first code made them, from before migrations were counted.
create table if not exists actor_mentions (
    article_id varchar not null,
    revision integer not null,
    actor_id varchar not null,
    name varchar not null,
    kind varchar not null,
    aliases varchar[] not null,
    role varchar,
    country_code varchar,
    sector varchar
);

create table if not exists actors (
    actor_id varchar not null,
    name varchar not null,
    kind varchar not null,
    aliases varchar[] not null,
    role varchar,
    country_code varchar,
    sector varchar,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null
);

create table if not exists article_revisions (
    article_id varchar not null,
    revision integer not null,
    document_id varchar not null,
    source_id varchar not null,
    url varchar,
    canonical_url varchar,
    title varchar,
    authors varchar[] not null,
    agency varchar,
    published_at timestamptz,
    published_basis varchar not null,
    modified_at timestamptz,
    first_seen_at timestamptz not null,
    fetched_at timestamptz not null,
    language varchar,
    text varchar not null,
    word_count integer not null,
    text_hash varchar not null,
    is_partial boolean not null,
    partial_reason varchar,
    raw_ref varchar not null,
    extract_method varchar not null,
    annotate_method varchar,
    added varchar[] not null,
    removed varchar[] not null,
    previous_title varchar
);

create table if not exists articles (
    article_id varchar not null,
    revision integer not null,
    document_id varchar not null,
    source_id varchar not null,
    url varchar,
    canonical_url varchar,
    title varchar,
    authors varchar[] not null,
    agency varchar,
    published_at timestamptz,
    published_basis varchar not null,
    modified_at timestamptz,
    first_seen_at timestamptz not null,
    fetched_at timestamptz not null,
    language varchar,
    text varchar not null,
    word_count integer not null,
    text_hash varchar not null,
    is_partial boolean not null,
    partial_reason varchar,
    raw_ref varchar not null,
    extract_method varchar not null,
    annotate_method varchar,
    story_id varchar not null,
    is_duplicate boolean not null
);

create table if not exists date_mentions (
    mention_id varchar not null,
    article_id varchar not null,
    revision integer not null,
    start integer not null,
    "end" integer not null,
    text varchar not null,
    type varchar not null,
    value varchar not null,
    date_start date,
    date_end date,
    precision varchar not null,
    basis varchar not null,
    method varchar not null
);

create table if not exists documents (
    document_id varchar not null,
    article_id varchar not null,
    source_id varchar not null,
    name varchar not null,
    url varchar,
    canonical_url varchar,
    media_type varchar not null,
    body_hash varchar not null,
    byte_count bigint not null,
    fetched_at timestamptz not null,
    raw_ref varchar not null,
    hint_title varchar,
    hint_authors varchar[] not null,
    hint_agency varchar,
    hint_published_at timestamptz,
    hint_published_basis varchar not null,
    hint_modified_at timestamptz,
    hint_language varchar,
    hint_summary varchar,
    outcome varchar not null,
    method varchar
);

create table if not exists events (
    event_id varchar not null,
    article_id varchar not null,
    revision integer not null,
    sentence_start integer not null,
    sentence_end integer not null,
    event_type varchar not null,
    event_mode varchar,
    contexts varchar[] not null,
    cameo_root varchar,
    quad_class tinyint,
    intensity double,
    trigger_text varchar not null,
    trigger_start integer not null,
    trigger_end integer not null,
    sources struct(
        "text" varchar,
        "start" integer,
        "end" integer,
        actor_id varchar,
        country_code varchar,
        sector varchar
    )[] not null,
    targets struct(
        "text" varchar,
        "start" integer,
        "end" integer,
        actor_id varchar,
        country_code varchar,
        sector varchar
    )[] not null,
    is_reciprocal boolean not null,
    occurrence varchar not null,
    assertion varchar not null,
    claimant_actor_id varchar,
    claimant_name varchar,
    statement_id varchar,
    date_start date,
    date_end date,
    date_precision varchar not null,
    date_basis varchar not null,
    date_text_start integer,
    date_text_end integer,
    place_id varchar,
    place_basis varchar,
    dead_min integer,
    dead_max integer,
    injured_min integer,
    injured_max integer,
    is_lead boolean not null,
    confidence double not null,
    method varchar not null,
    event_group_id varchar not null
);

create table if not exists fetches (
    fetch_id varchar not null,
    url varchar not null,
    purpose varchar not null,
    source_id varchar,
    started_at timestamptz not null,
    seconds double not null,
    outcome varchar not null,
    status smallint,
    byte_count bigint not null,
    final_url varchar,
    etag varchar,
    last_modified varchar,
    body_hash varchar,
    raw_ref varchar,
    message varchar
);

create table if not exists generations (
    generation_id varchar not null,
    accepted_count bigint not null,
    published_count bigint not null,
    published_code varchar
);

create table if not exists pages (
    article_id varchar not null,
    source_id varchar not null,
    url varchar not null,
    canonical_url varchar not null,
    fingerprint varchar,
    etag varchar,
    last_modified varchar,
    body_hash varchar,
    first_seen_at timestamptz,
    last_fetched_at timestamptz,
    next_check_at timestamptz,
    check_count integer not null,
    failure_count integer not null,
    raw_ref varchar,
    last_outcome varchar
);

create table if not exists place_mentions (
    mention_id varchar not null,
    article_id varchar not null,
    revision integer not null,
    start integer not null,
    "end" integer not null,
    text varchar not null,
    place_id varchar,
    is_metonym boolean not null,
    is_demonym boolean not null,
    role varchar not null,
    confidence double not null,
    method varchar not null
);

create table if not exists places (
    place_id varchar not null,
    name varchar not null,
    kind varchar not null,
    latitude double,
    longitude double,
    country_code varchar,
    admin1_code varchar,
    admin1_name varchar,
    population bigint,
    geonames_id bigint,
    wikidata_id varchar
);

create table if not exists quarantine (
    quarantine_id varchar not null,
    stage varchar not null,
    item varchar not null,
    reason varchar not null,
    message varchar not null,
    source_id varchar,
    document_id varchar,
    raw_ref varchar,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    retry varchar not null
);

create table if not exists runs (
    run_id varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    outcome varchar not null,
    seconds double,
    version varchar not null,
    stages struct(
        stage varchar, count_in bigint, count_out bigint, quarantined_count bigint, seconds double
    )[] not null,
    published_version varchar,
    message varchar
);

create table if not exists sightings (
    sighting_id varchar not null,
    source_id varchar not null,
    article_id varchar not null,
    item_id varchar not null,
    url varchar,
    title varchar,
    summary varchar,
    authors varchar[] not null,
    published_at timestamptz,
    modified_at timestamptz,
    fingerprint varchar not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null
);

create table if not exists sources (
    source_id varchar not null,
    kind varchar not null,
    name varchar not null,
    url varchar,
    home_url varchar,
    etag varchar,
    last_modified varchar,
    body_hash varchar,
    last_polled_at timestamptz,
    last_success_at timestamptz,
    next_poll_at timestamptz,
    failure_count integer not null,
    last_outcome varchar,
    last_message varchar,
    item_count integer not null,
    raw_ref varchar,
    content varchar not null,
    last_changed_at timestamptz,
    change_seconds double,
    minimum_seconds integer,
    skip_hours integer[] not null,
    skip_days integer[] not null,
    failing_since timestamptz,
    failure_weight double not null,
    moved_url varchar,
    moved_count integer not null,
    retired_at timestamptz
);

create table if not exists statements (
    statement_id varchar not null,
    article_id varchar not null,
    revision integer not null,
    kind varchar not null,
    content_spans struct("start" integer, "end" integer)[] not null,
    content varchar not null,
    speaker_text varchar,
    speaker_start integer,
    speaker_end integer,
    actor_id varchar,
    speaker_name varchar,
    speaker_role varchar,
    is_anonymous boolean not null,
    cue_text varchar,
    cue_start integer,
    cue_end integer,
    cue_lemma varchar,
    act varchar not null,
    is_negated boolean not null,
    addressee_text varchar,
    venue_text varchar,
    said_date_start date,
    said_date_end date,
    said_date_basis varchar,
    parent_statement_id varchar,
    confidence double not null,
    method varchar not null
);

create table if not exists story_bands (
    band ubigint not null,
    article_id varchar not null,
    seen_on date not null
);

create table if not exists story_links (
    article_id varchar not null,
    other_article_id varchar not null,
    similarity_share double not null
);

create table if not exists story_signatures (
    article_id varchar not null,
    text_hash varchar not null,
    seen_on date not null,
    signature uinteger[] not null
);

