// The works of a map, by column, and what lies where. A work is called by its place in these columns.
"use strict";

const FINE = 10000; // as in synth/web/plotting.py
const CELLS = 96; // in each direction, for finding what is near

export class Works {
  constructor(answer) {
    this.group = answer.group; // what its groups are called in an address: topic, community
    this.ids = answer.works;
    this.count = answer.works.length;
    this.x = Float32Array.from(answer.x, (x) => x / FINE);
    this.y = Float32Array.from(answer.y, (y) => y / FINE);
    this.year = Int16Array.from(answer.year); // 0: not known
    this.cited = Uint32Array.from(answer.cited);
    this.groups = answer.groups.map(([id, label, works, x, y], place) => ({
      id, label, works, place, x: x === null ? null : x / FINE, y: y === null ? null : y / FINE,
    }));
    this.groupOf = Int16Array.from(answer.groupOf); // -1: in none
    this.also = answer.also; // of each group the works that belong to it beside their own
    this.statuses = answer.statuses;
    this.statusOf = Uint8Array.from(answer.statusOf);
    this.outcomes = answer.outcomes;
    this.outcomeOf = Uint8Array.from(answer.outcomeOf);
    this.professions = answer.professions;
    this.professionsOf = Int32Array.from(answer.professionsOf); // a bit for each profession
    this.path = answer.path;
    this.retracted = answer.statuses.indexOf("retracted");
    this.titles = null;
    this.grid = new Grid(this.x, this.y);
  }

  title(work) {
    return this.titles?.[work] || this.ids[work];
  }

  isRetracted(work) {
    return this.statusOf[work] === this.retracted;
  }

  // "2019 · Mentoring in rural practice · included", and what a reader must not miss in plain words.
  about(work, words) {
    const group = this.groupOf[work] < 0 ? words.none : this.groups[this.groupOf[work]].label;
    const status = this.statuses[this.statusOf[work]];
    const outcome = this.outcomes[this.outcomeOf[work]];
    return [
      this.isRetracted(work) ? "RETRACTED" : "",
      this.year[work] || "year not known",
      group,
      outcome === "open" ? "" : words.outcomes[outcome],
      status === "concern" || status === "corrected" ? words.statuses[status] : "",
    ].filter(Boolean).join(" · ");
  }

  // The works of these that are cited most here, the first first; the newer where two are cited alike.
  foremost(works, most) {
    const ordered = Array.from(works).sort(
      (one, other) => this.cited[other] - this.cited[one] || this.year[other] - this.year[one] || one - other,
    );
    return ordered.slice(0, most);
  }
}

// Which works lie in which cell of a grid over the map: cells are lists one behind the other in `members`.
class Grid {
  constructor(xs, ys) {
    this.xs = xs;
    this.ys = ys;
    this.starts = new Uint32Array(CELLS * CELLS + 1);
    const cells = Uint32Array.from(xs, (x, work) => cell(x) + CELLS * cell(ys[work]));
    for (const one of cells) this.starts[one + 1] += 1;
    for (let one = 0; one < CELLS * CELLS; one += 1) this.starts[one + 1] += this.starts[one];
    const next = this.starts.slice();
    this.members = new Uint32Array(xs.length);
    cells.forEach((one, work) => {
      this.members[next[one]] = work;
      next[one] += 1;
    });
  }

  // The works in a box of the map, and some beside it.
  *near(left, bottom, right, top) {
    for (let row = cell(bottom); row <= cell(top); row += 1) {
      const first = this.starts[row * CELLS + cell(left)];
      const last = this.starts[row * CELLS + cell(right) + 1];
      for (let place = first; place < last; place += 1) yield this.members[place];
    }
  }

  // The nearest work within a radius that is shown; -1: there is none.
  nearest(x, y, radius, shown) {
    let best = -1;
    let far = radius * radius;
    for (const work of this.near(x - radius, y - radius, x + radius, y + radius)) {
      const distance = (this.xs[work] - x) ** 2 + (this.ys[work] - y) ** 2;
      if (distance <= far && shown[work]) [best, far] = [work, distance];
    }
    return best;
  }

  // The shown works inside a polygon, by the even-odd rule, as the macro inside() of the warehouse has it.
  inside(polygon, shown) {
    const xs = polygon.map(([x]) => x);
    const ys = polygon.map(([, y]) => y);
    const found = [];
    for (const work of this.near(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))) {
      if (shown[work] && holds(polygon, this.xs[work], this.ys[work])) found.push(work);
    }
    return found;
  }
}

const cell = (at) => Math.max(0, Math.min(CELLS - 1, Math.floor(((at + 1) / 2) * CELLS)));

export function holds(polygon, x, y) {
  let within = false;
  for (let place = 0, before = polygon.length - 1; place < polygon.length; before = place, place += 1) {
    const [x1, y1] = polygon[place];
    const [x2, y2] = polygon[before];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
  }
  return within;
}
