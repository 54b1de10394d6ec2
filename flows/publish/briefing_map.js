// Happenings with places go in; a map of the world that needs no network, and a chart of days.
const outline = JSON.parse(document.getElementById("outline").textContent);
const WORLD = { x: 0, y: 60, width: 3600, height: 1480 }; // tenths of a degree, 84 N to 64 S
const DOTS = 250;

const placeX = (place) => (place.longitude + 180) * 10;
const placeY = (place) => (90 - place.latitude) * 10;

function countPlaces(groups) {
  const found = new Map();
  for (const group of groups) {
    const here = new Set(group.members.map((event) => event.place).filter(Boolean));
    for (const place of here) found.set(place, (found.get(place) || 0) + 1);
  }
  return [...found].map(([place, count]) => ({ place, count }))
    .sort((a, b) => b.count - a.count || (a.place.place_id < b.place.place_id ? -1 : 1));
}

// The smallest view that shows nine tenths of the happenings, never closer than 24 degrees.
function fit(spots, ratio) {
  if (!spots.length) return { ...WORLD };
  const total = spots.reduce((sum, spot) => sum + spot.count, 0);
  const cut = (value) => {
    const sorted = spots.map((spot) => [value(spot.place), spot.count]).sort((a, b) => a[0] - b[0]);
    const at = (share) => {
      let sum = 0;
      for (const [where, count] of sorted) if ((sum += count) >= share * total) return where;
      return sorted[sorted.length - 1][0];
    };
    return [at(0.05), at(0.95)];
  };
  const [left, right] = cut(placeX);
  const [top, bottom] = cut(placeY);
  const width = Math.min(WORLD.width,
    Math.max(240, (right - left) * 1.5, (bottom - top) * 1.6 * ratio));
  return { x: (left + right) / 2 - width / 2, y: (top + bottom) / 2 - width / ratio / 2,
    width, height: width / ratio };
}

function drawMap(box, groups, filter, choose) {
  const known = countPlaces(groups).filter(({ place }) => place.latitude !== null);
  const spots = known.slice(0, DOTS);
  const chosen = places.get(filter.place);
  if (!known.length) {
    fill(box, empty("No happening with a known place."), chosenPlace(chosen, choose));
    return;
  }
  const svg = el("svg:svg", { class: "map", "aria-hidden": "true", preserveAspectRatio: "none" });
  const frame = el("div", { class: "mapframe", tabindex: "0", role: "group",
    "aria-label": "Map of places. Arrow keys move it, plus and minus zoom. The list below says the same." }, svg);
  const tools = el("div", { class: "tools" },
    el("button", { type: "button", "aria-label": "Zoom in", onclick: () => zoom(0.6) }, "+"),
    el("button", { type: "button", "aria-label": "Zoom out", onclick: () => zoom(1 / 0.6) }, "−"),
    el("button", { type: "button", "aria-label": "Show the whole world",
      onclick: () => { view = whole(); paint(); } }, "⤢"));
  const list = el("details", { class: "places" },
    el("summary", null, `Places as a list (${known.length})`),
    paged(known, ({ place, count }) => el("button", { type: "button", class: "plain",
      onclick: () => choose(place) }, term(place.name), place.country ? `, ${place.country}` : "",
    ` · ${plural(count, "happening", "happenings")}`), 15, "places"));
  fill(box, el("div", { class: "mapbox" }, frame, tools), chosenPlace(chosen, choose), list);

  const land = el("svg:path", { class: "land", d: outline.land });
  const borders = el("svg:path", { class: "borders", d: outline.borders });
  const grid = el("svg:path", { class: "grid", d: graticule() });
  const layer = el("svg:g", null);
  svg.append(grid, land, borders, layer);

  const size = () => [frame.clientWidth || 600, frame.clientHeight || 340];
  const ratio = () => size()[0] / size()[1];
  const whole = () => {
    const height = Math.max(WORLD.height, WORLD.width / ratio());
    return { x: WORLD.x + WORLD.width / 2 - (height * ratio()) / 2, y: WORLD.y, height,
      width: height * ratio() };
  };
  let view = fit(spots, ratio());

  function zoom(by, atX = 0.5, atY = 0.5) {
    const width = Math.min(4200, Math.max(40, view.width * by));
    const height = width / ratio();
    view = { x: view.x + (view.width - width) * atX, y: view.y + (view.height - height) * atY,
      width, height };
    paint();
  }
  function move(x, y) {
    view = { ...view, x: view.x + x * view.width, y: view.y + y * view.height };
    paint();
  }
  function paint() {
    view.x = Math.min(WORLD.width - view.width / 2, Math.max(-view.width / 2, view.x));
    view.y = Math.min(1700 - view.height / 2, Math.max(-view.height / 2, view.y));
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    paintSpots(layer, spots, view.width / size()[0], view, filter, choose);
  }
  handle(frame, { zoom, move });
  paint();
}

