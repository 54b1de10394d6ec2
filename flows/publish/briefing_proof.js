// The key of a row goes in; a dialog opens with the text that it was read from, its words marked.
const proof = document.getElementById("proof");

const kindOf = (row) => (row.event_id ? "event" : row.statement_id ? "statement" : "article");
const keyOf = (row) => row.event_id || row.statement_id || row.article_id;
const articleById = new Map(articles.map(({ article_id }, article) =>
  [article_id, { article_id, article }]));
const eventById = new Map(events.map((event) => [event.event_id, event]));
const rowOf = (key) => eventById.get(key) || statementById.get(key) ||
  articleById.get(key) || null;

const span = (name, found) => (found ? [{ name, start: found[0], end: found[1] }] : []);

function marksOf(row) {
  const others = (placesOf.get(row.article) || []).map((mention) =>
    ({ name: "place", start: mention.start, end: mention.stop }));
  const dates = (datesOf.get(row.article) || []).map((mention) =>
    ({ name: "anydate", start: mention.start, end: mention.stop }));
  const base = [...others, ...dates];
  if (kindOf(row) === "article")
    return [...base, ...(statementsOf.get(row.article) || []).flatMap((told) =>
      span("claimant", told.speaker_span))];
  if (kindOf(row) === "statement")
    return [...base, ...span("claimant", row.speaker_span), ...span("cue", row.cue),
      ...row.spans.flatMap((found) => span("words", found))];
  const telling = statementById.get(row.statement_id);
  return [...base, ...span("sentence", row.sentence), ...span("words", row.trigger),
    ...actorsOf(row).flatMap((actor) => span("actor", [actor.start, actor.end])),
    ...span("date", row.date_text), ...(telling ? span("claimant", telling.speaker_span) : [])];
}

const LEGEND = { words: "the row's words", sentence: "its sentence", actor: "who takes part",
  claimant: "who says so", cue: "the saying", date: "its date", place: "places",
  anydate: "dates" };

function legend(marks) {
  const present = Object.keys(LEGEND).filter((name) => marks.some((mark) => mark.name === name));
  return el("p", { class: "legend" }, present.map((name) =>
    el("span", null, el("mark", { class: `piece ${name}` }, LEGEND[name]), " ")));
}

function drawText(row, marks) {
  const text = codePoints(row.article);
  const box = el("div", { class: "text", lang: articles[row.article].language || "en" });
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && text[at] !== "\n") continue;
    if (at > start) {
      const near = marks.filter((mark) => mark.start < at && mark.end > start);
      box.append(el("p", { dir: "auto" }, marked(pieces(row.article, start, at, near))));
    }
    start = at + 1;
  }
  return box;
}

function facts(row) {
  const share = (value) => `${Math.round(value * 100)} %`;
  if (kindOf(row) === "article") return null;
  const list = kindOf(row) === "event" ? [
    ["Type", dotted([title(row.type), row.mode])],
    ["Who", sides(row)],
    ["Where", row.place && dotted([term(row.place.name), row.place.division && term(row.place.division),
      row.place.country, row.place_basis && `from the ${row.place_basis}`])],
    ["When", dotted([eventDays(row), row.date_basis && row.date_basis !== "none"
      ? { publication: "the day of publication", relative: "told relative to the article's day",
        explicit: "told outright" }[row.date_basis] : null])],
    ["State", dotted([row.occurrence, row.assertion])],
    ["Claimed by", row.claimant ? term(row.claimant) : "the outlet itself"],
    ["Harm", casualties([row])],
  ] : [
    ["Speaker", dotted([term(row.speaker || row.speaker_text || "nobody named"),
      row.role && term(row.role), row.is_anonymous && "without a name"])],
    ["Kind", dotted([row.kind, row.act, row.is_negated && "said not to have been said"])],
    ["To", row.addressee && term(row.addressee)],
    ["Through", row.venue && term(row.venue)],
    ["When", row.date_start && dotted([days(row.date_start, row.date_end), row.date_basis])],
  ];
  list.push(["Confidence", `${share(row.confidence)} (${row.method})`], ["Row", keyOf(row)]);
  return el("dl", null, list.filter(([, value]) => value && value.length !== 0).map(
    ([name, value]) => el("div", null, el("dt", null, name), el("dd", null, value))));
}

function siblings(row) {
  if (kindOf(row) !== "event") return null;
  const all = events.filter((event) => event.group_id === row.group_id);
  if (all.length < 2) return null;
  const at = all.indexOf(row);
  const step = (by, text) => el("button", { type: "button", disabled: !all[at + by],
    onclick: () => openProof(all[at + by].event_id) }, text);
  return el("p", { class: "steps" }, step(-1, "Previous"),
    el("span", null, ` mention ${at + 1} of ${all.length} of this happening `), step(1, "Next"));
}

function openProof(key) {
  const row = rowOf(key);
  if (!row) return false;
  const article = articles[row.article];
  const marks = marksOf(row);
  const text = drawText(row, marks);
  fill(proof,
    el("div", { class: "bar" },
      el("h2", { id: "proof-title", tabindex: "-1" }, term(article.title || "(no headline)")),
      el("button", { type: "button", class: "close", onclick: () => proof.close() }, "Close")),
    el("p", { class: "meta" }, dotted([outletLink(article), article.agency && article.outlet
      ? ["through ", term(article.outlet)] : null, when(article.shown_at),
    article.revision > 1 ? `revision ${article.revision}` : null,
    article.is_partial ? "not the whole article" : null])),
    siblings(row), facts(row), legend(marks), text);
  if (!proof.open) proof.showModal();
  writeHash(state.filter, key);
  document.getElementById("proof-title").focus({ preventScroll: true });
  const first = text.querySelector(".words");
  if (first) first.scrollIntoView({ block: "center" });
  return true;
}

proof.addEventListener("close", () => {
  writeHash(state.filter, "");
  proof.replaceChildren();
});
proof.addEventListener("click", (click) => {
  if (click.target === proof) proof.close(); // the backdrop
});
