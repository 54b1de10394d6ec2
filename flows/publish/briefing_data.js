// The page's rows go in; filtered lists come out. All words stay words: nothing here makes markup.
"use strict";

const inflate = ({ columns, rows }) =>
  rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));

const content = JSON.parse(document.getElementById("content").textContent);
const about = content.about;
const articles = inflate(content.articles);
const statements = inflate(content.statements);
const places = new Map(inflate(content.places).map((place) => [place.place_id, place]));
const groupFacts = new Map(inflate(content.groups).map((group) => [group.group_id, group]));
const appearances = inflate(content.appearances);
const sources = inflate(content.sources);
const statementById = new Map(statements.map((said) => [said.statement_id, said]));
const ACTOR = ["name", "start", "end", "country"];
const side = (row) => Object.fromEntries(ACTOR.map((name, at) => [name, row[at]]));
const events = inflate(content.events).map((event) => ({
  ...event,
  group_id: event.group_id || event.event_id,
  sources: event.sources.map(side),
  targets: event.targets.map(side),
  place: places.get(event.place_id) || null,
}));

const typesWithin = new Map(); // types of the events that a statement tells of
for (const event of events) {
  if (!event.statement_id) continue;
  if (!typesWithin.has(event.statement_id)) typesWithin.set(event.statement_id, new Set());
  typesWithin.get(event.statement_id).add(event.type);
}

const byArticle = (rows) => {
  const found = new Map();
  for (const row of rows) {
    if (!found.has(row.article)) found.set(row.article, []);
    found.get(row.article).push(row);
  }
  return found;
};
const placesOf = byArticle(inflate(content.place_mentions));
const datesOf = byArticle(inflate(content.date_mentions));
const statementsOf = byArticle(statements);

// Offsets count code points, strings here count UTF-16 units: a text is cut only once it is split.
const codePoints = (() => {
  const kept = new Map();
  return (number) => {
    if (!kept.has(number)) {
      if (kept.size > 400) kept.clear();
      kept.set(number, Array.from(articles[number].text || ""));
    }
    return kept.get(number);
  };
})();
const words = (number, start, end) => codePoints(number).slice(start, end).join("");
const said = (row) => row.spans.map(([start, end]) => words(row.article, start, end)).join(" … ");

// Pieces of [start, end) of a text, each with the names of all marks that cover it.
function pieces(number, start, end, marks) {
  const cuts = new Set([start, end]);
  for (const mark of marks) {
    if (mark.start > start && mark.start < end) cuts.add(mark.start);
    if (mark.end > start && mark.end < end) cuts.add(mark.end);
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  return ordered.slice(0, -1).map((from, at) => ({
    text: words(number, from, ordered[at + 1]),
    names: marks.filter((m) => m.start <= from && m.end >= ordered[at + 1]).map((m) => m.name),
  }));
}

// The paragraph around a span: from line break to line break, shortened far from the span.
function paragraph(number, start, end, reach = 260) {
  const text = codePoints(number);
  let from = start;
  let to = end;
  while (from > 0 && text[from - 1] !== "\n" && start - from < reach) from -= 1;
  while (to < text.length && text[to] !== "\n" && to - end < reach) to += 1;
  return { from, to, isCutBefore: from > 0 && text[from - 1] !== "\n",
    isCutAfter: to < text.length && text[to] !== "\n" };
}

// --- the filter lives in the address, so that it can be mailed -----------------------------------
const FIELDS = ["q", "from", "to", "country", "place", "actor", "type", "outlet"];

function readHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  const filter = {};
  for (const name of FIELDS) filter[name] = given.get(name) || "";
  return { filter, row: given.get("row") || "", at: given.get("at") || "" };
}

function writeHash(filter, row) {
  const given = new URLSearchParams();
  for (const name of FIELDS) if (filter[name]) given.set(name, filter[name]);
  if (row) given.set("row", row);
  const address = `#${given.toString()}`;
  if (address !== (location.hash || "#")) history.replaceState(null, "", address);
}

