// Lists of rows go in; elements come out, a page at a time.
const NS = "http://www.w3.org/2000/svg";

// el("p", {class: "x", onclick: f}, "text", child): attributes and text, never markup.
function el(name, given, ...children) {
  const made = name.startsWith("svg:")
    ? document.createElementNS(NS, name.slice(4)) : document.createElement(name);
  for (const [key, value] of Object.entries(given || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...present(children));
  return made;
}
const present = (children) => children.flat(Infinity).filter((child) =>
  child !== null && child !== undefined && child !== false && child !== "");
const fill = (box, ...children) => box.replaceChildren(...present(children));

// Words of an article or a name: kept apart, so that their direction turns nothing else around.
const term = (text, kind) => el("bdi", kind ? { class: kind } : null, text);
const marked = (found) => found.map((piece) =>
  el(piece.names.length ? "mark" : "span",
    { class: ["piece", ...piece.names].join(" ") }, piece.text));

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
function day(iso) {
  const [year, month, date] = iso.split("T")[0].split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}
const when = (iso) => (iso ? `${day(iso)}, ${iso.slice(11, 16)}` : "unknown");
function days(start, end) {
  if (!start) return "";
  if (!end || end === start) return day(start);
  if (start.slice(0, 7) === end.slice(0, 7)) return `${Number(start.slice(8))}–${day(end)}`;
  if (start.slice(0, 4) === end.slice(0, 4)) return `${day(start).slice(0, -5)} – ${day(end)}`;
  return `${day(start)} – ${day(end)}`;
}
function eventDays(event) {
  if (!event.date_start || event.date_precision === "none") return "day unknown";
  const year = event.date_start.slice(0, 4);
  if (event.date_precision === "year" && event.date_end.slice(0, 4) === year) return year;
  return days(event.date_start, event.date_end);
}
const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const title = (text) => text.charAt(0) + text.slice(1).toLowerCase();
const range = (low, high) => (low === high || high === null || high === undefined ? `${low}`
  : `${low} to ${high}`);

function safeUrl(url) {
  return /^https?:\/\//i.test(url || "") ? url : null;
}
function outletLink(article, text) {
  const url = safeUrl(article.url);
  const name = term(text || outletOf(article));
  return url ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, name) : name;
}

// A list that grows on demand: the page never holds more than was asked for.
function paged(items, draw, size, what) {
  const list = el("ol", { class: "rows" });
  const more = el("button", { type: "button", class: "more" });
  const box = el("div", null, list, more);
  let shown = 0;
  const grow = () => {
    const next = items.slice(shown, shown + size).map((item) => el("li", null, draw(item)));
    list.append(...next);
    shown += next.length;
    more.hidden = shown >= items.length;
    more.textContent = `Show ${Math.min(size, items.length - shown)} more of ` +
      `${(items.length - shown).toLocaleString("en")} ${what}`;
    return next[0];
  };
  more.addEventListener("click", () => {
    const first = grow();
    const target = first && first.querySelector("button, a, summary");
    if (target) target.focus();
  });
  grow();
  return box;
}

const empty = (text) => el("p", { class: "empty" }, text);

// --- what happened -------------------------------------------------------------------------------
function badge(event) {
  const tone = { 1: "verbal-good", 2: "good", 3: "verbal-bad", 4: "bad" }[event.quad_class];
  return el("span", { class: `badge ${tone || "plain"}` }, title(event.type));
}

function headline(event) {
  const [start, end] = event.sentence;
  const around = paragraph(event.article, ...event.trigger, 150);
  const from = Math.max(start, around.from);
  const to = Math.min(end, around.to);
  const marks = [{ name: "trigger", start: event.trigger[0], end: event.trigger[1] }];
  return [from > start ? "… " : "", ...marked(pieces(event.article, from, to, marks)),
    to < end ? " …" : ""];
}

const names = (actors) => {
  const shown = [...new Set(actors.map((actor) => actor.name))];
  const told = shown.slice(0, 3).flatMap((name, at) => (at ? [", ", term(name)] : [term(name)]));
  return shown.length > 3 ? [...told, ` and ${shown.length - 3} more`] : told;
};

function sides(event) {
  if (!event.sources.length && !event.targets.length) return null;
  if (!event.sources.length) return el("span", { class: "sides" }, "concerns ", names(event.targets));
  const both = new Set(event.sources.map((actor) => actor.name));
  if (event.targets.length > 0 && event.targets.every((actor) => both.has(actor.name)))
    return el("span", { class: "sides" }, names(event.sources));
  const arrow = event.targets.length > 0 && [el("span", { class: "sr" }, " to "),
    el("span", { class: "arrow", "aria-hidden": "true" }, event.is_reciprocal ? " ↔ " : " → ")];
  return el("span", { class: "sides" }, names(event.sources), arrow, names(event.targets));
}