function chosenPlace(place, choose) {
  if (!place) return null;
  return el("p", { class: "chosen" }, "Only ", term(place.name), " ",
    el("button", { type: "button", class: "plain", onclick: () => choose(null) }, "show all places"));
}

function graticule() {
  let path = "";
  for (let x = 0; x <= 3600; x += 300) path += `M${x} 0V1800`;
  for (let y = 0; y <= 1800; y += 300) path += `M0 ${y}H3600`;
  return path;
}

// Dots keep their size on the screen; the weightiest are named, where no other name stands.
function paintSpots(layer, spots, unit, view, filter, choose) {
  const right = view.x + view.width;
  const taken = [[right - 52 * unit, view.y, right, view.y + 136 * unit]]; // the buttons
  const most = spots.length ? spots[0].count : 1;
  const drawn = spots.filter(({ place }) => {
    const [x, y] = [placeX(place), placeY(place)];
    return x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height;
  });
  const dots = drawn.map(({ place, count }) => {
    const radius = (3.5 + 9 * Math.sqrt(count / most)) * unit;
    taken.push([placeX(place) - radius, placeY(place) - radius, placeX(place) + radius,
      placeY(place) + radius]);
    const isWide = ["country", "region", "admin1", "water"].includes(place.kind);
    const dot = el("svg:circle", { cx: placeX(place), cy: placeY(place), r: radius,
      class: `spot${isWide ? " wide" : ""}${place.place_id === filter.place ? " chosen" : ""}`,
      "stroke-width": 1.5 * unit, onclick: () => choose(place) });
    dot.append(el("svg:title", null, `${place.name}: ${count}`));
    return dot;
  });
  const labels = [];
  for (const { place, count } of drawn) {
    if (labels.length >= 14) break;
    const radius = (3.5 + 9 * Math.sqrt(count / most)) * unit;
    const text = place.name.length > 22 ? `${place.name.slice(0, 21)}…` : place.name;
    const width = text.length * 7.1 * unit;
    const spot = [[placeX(place) + radius + 3 * unit, placeY(place) + 4 * unit],
      [placeX(place) - radius - 3 * unit - width, placeY(place) + 4 * unit],
      [placeX(place) - width / 2, placeY(place) - radius - 4 * unit],
      [placeX(place) - width / 2, placeY(place) + radius + 13 * unit]]
      .find(([x, y]) => x > view.x && x + width < view.x + view.width &&
        taken.every(([l, t, r, b]) => x > r || x + width < l || y - 10 * unit > b || y < t));
    if (!spot) continue;
    taken.push([spot[0], spot[1] - 10 * unit, spot[0] + width, spot[1]]);
    labels.push(el("svg:text", { x: spot[0], y: spot[1], "font-size": 12 * unit, class: "label",
      "stroke-width": 3 * unit, onclick: () => choose(place) }, text));
  }
  layer.replaceChildren(...dots.reverse(), ...labels);
}

