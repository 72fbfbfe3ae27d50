// Draw around works with a pointer: while it is on, the map stays where it is.
"use strict";

const CORNERS = 60; // as many as the address of a list takes

export class Lasso {
  // `drawn` is called with the corners as far as they are drawn, `closed` with all of them.
  constructor(stage, view, { drawn, closed }) {
    Object.assign(this, { stage, view, drawn, closed });
    this.on = false;
    this.corners = null;
    // Caught before sigma sees them, on their way down.
    stage.addEventListener("pointerdown", (event) => this.begin(event), true);
    stage.addEventListener("pointermove", (event) => this.go(event), true);
    for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, (event) => this.end(event), true);
    for (const other of ["mousedown", "mousemove", "click", "touchstart", "touchmove"]) {
      stage.addEventListener(other, (event) => this.on && event.stopPropagation(), true);
    }
  }

  turn(on) {
    this.on = on;
    this.stage.classList.toggle("lassoing", on);
  }

  at(event) {
    const box = this.stage.getBoundingClientRect();
    const { x, y } = this.view.sigma.viewportToGraph({ x: event.clientX - box.left, y: event.clientY - box.top });
    return [x, y];
  }

  begin(event) {
    if (!this.on || event.button) return;
    event.stopPropagation();
    this.stage.setPointerCapture(event.pointerId);
    this.corners = [this.at(event)];
  }

  go(event) {
    if (!this.corners) return;
    event.stopPropagation();
    const [x, y] = this.at(event);
    const [before, above] = this.corners[this.corners.length - 1];
    if (Math.hypot(x - before, y - above) > 3 * this.view.pixel()) this.corners.push([x, y]);
    this.drawn(this.corners);
  }

  end(event) {
    if (!this.corners) return;
    event.stopPropagation();
    const corners = thinned(this.corners);
    this.corners = null;
    if (corners.length > 2) this.closed(corners);
    else this.drawn(null);
  }
}

// At most CORNERS of them: every so-many-th of a long line, as a hand draws evenly.
function thinned(corners) {
  const step = Math.max(1, Math.ceil(corners.length / CORNERS));
  return corners.filter((_, place) => place % step === 0).map((corner) => corner.map((at) => Math.round(at * 1e4) / 1e4));
}

export const written = (corners) => corners.map(([x, y]) => `${x.toFixed(4)},${y.toFixed(4)}`).join(";");
