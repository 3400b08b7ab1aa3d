"use strict";
// The controls of the page. The drawing is Bokeh's; this script sets what its sources hold and reads what was tapped.
(function () {
  const data = JSON.parse(document.getElementById("graph-data").textContent);
  const nodes = data.nodes, edges = data.edges, signs = data.signs;
  const cites = nodes.map(() => []), citedBy = nodes.map(() => []);
  edges.forEach((edge, n) => { cites[edge[0]].push(n); citedBy[edge[1]].push(n); });
  const number = new Map(nodes.map((node, n) => [node.id, n]));
  const order = nodes.map((_, n) => n).sort((a, b) => nodes[b].influence - nodes[a].influence || nodes[b].cited - nodes[a].cited || (nodes[a].label < nodes[b].label ? -1 : 1));
  const el = (id) => document.getElementById(id);
  const years = nodes.map((node) => parseInt(node.date, 10)).filter((year) => year);
  const MOST_LISTED = 300;
  let shown = nodes.map(() => true), selected = -1, active = -1, listed = [], sources = null, plot = null, told = false;

  function make(tag, text, className) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // What is shown

  function wanted(node) {
    const words = el("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const text = (node.label + " " + node.id + " " + node.date).toLowerCase();
    if (!words.every((word) => text.includes(word))) return false;
    const ground = el("ground").value;
    if (ground && !node.lanes.includes(ground)) return false;
    const box = document.querySelector('input[name=outcome][value="' + (node.outcome || "") + '"]');
    if (box && !box.checked) return false;
    const year = parseInt(node.date, 10), since = parseInt(el("since").value, 10), until = parseInt(el("until").value, 10);
    return !((since && (!year || year < since)) || (until && (!year || year > until)));
  }

  function filter() {
    shown = nodes.map(wanted);
    if (selected >= 0 && !shown[selected]) selected = -1;
    refresh();
  }

  function refresh() {
    list();
    draw();
    details();
    remember();
    const count = shown.filter(Boolean).length;
    const arcs = edges.filter((edge) => shown[edge[0]] && shown[edge[1]]).length;
    el("count").textContent = count + " of " + nodes.length + " letters, " + arcs + " citations";
  }

  function near() {
    if (selected < 0) return null;
    const found = new Set([selected]);
    cites[selected].forEach((n) => found.add(edges[n][1]));
    citedBy[selected].forEach((n) => found.add(edges[n][0]));
    return found;
  }

  function draw() {
    if (!sources) return;
    const lit = near();
    const alpha = nodes.map((_, n) => !shown[n] ? 0 : !lit || lit.has(n) ? 1 : 0.12);
    const own = sources.nodes.data;
    own.alpha = alpha;
    own.line = nodes.map((node, n) => n === selected ? "#D55E00" : node.outcome === "not_held" ? "#777777" : "#222222");
    own.width = nodes.map((_, n) => n === selected ? 4 : 1);
    sources.nodes.change.emit();
    for (const side of ["company", "proponent", "staff"]) {
      const source = sources["edges-" + side], columns = source.data;
      const crowd = edges.length > 4000 ? 0.06 : edges.length > 1500 ? 0.12 : 0.45;
      columns.alpha = Array.from(columns.n, (n) => {
        const edge = edges[n];
        if (!shown[edge[0]] || !shown[edge[1]]) return 0;
        return !lit ? crowd : edge[0] === selected || edge[1] === selected ? 0.95 : crowd / 8;
      });
      columns.head = columns.alpha.map((alpha) => alpha < 0.2 ? 0 : alpha);  // in a crowd, heads are noise
      columns.color = Array.from(columns.n, (n) => edges[n][0] === selected ? "#0072B2" : edges[n][1] === selected ? "#D55E00" : "#666666");
      source.change.emit();
    }
    const labels = sources.labels.data;
    labels.alpha = Array.from(labels.n, (n) => alpha[n] < 1 ? 0 : 1);
    labels.back = labels.alpha.map((alpha) => 0.55 * alpha);
    sources.labels.change.emit();
    turn();
  }

  // An arrow's angle is that of the line on the screen, and so changes with every zoom.
  function turn() {
    const wide = plot.inner_width / (plot.x_range.end - plot.x_range.start);
    const high = plot.inner_height / (plot.y_range.end - plot.y_range.start);
    if (!wide || !high) return;
    for (const side of ["company", "proponent", "staff"]) {
      const source = sources["edges-" + side], c = source.data;
      c.angle = Array.from(c.x0, (x, i) => Math.atan2((c.y1[i] - c.y0[i]) * high, (c.x1[i] - x) * wide) - Math.PI / 2);
      source.change.emit();
    }
  }

  // The list

  function list() {
    const box = el("letters");
    box.textContent = "";
    const fitting = order.filter((n) => shown[n]);
    listed = fitting.slice(0, MOST_LISTED);
    if (!listed.includes(active)) active = listed.length ? listed[0] : -1;
    const fragment = document.createDocumentFragment();
    for (const n of listed) {
      const item = make("li");
      const sign = make("span", signs[nodes[n].outcome || ""][0] + " ", "sign");
      sign.style.color = signs[nodes[n].outcome || ""][2];
      sign.setAttribute("aria-hidden", "true");
      item.append(sign, nodes[n].label);
      item.id = "letter-" + n;
      item.setAttribute("role", "option");
      item.setAttribute("aria-label", nodes[n].label + ", " + signs[nodes[n].outcome || ""][1] + ", cited by " + nodes[n].cited);
      item.addEventListener("click", () => select(n));
      fragment.append(item);
    }
    if (fitting.length > listed.length) fragment.append(make("li", (fitting.length - listed.length) + " more: search or filter", "more"));
    box.append(fragment);
    mark();
  }

  function mark() {
    for (const n of listed) el("letter-" + n).setAttribute("aria-selected", String(n === (selected >= 0 ? selected : active)));
    if (active >= 0) {
      el("letters").setAttribute("aria-activedescendant", "letter-" + active);
      const box = el("letters"), item = el("letter-" + active);  // scrollIntoView would move the filters too
      const top = item.offsetTop;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top + item.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + item.offsetHeight - box.clientHeight;
    }
  }

  function move(by) {
    const at = listed.indexOf(active);
    active = listed[Math.max(0, Math.min(listed.length - 1, at + by))];
    if (active === undefined) active = -1;
    selected = -1;
    mark();
  }

  // One letter

  function select(n) {
    selected = n;
    if (n >= 0) {
      if (!shown[n]) shown[n] = true;
      active = n;
    }
    refresh();
  }

  function along(title, arcs, end) {
    const part = document.createDocumentFragment();
    part.append(make("h2", title + " (" + arcs.length + ")"));
    const rows = make("ul");
    for (const n of arcs) {
      const edge = edges[n], other = edge[end];
      const item = make("li"), link = make("a", nodes[other].label);
      link.href = "#letter=" + encodeURIComponent(nodes[other].id);
      link.addEventListener("click", (event) => { event.preventDefault(); select(other); el("details").focus(); });
      item.append(link, document.createTextNode(" by the " + edge[2] + (edge[3] ? " for " + edge[3] : "") + (edge[4] ? ": " + edge[4].replaceAll("_", " ") : "")));
      if (edge[5] === "near_date") item.append(make("span", " date as written: " + edge[6], "odd"));
      if (edge[5] === "former_name") item.append(make("span", " under another name", "odd"));
      rows.append(item);
    }
    part.append(rows);
    return part;
  }

  function details() {
    const box = el("details");
    if (selected < 0) {
      if (told) { box.textContent = ""; box.append(make("p", "No letter is chosen.", "hint")); }
      return;
    }
    told = true;
    box.textContent = "";
    const node = nodes[selected];
    box.append(make("h2", node.label));
    const said = signs[node.outcome || ""];
    box.append(make("p", said[0] + " " + said[1] + (node.conditional ? ", conditionally" : "") + (node.grounds.length ? " (" + node.grounds.join(", ") + ")" : "")));
    if (node.words) box.append(make("blockquote", node.words));
    else if (node.outcome === "not_held") box.append(make("p", "Cited by letters held here; its own text and facts are not held."));
    else box.append(make("p", node.source === "letter" ? "The staff's sentence was not read." : "Known by facts only; its text is not held."));
    if (node.standing) box.append(make("p", "Since then: " + node.standing, "standing"));
    box.append(make("p", "Cited by " + node.cited + " held letter" + (node.cited === 1 ? "" : "s") + "; influence " + node.influence.toFixed(2)));
    box.append(along("Cites", cites[selected], 1), along("Cited by", citedBy[selected], 0));
    box.scrollTop = 0;
  }

  // The address keeps what is shown, so that it can be passed on

  function remember() {
    const state = new URLSearchParams();
    if (selected >= 0) state.set("letter", nodes[selected].id);
    if (el("search").value) state.set("search", el("search").value);
    if (el("ground").value) state.set("ground", el("ground").value);
    if (el("since").value) state.set("since", el("since").value);
    if (el("until").value) state.set("until", el("until").value);
    const hidden = [...document.querySelectorAll("input[name=outcome]:not(:checked)")].map((box) => box.value || "unknown");
    if (hidden.length) state.set("without", hidden.join(" "));
    const text = state.toString();
    try { history.replaceState(null, "", text ? "#" + text : location.pathname); } catch { /* a sandboxed frame keeps no address */ }
  }

  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const name of ["search", "ground", "since", "until"]) if (state.has(name)) el(name).value = state.get(name);
    const hidden = (state.get("without") || "").split(" ").filter(Boolean);
    for (const box of document.querySelectorAll("input[name=outcome]")) box.checked = !hidden.includes(box.value || "unknown");
    shown = nodes.map(wanted);
    selected = number.has(state.get("letter")) ? number.get(state.get("letter")) : -1;
    if (selected >= 0) { shown[selected] = true; active = selected; }
  }

  function reset() {
    for (const name of ["search", "ground", "since", "until"]) el(name).value = "";
    for (const box of document.querySelectorAll("input[name=outcome]")) box.checked = true;
    selected = -1;
    filter();
  }

  // Beginnings

  el("search").addEventListener("input", filter);
  el("ground").addEventListener("change", filter);
  el("since").addEventListener("input", filter);
  el("until").addEventListener("input", filter);
  el("outcomes").addEventListener("change", filter);
  el("reset").addEventListener("click", reset);
  el("print").addEventListener("click", () => window.print());
  el("controls").addEventListener("submit", (event) => event.preventDefault());
  el("letters").addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };
    if (event.key in steps) { event.preventDefault(); move(steps[event.key]); }
    if ((event.key === "Enter" || event.key === " ") && active >= 0) { event.preventDefault(); select(active); }
  });
  // A canvas is printed as it stands: its stripe of the page keeps its height, and only the toolbar goes.
  window.addEventListener("beforeprint", () => {
    el("drawing").style.height = el("drawing").offsetHeight + "px";
    if (plot) plot.toolbar.visible = false;
  });
  window.addEventListener("afterprint", () => {
    el("drawing").style.height = "";
    if (plot) plot.toolbar.visible = true;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing) { event.preventDefault(); el("search").focus(); }
    if (event.key === "Escape") select(-1);
  });
  if (years.length) {
    for (const [name, year] of [["since", Math.min(...years)], ["until", Math.max(...years)]]) el(name).placeholder = year;
  }

  function begin() {
    const found = Bokeh.documents[0];
    if (!found) { window.setTimeout(begin, 50); return; }
    plot = found.get_model_by_name("plot");
    sources = {};
    for (const name of ["nodes", "edges-company", "edges-proponent", "edges-staff", "labels"]) sources[name] = found.get_model_by_name(name);
    const taps = sources.nodes.selected;
    taps.properties.indices.change.connect(() => {
      if (!taps.indices.length) return;
      const first = Array.from(taps.indices).find((n) => shown[n]);
      taps.indices = [];
      if (first !== undefined) select(first);
    });
    for (const range of [plot.x_range, plot.y_range]) range.change.connect(() => { window.clearTimeout(begin.later); begin.later = window.setTimeout(turn, 120); });
    plot.properties.inner_width.change.connect(turn);
    plot.properties.inner_height.change.connect(turn);
    recall();
    refresh();
    document.body.dataset.ready = "yes";
  }
  begin();
})();