const STANCES = { asserts: "told by", claims: "claimed by", accuses: "an accusation by",
  denies: "denied by", plans: "planned, says", supposes: "supposed by" };

function claimLines(group) {
  const stances = new Map();
  for (const [name, stance] of group.claims || []) {
    if (!stances.has(stance)) stances.set(stance, []);
    stances.get(stance).push({ name });
  }
  return [...stances].map(([stance, who]) => el("span",
    { class: stance === "denies" ? "flag" : "" }, `${STANCES[stance] || stance} `, names(who)));
}

function casualties(members) {
  const low = (at) => members.map((e) => e.casualties[at]).filter((n) => n !== null);
  const told = (at, word) => {
    const [least, most] = [low(at), low(at + 1)];
    if (!least.length && !most.length) return null;
    const all = [...least, ...most];
    return `${range(Math.min(...all), Math.max(...all))} ${word}`;
  };
  return [told(0, "killed"), told(2, "injured")].filter(Boolean).join(", ");
}

// Facts in a line; the style sheet draws the dots between them, none at the end of a line.
const dotted = (parts) => {
  const told = parts.filter((part) => part && part !== "");
  return told.length ? el("span", { class: "dots" },
    told.map((part) => el("span", { class: "part" }, part))) : null;
};

function groupRow(group) {
  const event = group.lead;
  const many = group.members.length > 1 ? plural(group.members.length, "mention", "mentions") : null;
  const place = event.place && term(event.place.name);
  const state = { planned: "planned", denied: "denied", hypothetical: "supposed",
    attempted: "attempted", ongoing: "going on" }[event.occurrence];
  return el("article", { class: "row" },
    el("p", { class: "meta" }, badge(event),
      state && el("span", { class: `badge state ${event.occurrence}` }, state),
      group.is_disputed && el("span", { class: "badge disputed" }, "disputed"),
      dotted([place && el("strong", null, place), eventDays(event)]),
      el("span", { class: "push" }, plural(group.outlet_count, "outlet", "outlets"))),
    el("h3", null, el("button", { type: "button", class: "open", "data-row": event.event_id,
      onclick: () => openProof(event.event_id) }, headline(event))),
    el("p", { class: "meta" }, dotted([sides(event), ...claimLines(group),
      casualties(group.members), many, group.outlet_count > 1
        ? group.text_count === 1 ? "one text, copied" : `${group.text_count} different texts`
        : null])));
}

// --- who said what -------------------------------------------------------------------------------
// The same words of a speaker, copied from text to text, are one thing said.
function sayingsOf(rows) {
  const found = new Map();
  for (const row of rows) {
    const told = fold(said(row));
    if (!found.has(told)) found.set(told, []);
    found.get(told).push(row);
  }
  return [...found.values()];
}

function quoteRow(copies) {
  const row = copies[copies.length - 1]; // the earliest
  const outlets = new Set(copies.map((copy) => articles[copy.article].outlet)).size;
  const article = articles[row.article];
  const [start] = row.spans[0];
  const end = Math.max(...row.spans.map((span) => span[1]));
  const around = paragraph(row.article, start, end, 140);
  const marks = row.spans.map(([from, to]) => ({ name: "said", start: from, end: to }));
  const act = row.act && row.act !== "say" ? row.act : null;
  return el("article", { class: "row" },
    el("p", { class: "quote" }, el("button", { type: "button", class: "open",
      "data-row": row.statement_id, onclick: () => openProof(row.statement_id) },
    around.isCutBefore ? "… " : "", marked(pieces(row.article, around.from, around.to, marks)),
    around.isCutAfter ? " …" : "")),
    el("p", { class: "meta" }, act && el("span", { class: "badge plain" }, act), dotted([
      row.is_negated && el("span", { class: "flag" }, "not said"),
      row.date_start ? days(row.date_start, row.date_end) : null,
      el("span", { class: "above" }, outletLink(article)),
      outlets > 1 && `and ${plural(outlets - 1, "other outlet", "other outlets")}`])));
}

function speakerRow(speaker) {
  const sayings = sayingsOf(speaker.members);
  const rows = paged(sayings, quoteRow, 2, "statements");
  return el("section", { class: "speaker", "aria-label": speaker.name.slice(0, 80) },
    el("h3", null, el("span", null, term(speaker.name), speaker.role && speaker.role !== speaker.name
      ? el("span", { class: "role" }, ", ", term(speaker.role)) : null), " ",
    el("span", { class: "count" }, dotted([plural(sayings.length, "statement",
      "statements"), speaker.outlets > 1 ? plural(speaker.outlets, "outlet", "outlets") : null]))),
    rows);
}

