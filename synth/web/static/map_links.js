// The links between works that are drawn: which kind, where a pointer is on one, and those of one work.
"use strict";

const REACH = 5; // pixels from a link within which a pointer means it

export class MapLinks {
  // `ask` gives links of a kind, of all works or of one.
  constructor(view, ask) {
    Object.assign(this, { view, ask, kind: "", columns: empty() });
  }

  async choose(kind, colour) {
    this.kind = kind;
    const columns = kind ? await this.ask({ kind }) : empty();
    if (this.kind !== kind) return; // something else was chosen meanwhile
    this.columns = columns;
    this.view.link(columns, colour);
  }

  // How the colour of the page changed, without asking again.
  recolour(colour) {
    if (this.kind) this.view.link(this.columns, colour);
  }

  async of(work, kinds) {
    return Promise.all(kinds.map(async (kind) => ({ kind, ...(await this.ask({ kind, work: this.view.works.ids[work] })) })));
  }

  // The place in the columns of the link that a pointer is on; -1: it is on none.
  at({ x, y }) {
    const { one, other } = this.columns;
    let best = -1;
    let far = REACH;
    for (let place = 0; place < one.length; place += 1) {
      const distance = beside(this.view.where(one[place]), this.view.where(other[place]), x, y);
      if (distance < far) [best, far] = [place, distance];
    }
    return best;
  }
}

const empty = () => ({ one: [], other: [], shared: [], strength: [] });

// How far a point is from a line between two others.
function beside(from, to, x, y) {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const square = across * across + down * down;
  const along = square ? Math.max(0, Math.min(1, ((x - from.x) * across + (y - from.y) * down) / square)) : 0;
  return Math.hypot(x - from.x - along * across, y - from.y - along * down);
}
