-- One row per place that the corpus names.
-- Key: place_id.
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

comment on table places is 'One row per place that the corpus names.';
comment on column places.place_id is 'gn: and the GeoNames id; post: and a number of our own for a village that has none, dl: a reviewed region or quarter';
comment on column places.name is 'canonical name';
comment on column places.kind is 'country, admin1, admin2, city, region or water';
comment on column places.latitude is 'WGS 84 degrees, -90 to 90';
comment on column places.longitude is 'WGS 84 degrees, -180 to 180';
comment on column places.country_code is 'ISO 3166-1 alpha-2';
comment on column places.admin1_code is 'GeoNames code of the first-order division';
comment on column places.admin1_name is 'name of the first-order division';
comment on column places.population is 'persons, GeoNames';
comment on column places.geonames_id is 'GeoNames';
comment on column places.wikidata_id is 'Wikidata';
