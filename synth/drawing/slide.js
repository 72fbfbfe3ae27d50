// The map on a slide: drawn on a canvas, moved by mouse, finger and keys; a search; the works as a table.
"use strict";
(() => {
  const map = JSON.parse(document.getElementById("map").textContent);
  const { works } = map;
  const count = works.x.length;
  const stage = document.getElementById("stage"), canvas = document.getElementById("canvas");
  const brush = canvas.getContext("2d"), hint = document.getElementById("hint");
  const said = document.getElementById("said"), dark = matchMedia("(prefers-color-scheme: dark)");
  const page = 100; // rows of the table at once
  const view = { x: 0, y: 0, scale: 1 };
  let shown = new Uint8Array(count).fill(1), group = null, words = [], colouring = "group", first = 0, waiting = false;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = works.title.map((title, place) => plain(`${title} ${works.authors[place]} ${works.year[place] || ""} ${works.venues[works.venue[place]]}`));
  const colour = (pair) => pair[dark.matches ? 1 : 0];

  const glyphs = {
    disc(x, y, r) { brush.moveTo(x + r, y); brush.arc(x, y, r, 0, 7); },
    square(x, y, r) { brush.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r); },
    triangle(x, y, r) { brush.moveTo(x, y - 1.2 * r); brush.lineTo(x + 1.15 * r, y + 0.8 * r); brush.lineTo(x - 1.15 * r, y + 0.8 * r); },
    diamond(x, y, r) { brush.moveTo(x, y - 1.25 * r); brush.lineTo(x + 1.25 * r, y); brush.lineTo(x, y + 1.25 * r); brush.lineTo(x - 1.25 * r, y); },
    ring(x, y, r) { brush.moveTo(x + r, y); brush.arc(x, y, r, 0, 7); brush.moveTo(x + 0.5 * r, y); brush.arc(x, y, 0.5 * r, 0, 7, true); },
  };
  // The marks of each way to colour: a list of [words, colour pair, shape], and which of them a work has.
  const years = works.year.filter(Boolean).sort((a, b) => a - b);
  const steps = [...new Set(map.ramp.map((_, step) => years[Math.floor((years.length * step) / map.ramp.length)]))].filter(Boolean);
  const ways = {
    group: { marks: [...map.groups.map((one) => [one.label, one.colour, one.shape]), [map.none, map.rest, "disc"]], of: (work) => (works.group[work] < 0 ? map.groups.length : works.group[work]) },
    year: {
      marks: [...steps.map((year, step) => [step + 1 < steps.length ? `${year} to ${steps[step + 1] - 1}` : `from ${year}`, map.ramp[step], "disc"]), ["year not known", map.rest, "disc"]],
      of: (work) => (works.year[work] ? steps.findLastIndex((year) => works.year[work] >= year) : steps.length),
    },
    outcome: { marks: map.outcomes, of: (work) => works.outcome[work] },
  };

  function spot(work, box) {
    const half = (Math.min(box.width, box.height) / 2) * 0.95 * view.scale;
    return [box.width / 2 + (works.x[work] / map.fine - view.x) * half, box.height / 2 - (works.y[work] / map.fine - view.y) * half];
  }
  function draw() {
    waiting = false;
    const box = stage.getBoundingClientRect(), fine = devicePixelRatio || 1;
    canvas.width = box.width * fine; canvas.height = box.height * fine;
    brush.setTransform(fine, 0, 0, fine, 0, 0);
    const size = Math.max(1, Math.min(3.6, 150 / Math.sqrt(count))) * Math.min(2, Math.sqrt(view.scale)), { marks, of } = ways[colouring];
    const style = getComputedStyle(document.documentElement), ink = style.getPropertyValue("--ink"), paper = style.getPropertyValue("--paper");
    const heaps = marks.map(() => []), pale = [], gone = [];
    for (let work = 0; work < count; work += 1) (shown[work] ? (works.retracted[work] ? gone : heaps[of(work)]) : pale).push(work);
    paint(pale, style.getPropertyValue("--grid"), "disc", size * 0.8, box);
    brush.globalAlpha = 0.8;
    heaps.forEach((heap, place) => paint(heap, colour(marks[place][1]), marks[place][2], size, box));
    brush.globalAlpha = 1;
    path(box, ink, paper);
    for (const [wide, stroke] of [[4, paper], [2, colour(map.grave)]]) cross(gone, wide, stroke, Math.max(size * 1.4, 4), box);
    if (colouring === "group" && document.getElementById("names").checked) names(box, ink, paper);
  }
  function paint(heap, fill, shape, size, box) {
    brush.fillStyle = fill; brush.beginPath();
    for (const work of heap) {
      const [x, y] = spot(work, box);
      if (x > -9 && y > -9 && x < box.width + 9 && y < box.height + 9) glyphs[count > 8000 && size < 1.6 ? "square" : shape](x, y, size);
    }
    brush.fill();
  }
  function cross(heap, wide, stroke, far, box) {
    brush.lineWidth = wide; brush.strokeStyle = stroke; brush.beginPath();
    for (const work of heap) {
      const [x, y] = spot(work, box);
      brush.moveTo(x - far, y - far); brush.lineTo(x + far, y + far); brush.moveTo(x + far, y - far); brush.lineTo(x - far, y + far);
    }
    brush.stroke();
  }
  function path(box, ink, paper) {
    for (const [wide, stroke] of [[4, paper], [1.8, ink]]) {
      brush.lineWidth = wide; brush.strokeStyle = stroke; brush.fillStyle = stroke; brush.beginPath();
      for (const [cited, citing] of map.path) { brush.moveTo(...spot(cited, box)); brush.lineTo(...spot(citing, box)); }
      brush.stroke();
    }
    brush.fillStyle = ink; brush.beginPath();
    for (const [cited, citing] of map.path) {
      const [a, b] = spot(cited, box), [c, d] = spot(citing, box), turn = Math.atan2(d - b, c - a);
      brush.moveTo(c, d);
      for (const side of [-0.45, 0.45]) brush.lineTo(c - 10 * Math.cos(turn + side), d - 10 * Math.sin(turn + side));
    }
    brush.fill();
  }
  function names(box, ink, paper) {
    const half = (Math.min(box.width, box.height) / 2) * 0.95 * view.scale, taken = [];
    brush.font = "bold 13px Helvetica, Arial, sans-serif"; brush.textAlign = "center"; brush.lineJoin = "round";
    for (const [lines, across, down] of map.names) {
      const wide = Math.max(...lines.map((line) => brush.measureText(line).width)) / 2 + 2, high = lines.length * 8;
      const there = [box.width / 2 + (across - view.x) * half, box.height / 2 - (down - view.y) * half];
      const free = [[0, 0], [0, 16], [0, -16], [30, 0], [-30, 0], [0, 34], [0, -34], [60, 0], [-60, 0]].find(([right, low]) => {
        const [x, y] = [there[0] + right, there[1] + low];
        return !taken.some((other) => x - wide < other[2] && other[0] < x + wide && y - high < other[3] && other[1] < y + high);
      });
      if (!free) continue; // there is no room: nearer there will be
      const [x, y] = [there[0] + free[0], there[1] + free[1]];
      taken.push([x - wide, y - high, x + wide, y + high]);
      lines.forEach((line, place) => {
        const base = y + 4 + (place - (lines.length - 1) / 2) * 16;
        brush.strokeStyle = paper; brush.lineWidth = 4; brush.strokeText(line, x, base);
        brush.fillStyle = ink; brush.fillText(line, x, base);
      });
    }
  }
  const redraw = () => { if (!waiting) { waiting = true; requestAnimationFrame(draw); } };

  function zoom(factor, at) {
    const box = stage.getBoundingClientRect(), scale = Math.min(200, Math.max(0.5, view.scale * factor));
    const half = (Math.min(box.width, box.height) / 2) * 0.95, [x, y] = at || [box.width / 2, box.height / 2];
    view.x += (x - box.width / 2) / half * (1 / view.scale - 1 / scale);
    view.y -= (y - box.height / 2) / half * (1 / view.scale - 1 / scale);
    view.scale = scale; redraw();
  }
  function move(x, y) {
    const box = stage.getBoundingClientRect(), half = (Math.min(box.width, box.height) / 2) * 0.95 * view.scale;
    view.x -= x / half; view.y += y / half; redraw();
  }
  const whole = () => { Object.assign(view, { x: 0, y: 0, scale: map.whole }); redraw(); };

  function nearest(x, y) {
    const box = stage.getBoundingClientRect();
    let best = -1, least = 14 * 14;
    for (let work = 0; work < count; work += 1) {
      if (!shown[work]) continue;
      const [a, b] = spot(work, box), far = (a - x) ** 2 + (b - y) ** 2;
      if (far < least) { least = far; best = work; }
    }
    return best;
  }
  function tell(event) {
    const box = stage.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top, work = nearest(x, y);
    hint.hidden = work < 0;
    if (work < 0) return;
    hint.textContent = sentence(work);
    hint.style.left = `${Math.min(x + 14, box.width - hint.offsetWidth - 4)}px`;
    hint.style.top = `${Math.min(y + 14, box.height - hint.offsetHeight - 4)}px`;
  }
  const standing = (work) => map.statuses[works.status[work]];
  const sentence = (work) => [works.retracted[work] ? "RETRACTED." : "", `${works.title[work]}.`, works.authors[work], works.year[work] || "", works.group[work] < 0 ? map.none : map.groups[works.group[work]].label].filter(Boolean).join(" ");

  const fingers = new Map();
  canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); fingers.set(event.pointerId, event); });
  canvas.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return tell(event);
    hint.hidden = true;
    const others = [...fingers.values()].filter((one) => one.pointerId !== event.pointerId);
    if (others.length) {
      const far = (one) => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY), box = stage.getBoundingClientRect();
      zoom(far(event) / Math.max(1, far(before)), [(event.clientX + others[0].clientX) / 2 - box.left, (event.clientY + others[0].clientY) / 2 - box.top]);
    } else move(event.clientX - before.clientX, event.clientY - before.clientY);
    fingers.set(event.pointerId, event);
  });
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, (event) => fingers.delete(event.pointerId));
  canvas.addEventListener("pointerleave", () => { hint.hidden = true; });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 400), [event.clientX - box.left, event.clientY - box.top]);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const keys = { ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60), "+": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: whole };
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault(); keys[event.key]();
  });
  for (const [id, act] of [["nearer", () => zoom(1.5)], ["farther", () => zoom(1 / 1.5)], ["whole", whole]]) document.getElementById(id).addEventListener("click", act);
  document.getElementById("names").addEventListener("change", redraw);
  document.getElementById("colour").addEventListener("change", (event) => { colouring = event.target.value; group = null; choose(); });
  document.getElementById("words").addEventListener("input", (event) => { words = plain(event.target.value).split(/\s+/).filter(Boolean); choose(); });

  function choose() {
    const { of, marks } = ways[colouring];
    let found = 0;
    for (let work = 0; work < count; work += 1) {
      shown[work] = (group === null || of(work) === group || (group === marks.length && works.retracted[work])) && words.every((word) => texts[work].includes(word)) ? 1 : 0;
      found += shown[work];
    }
    first = 0;
    said.textContent = found === count ? `All ${count.toLocaleString("en")} works are shown.` : `${found.toLocaleString("en")} of ${count.toLocaleString("en")} works are shown.`;
    legend(); table(); redraw();
  }
  function legend() {
    const { marks, of } = ways[colouring], counts = marks.map(() => 0), list = document.getElementById("legend");
    for (let work = 0; work < count; work += 1) counts[of(work)] += 1;
    counts.push(works.retracted.reduce((sum, one) => sum + one, 0));
    const rows = [...marks, ["retracted, whatever the colour", map.grave, "cross"]];
    list.replaceChildren(...rows.flatMap(([label, pair, shape], place) => {
      if (!counts[place]) return [];
      const row = document.createElement("li"), button = document.createElement("button"), drawn = document.createElement("span");
      drawn.innerHTML = `<svg viewBox="-8 -8 16 16" aria-hidden="true"><path d="M0 0${map.glyphs[shape]}" fill="${colour(pair)}" fill-rule="evenodd"/></svg>`;
      button.type = "button"; button.dataset.place = place; button.setAttribute("aria-pressed", String(group === place));
      const text = document.createElement("span"), number = document.createElement("span");
      text.textContent = label; number.textContent = counts[place].toLocaleString("en");
      button.append(drawn, text, number);
      button.addEventListener("click", () => { group = group === place ? null : place; choose(); list.querySelector(`[data-place="${place}"]`)?.focus(); });
      row.append(button);
      return [row];
    }));
  }
  function table() {
    const rows = [];
    let seen = 0;
    for (let work = 0; work < count; work += 1) {
      if (!shown[work]) continue;
      if (seen >= first && seen < first + page) rows.push(line(work));
      seen += 1;
    }
    document.getElementById("rows").replaceChildren(...rows);
    document.getElementById("part").textContent = seen ? `Works ${(first + 1).toLocaleString("en")} to ${Math.min(first + page, seen).toLocaleString("en")} of ${seen.toLocaleString("en")}` : "No work is shown.";
    document.getElementById("before").disabled = first === 0;
    document.getElementById("after").disabled = first + page >= seen;
  }
  function line(work) {
    const row = document.createElement("tr"), address = works.address[work];
    const cells = [works.title[work], works.authors[work], works.year[work] || "", works.group[work] < 0 ? map.none : map.groups[works.group[work]].label, map.outcomes[works.outcome[work]][0], standing(work)];
    row.append(...cells.map((text, place) => {
      const cell = document.createElement(place ? "td" : "th");
      if (!place) cell.scope = "row";
      if (!place && address) {
        const link = document.createElement("a");
        link.href = address; link.rel = "noreferrer"; link.textContent = text; link.style.color = "inherit";
        cell.append(link);
      } else cell.textContent = text;
      return cell;
    }));
    return row;
  }
  document.getElementById("before").addEventListener("click", () => { first = Math.max(0, first - page); table(); });
  document.getElementById("after").addEventListener("click", () => { first += page; table(); });
  new ResizeObserver(redraw).observe(stage);
  dark.addEventListener("change", choose);
  document.getElementById("drawn").hidden = false;
  whole(); choose();
})();