const fold = (text) => (text || "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const outletOf = (article) => article.agency || article.outlet || "unknown outlet";
const dayOf = (article) => (article.shown_at || "").slice(0, 10);
const actorsOf = (event) => [...event.sources, ...event.targets];

function isWithin(filter, start, end, fallback) {
  const first = start || fallback;
  const last = end || start || fallback;
  return (!filter.from || last >= filter.from) && (!filter.to || first <= filter.to);
}

const isAtPlace = (filter, article) =>
  (placesOf.get(article) || []).some((mention) => mention.place_id === filter.place);

const hay = new WeakMap();
function contains(row, wanted, parts) {
  if (!wanted) return true;
  if (!hay.has(row)) hay.set(row, fold(parts().join(" ")));
  return fold(wanted).split(/\s+/).every((word) => hay.get(row).includes(word));
}

function isEventWanted(event, filter) {
  const article = articles[event.article];
  const people = actorsOf(event);
  return (
    (!filter.type || event.type === filter.type) &&
    (!filter.outlet || article.outlet === filter.outlet) &&
    isWithin(filter, event.date_start, event.date_end, dayOf(article)) &&
    (!filter.country || (event.place && event.place.country === filter.country) ||
      people.some((actor) => actor.country === filter.country)) &&
    (!filter.place || event.place_id === filter.place) &&
    (!filter.actor || [...people.map((actor) => actor.name), event.claimant]
      .some((name) => fold(name).includes(fold(filter.actor)))) &&
    contains(event, filter.q, () => [
      words(event.article, ...event.sentence), article.title, event.type, event.claimant,
      event.place && event.place.name, ...people.map((actor) => actor.name)])
  );
}

function isStatementWanted(row, filter) {
  const article = articles[row.article];
  return (
    (!filter.type || (typesWithin.get(row.statement_id) || new Set()).has(filter.type)) &&
    (!filter.outlet || article.outlet === filter.outlet) &&
    isWithin(filter, row.date_start, row.date_end, dayOf(article)) &&
    (!filter.country || row.country === filter.country) &&
    (!filter.place || isAtPlace(filter, row.article)) &&
    (!filter.actor || fold(row.speaker || row.speaker_text).includes(fold(filter.actor))) &&
    contains(row, filter.q, () => [said(row), row.speaker, row.role, article.title])
  );
}

// Which mention speaks for its happening: a first sentence, no denial, else the earliest.
const speaksBetter = (event, other) =>
  event.is_lead !== other.is_lead ? event.is_lead
    : (event.occurrence === "denied") !== (other.occurrence === "denied")
      ? other.occurrence === "denied" : event.article > other.article;

// Happenings that the wanted mentions tell of, the weightiest first.
function groupsOf(mentions) {
  const found = new Map();
  for (const event of mentions) {
    if (!found.has(event.group_id)) found.set(event.group_id, []);
    found.get(event.group_id).push(event);
  }
  const nothing = { weight: 0, outlet_count: 1, text_count: 1, article_count: 1, claims: null };
  return [...found].map(([id, members]) => {
    const lead = members.reduce((best, event) => (speaksBetter(event, best) ? event : best));
    return { id, members, lead, ...(groupFacts.get(id) || nothing) };
  }).sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}

const isPlanned = (event) => event.occurrence === "planned";

function speakersOf(rows) {
  const found = new Map();
  for (const row of rows) {
    const name = row.speaker || row.speaker_text || "Nobody named";
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(row);
  }
  return [...found].map(([name, members]) => ({
    name, members,
    outlets: new Set(members.map((row) => articles[row.article].outlet)).size,
    isAnonymous: members.every((row) => row.is_anonymous || !row.speaker),
    role: (members.find((row) => row.role) || {}).role || null,
  })).sort((a, b) => a.isAnonymous - b.isAnonymous || b.outlets - a.outlets ||
    b.members.length - a.members.length || (a.name < b.name ? -1 : 1));
}
