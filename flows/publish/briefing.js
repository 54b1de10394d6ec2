// The address is read, the rows it asks for are drawn; whatever changes, the address follows.
const form = document.getElementById("filters");
const state = { filter: readHash().filter };
const body = (name) => document.querySelector(`#${name} .body`);

const regions = new Intl.DisplayNames(["en"], { type: "region" });
function countryName(code) {
  try { return regions.of(code); } catch { return code; }
}

function counted(values) {
  const found = new Map();
  for (const value of values) if (value) found.set(value, (found.get(value) || 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function fillChoices() {
  const option = (value, text) => el("option", { value }, text);
  const choices = {
    type: [...new Set(events.map((event) => event.type))].sort().map((type) => [type, title(type)]),
    country: counted(events.map((event) => event.place && event.place.country))
      .map(([code]) => [code, countryName(code)]).sort((a, b) => a[1].localeCompare(b[1])),
    outlet: [...new Set(articles.map((article) => article.outlet).filter(Boolean))].sort()
      .map((name) => [name, name]),
  };
  for (const [name, values] of Object.entries(choices))
    form.elements[name].replaceChildren(option("", "all"), ...values.map((pair) => option(...pair)));
  const actors = counted([...events.flatMap((event) => actorsOf(event).map((actor) => actor.name)),
    ...statements.map((row) => row.speaker)]);
  document.getElementById("actors").replaceChildren(
    ...actors.slice(0, 300).map(([name]) => el("option", { value: name.slice(0, 120) })));
}

function showFilter() {
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (!field) continue;
    const value = state.filter[name];
    if (field.tagName === "SELECT" && value && ![...field.options].some((o) => o.value === value))
      field.append(el("option", { value }, `${value} (not here)`));
    if (field.value.trim() !== value) field.value = value;
  }
  const active = FIELDS.filter((name) => state.filter[name]).length;
  document.getElementById("filtercount").textContent = active ? `(${active} set)` : "";
  document.getElementById("reset").disabled = !active;
  return active;
}

const ORDER = "The weightiest first: told by most outlets, in first sentences, with most harm.";

function draw() {
  const active = showFilter();
  const { filter } = state;
  const wanted = events.filter((event) => isEventWanted(event, filter));
  const telling = statements.filter((row) => isStatementWanted(row, filter));
  const groups = groupsOf(wanted);
  const told = new Set([...wanted, ...telling].map((row) => row.article));
  document.getElementById("answer").textContent = active
    ? `${plural(groups.length, "happening", "happenings")} and ${plural(telling.length, "statement",
      "statements")} fit the filter.`
    : "";
  const none = active ? "Nothing fits the filter: clear it or ask for less."
    : "Nothing was read in these days.";
  fill(body("happened"), groups.length
    ? [el("p", { class: "lede order" }, ORDER), paged(groups, groupRow, 12, "happenings")]
    : empty(none));
  const speakers = speakersOf(telling);
  body("said").replaceChildren(speakers.length
    ? paged(speakers, speakerRow, 6, "speakers") : empty(none));
  drawMap(body("map"), groups, filter, (place) =>
    change({ place: place && place.place_id !== filter.place ? place.place_id : "" }));
  drawTimeline(body("timeline"), groups, filter, (iso) => {
    const isChosen = filter.from === iso && filter.to === iso; // once more: all days again
    change({ from: isChosen ? "" : iso, to: isChosen ? "" : iso });
  });
  const stories = storiesOf((article) => !active || told.has(article));
  body("stories").replaceChildren(stories.length ? paged(stories, storyRow, 8, "stories")
    : empty("No story of these rows was copied or changed."));
  body("sources").replaceChildren(sourceTable(filter));
  count({ happened: groups.length, said: telling.length, stories: stories.length,
    map: countPlaces(groups).length, timeline: groups.filter((group) =>
      isPlanned(group.lead)).length, sources: sources.length });
}

const COUNTED = { timeline: " planned" };

function count(found) {
  for (const [name, number] of Object.entries(found))
    document.querySelector(`[data-count="${name}"]`).textContent =
      `${number.toLocaleString("en")}${COUNTED[name] || ""}`;
}

function change(changes) {
  state.filter = { ...state.filter, ...changes };
  writeHash(state.filter, "");
  draw();
}

function follow() {
  const { filter, row, at } = readHash();
  if (FIELDS.some((name) => filter[name] !== state.filter[name]) && !(at && !hasFilter(filter))) {
    state.filter = filter;
    draw();
  }
  if (at) goTo(at);
  if (row) openProof(row) || tellMissing();
  else if (proof.open) proof.close();
}

const hasFilter = (filter) => FIELDS.some((name) => filter[name]);

function tellMissing() {
  document.getElementById("answer").textContent =
    "The row that this address names is not in this briefing; look for it in the tables.";
}

function goTo(name) {
  const heading = document.getElementById(`${name}-title`);
  if (!heading) return;
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}

function introduce() {
  document.getElementById("title").textContent = days(about.first, about.last);
  document.title = `Briefing to ${day(about.last)} · Dateline`;
  document.getElementById("period").textContent =
    `${plural(about.shown_article_count, "article", "articles")} of ` +
    `${plural(about.outlet_count, "outlet", "outlets")} · ` +
    `${plural(groupsOf(events).length, "happening", "happenings")} · ` +
    `${plural(statements.length, "statement", "statements")} · ${about.version}`;
  const hidden = about.period_article_count - about.shown_article_count;
  const notice = document.getElementById("notice");
  notice.hidden = hidden <= 0;
  notice.textContent = `Only the newest ${about.shown_article_count.toLocaleString("en")} of ` +
    `${about.period_article_count.toLocaleString("en")} articles of these days fit here.`;
  if (about.article_count > about.shown_article_count)
    document.getElementById("rest").textContent =
      `The warehouse holds ${about.article_count.toLocaleString("en")} articles, ` +
      `${about.event_count.toLocaleString("en")} event mentions and ` +
      `${about.statement_count.toLocaleString("en")} statements since ${day(about.first_day)}: ` +
      "ask them with dateline query, or have other days' page written by dateline briefing.";
}

const wide = matchMedia("(min-width: 62rem)");
const unfold = () => { if (wide.matches) document.getElementById("filterbox").open = true; };

let waiting = 0;
form.addEventListener("input", (input) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => change({ [input.target.name]: input.target.value.trim() }), 120);
});
form.addEventListener("submit", (submit) => submit.preventDefault());
document.getElementById("reset").addEventListener("click", () =>
  change(Object.fromEntries(FIELDS.map((name) => [name, ""]))));
for (const link of document.querySelectorAll("[data-at]"))
  link.addEventListener("click", (click) => {
    click.preventDefault(); // the filter in the address stays
    goTo(link.dataset.at);
  });
window.addEventListener("hashchange", follow);
wide.addEventListener("change", unfold);

unfold();
introduce();
fillChoices();
draw();
follow();