// --- stories and sources -------------------------------------------------------------------------
function storiesOf(wanted) {
  const found = new Map();
  for (const row of appearances) {
    if (!found.has(row.story_id)) found.set(row.story_id, []);
    found.get(row.story_id).push(row);
  }
  return [...found.values()].filter((rows) => rows.some((row) => wanted(row.article)))
    .map((rows) => ({ rows, outlets: new Set(rows.map((row) => row.outlet)).size }))
    .sort((a, b) => b.outlets - a.outlets || b.rows.length - a.rows.length ||
      (a.rows[0].story_id < b.rows[0].story_id ? -1 : 1));
}

function changes(row) {
  const told = [];
  if (row.previous_title) told.push(el("p", { class: "removed" },
    el("span", { class: "sr" }, "Old headline: "), el("del", null, term(row.previous_title))));
  for (const text of row.added || [])
    told.push(el("p", { class: "added" }, el("span", { class: "sr" }, "Added: "),
      el("ins", null, term(text))));
  for (const text of row.removed || [])
    told.push(el("p", { class: "removed" }, el("span", { class: "sr" }, "Removed: "),
      el("del", null, term(text))));
  return told;
}

// Whether the page holds the text of an appearance: of an older revision it does not.
const isReadable = (row) => row.article !== null && articles[row.article].text !== null &&
  articles[row.article].revision === row.revision;

function appearanceRow(row) {
  const what = row.revision > 1
    ? `revision ${row.revision}, +${row.added_count} −${row.removed_count} sentences`
    : row.is_copy ? "copy" : "first";
  return el("div", { class: "appearance" },
    el("p", { class: "meta" }, dotted([when(row.appeared_at), outletLink(row), what])),
    el("p", { class: "headline" }, isReadable(row) ? el("button", { type: "button",
      class: "plain", onclick: () => openProof(articles[row.article].article_id) },
    term(row.title || "(no headline)")) : term(row.title || "(no headline)")), changes(row));
}

function storyRow(story) {
  const first = story.rows[0];
  const revisions = story.rows.filter((row) => row.revision > 1).length;
  return el("details", { class: "story" },
    el("summary", null, term(first.title || "(no headline)"), el("span", { class: "meta" },
      dotted([plural(story.outlets, "outlet", "outlets"),
        story.rows.length - revisions > 1 ? plural(story.rows.length - revisions, "appearance",
          "appearances") : null,
        revisions ? plural(revisions, "revision", "revisions") : null]))),
    el("ol", { class: "rows" }, story.rows.map((row) => el("li", null, appearanceRow(row)))));
}

function sourceState(source) {
  if (source.failure_count > 0)
    return el("span", { class: "flag" }, `failing, ${source.failure_count} in a row`);
  if (source.kind === "feed" && !source.last_success_at) return "not polled yet";
  return "well";
}

function sourceTable(filter) {
  const shown = sources.filter((source) => !filter.outlet || source.name === filter.outlet);
  if (!shown.length) return empty("No source of that name.");
  const ill = shown.filter((source) => source.failure_count > 0).length;
  const heads = ["Source", "State", "Articles", "Last answer", "Not read"];
  const body = el("tbody");
  const add = (rows) => body.append(...rows.map((source) => el("tr", null,
    el("th", { scope: "row" }, term(source.name)),
    el("td", null, sourceState(source), source.last_message && source.failure_count > 0
      ? el("small", null, term(source.last_message.slice(0, 160))) : null),
    el("td", { class: "number" }, source.article_count.toLocaleString("en")),
    el("td", null, source.last_success_at ? when(source.last_success_at) : "–"),
    el("td", { class: "number" }, source.quarantine_count.toLocaleString("en")))));
  add(shown.slice(0, 12));
  const more = shown.length > 12 && el("button", { type: "button", class: "more",
    onclick: (click) => { add(shown.slice(12)); click.target.remove(); } },
  `Show ${shown.length - 12} more sources`);
  return el("div", null,
    el("p", { class: "lede" }, ill ? `${plural(ill, "source fails", "sources fail")}, ` +
      `${shown.length - ill} do well.` : `All ${shown.length} do well.`),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of sources" },
      el("table", null, el("thead", null, el("tr", null, heads.map((text) =>
        el("th", { scope: "col" }, text)))), body)), more);
}