function handle(frame, { zoom, move }) {
  const KEYS = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15],
    ArrowDown: [0, 0.15] };
  frame.addEventListener("keydown", (key) => {
    if (KEYS[key.key]) move(...KEYS[key.key]);
    else if (key.key === "+" || key.key === "=") zoom(0.6);
    else if (key.key === "-") zoom(1 / 0.6);
    else return;
    key.preventDefault();
  });
  frame.addEventListener("wheel", (wheel) => {
    if (!wheel.ctrlKey && document.activeElement !== frame) return; // the page scrolls as ever
    wheel.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(wheel.deltaY > 0 ? 1.25 : 0.8, (wheel.clientX - box.left) / box.width,
      (wheel.clientY - box.top) / box.height);
  }, { passive: false });
  let last = null;
  frame.addEventListener("pointerdown", (press) => { last = [press.clientX, press.clientY]; });
  frame.addEventListener("pointermove", (drag) => {
    if (!last || !drag.buttons) return;
    const far = Math.abs(drag.clientX - last[0]) + Math.abs(drag.clientY - last[1]);
    if (far < 3) return;
    if (!frame.hasPointerCapture(drag.pointerId)) frame.setPointerCapture(drag.pointerId);
    move((last[0] - drag.clientX) / frame.clientWidth, (last[1] - drag.clientY) / frame.clientHeight);
    last = [drag.clientX, drag.clientY];
  });
  for (const end of ["pointerup", "pointercancel"])
    frame.addEventListener(end, () => { last = null; });
}

// --- when: days that were, as bars; days to come, as a list --------------------------------------
const plusDays = (iso, count) =>
  new Date(Date.parse(`${iso}T00:00Z`) + count * 864e5).toISOString().slice(0, 10);

function drawTimeline(box, groups, filter, chooseDay) {
  const last = about.last;
  const first = plusDays(last, -13);
  const counts = new Map();
  let [before, undated] = [0, 0];
  const planned = [];
  for (const group of groups) {
    const event = group.lead;
    if (isPlanned(event)) planned.push(group);
    else if (!event.date_start || event.date_precision === "none") undated += 1;
    else if (event.date_start < first && event.date_end < first) before += 1;
    else if (event.date_end <= plusDays(event.date_start, 1)) // a day, or a night
      counts.set(event.date_start, (counts.get(event.date_start) || 0) + 1);
    else undated += 1;
  }
  const range = Array.from({ length: 14 }, (_, at) => plusDays(first, at));
  const most = Math.max(1, ...range.map((iso) => counts.get(iso) || 0));
  const bars = range.map((iso) => {
    const count = counts.get(iso) || 0;
    const bar = el("span", { class: "fill" });
    bar.style.blockSize = `${Math.round((count / most) * 100)}%`;
    const isChosen = filter.from === iso && filter.to === iso;
    return el("li", null, el("button", { type: "button", disabled: !count,
      "aria-pressed": isChosen ? "true" : null,
      "aria-label": `${day(iso)}: ${plural(count, "happening", "happenings")}`,
      onclick: () => chooseDay(iso) },
    el("span", { class: "value", "aria-hidden": "true" }, count || ""), bar,
    el("span", { class: "date", "aria-hidden": "true" }, Number(iso.slice(8)))));
  });
  const rest = [before && `${plural(before, "happening", "happenings")} earlier`,
    undated && `${undated.toLocaleString("en")} without a certain day`].filter(Boolean);
  planned.sort((a, b) => ((a.lead.date_start || "9") < (b.lead.date_start || "9") ? -1 : 1));
  fill(box,
    el("h3", null, `Happened, ${days(first, last)}`),
    counts.size ? el("ol", { class: "bars" }, bars)
      : empty("Nothing of a certain day in these two weeks."),
    rest.length > 0 && el("p", { class: "lede" }, `Besides these, ${rest.join("; ")}.`),
    el("h3", null, "Planned"),
    planned.length ? paged(planned, (group) => el("article", { class: "row planned" },
      el("p", { class: "meta" }, dotted([el("strong", null, eventDays(group.lead)),
        title(group.lead.type), group.lead.place && term(group.lead.place.name)])),
      el("h3", null, el("button", { type: "button", class: "open", "data-row": group.lead.event_id,
        onclick: () => openProof(group.lead.event_id) }, headline(group.lead)))), 6, "plans")
      : empty("Nothing planned among these rows."));
}
