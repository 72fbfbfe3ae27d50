// What is drawn over the works: the names of topics, the main path, what a pointer or the keyboard is on, a lasso.
"use strict";

import { state } from "./map_programs.js";

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Helvetica, Arial, sans-serif";
const LONGEST = 22; // letters in a line of a label
const FAR = 0.3; // of the window that names are moved by before those beyond its edge are drawn too
const CLOSE = 90; // pixels from the middle of its works within which a name may stand beside them

export class Overlay {
  constructor(view, colours) {
    this.view = view;
    this.colours = colours;
    // A canvas of our own, which sigma does not clear: while the map is only moved it is moved along as it is.
    view.sigma.createCanvasContext("over", { beforeLayer: "mouse" });
    view.sigma.resize(true);
    this.canvas = view.sigma.getCanvases().over;
    this.context = view.sigma.canvasContexts.over;
    this.drawn = null; // where the middle of the map was, and how near it, when this was drawn; null: it is old
    this.labels = view.works.groups.filter((group) => group.x !== null).map((group) => ({
      ...group, lines: broken(group.label), wide: null, reach: reach(view.works, group),
    }));
    this.named = true;
    this.path = true;
    this.pointed = -1; // the work a pointer or the keyboard is on
    this.opened = -1; // the work the panel is about
    this.link = null; // the two ends of the link that is open
    this.lasso = null;
    view.sigma.on("afterRender", () => this.draw());
  }

  change(changes) {
    Object.assign(this, changes);
    this.drawn = null;
    this.view.sigma.scheduleRender();
  }

  draw() {
    const { context, view } = this;
    const { x, y } = view.sigma.graphToViewport({ x: 0, y: 0 });
    const { ratio } = view.camera.getState();
    const { width, height } = view.sigma.getDimensions();
    if (state.moving && this.drawn?.ratio === ratio) {
      const [across, down] = [x - this.drawn.x, y - this.drawn.y];
      if (Math.abs(across) < width * FAR && Math.abs(down) < height * FAR) {
        this.canvas.style.transform = `translate(${across}px, ${down}px)`;
        return;
      }
    }
    this.drawn = { x, y, ratio };
    this.canvas.style.transform = "none";
    context.clearRect(0, 0, width, height);
    this.paper = this.colours.text("--paper");
    this.ink = this.colours.text("--ink");
    this.accent = this.colours.text("--accent");
    context.save();
    context.lineJoin = "round";
    if (this.path) this.drawPath();
    if (this.named) this.drawLabels();
    if (this.path) this.drawSteps();
    if (this.link) this.drawLine(...this.link.map((work) => this.view.where(work)), 3);
    if (this.opened >= 0) this.drawRing(this.opened, 9, 3);
    if (this.pointed >= 0) this.drawPointed();
    if (this.lasso?.length > 1) this.drawLasso();
    context.restore();
  }

  // Larger groups first: in the middle of its works, or below, above or beside them where they are few and close. A
  // name that would lie on another waits until one comes nearer.
  drawLabels() {
    const { context, view } = this;
    const { width } = view.sigma.getDimensions();
    const size = width < 500 ? 12 : 13.5;
    const pixel = view.pixel();
    const taken = [];
    context.font = `600 ${size}px ${FONT}`;
    for (const label of this.labels) {
      label.wide ??= Math.max(...label.lines.map((line) => context.measureText(line).width));
      const { x, y } = view.sigma.graphToViewport(label);
      const [half, tall] = [label.wide / 2 + 6, (label.lines.length * size * 1.2) / 2 + 3];
      const inside = (at) => Math.min(Math.max(at, half), width - half);
      if (Math.abs(inside(x) - x) > half) continue;
      const [reach, far] = [label.reach / pixel, inside(x)];
      const beside = reach + tall;
      const places = beside < CLOSE
        ? [[far, y + beside], [far, y - beside], [inside(x + reach + half), y], [inside(x - reach - half), y],
          [inside(x + half), y + beside], [inside(x - half), y + beside]]
        : [[far, y]];
      const free = ([across, down]) => !taken.some(
        ([at, up, wide, high]) => Math.abs(at - across) < wide + half && Math.abs(up - down) < high + tall,
      );
      const place = places.find(free);
      if (!place) continue;
      const [across, down] = place;
      taken.push([across, down, half, tall]);
      this.drawName(label, across, down, size);
    }
  }

  // A name is written once and then copied: letters with an edge around them are slow to draw.
  drawName(label, x, y, size) {
    const { pixelRatio } = this.view.sigma.getRenderParams();
    const key = `${size} ${pixelRatio} ${this.ink} ${this.paper}`;
    if (label.key !== key) [label.key, label.picture] = [key, this.written(label.lines, label.wide, size, pixelRatio)];
    const [width, height] = [label.picture.width / pixelRatio, label.picture.height / pixelRatio];
    const at = [x - width / 2, y - height / 2].map((edge) => Math.round(edge * pixelRatio) / pixelRatio);
    this.context.drawImage(label.picture, ...at, width, height);
  }

  written(lines, wide, size, pixelRatio) {
    const picture = document.createElement("canvas");
    [picture.width, picture.height] = [wide + 8, lines.length * size * 1.2 + 8].map((long) => Math.ceil(long * pixelRatio));
    const context = picture.getContext("2d");
    context.scale(pixelRatio, pixelRatio);
    Object.assign(context, { textAlign: "center", textBaseline: "middle", font: `600 ${size}px ${FONT}`, lineJoin: "round", lineWidth: 4 });
    lines.forEach((line, place) => {
      const down = 4 + (place + 0.5) * size * 1.2;
      Object.assign(context, { strokeStyle: this.paper, globalAlpha: 0.85 });
      context.strokeText(line, wide / 2 + 4, down);
      Object.assign(context, { fillStyle: this.ink, globalAlpha: 1 });
      context.fillText(line, wide / 2 + 4, down);
    });
    return picture;
  }

  // Steps with arrows from the older work to the newer one, numbered as in the table.
  drawPath() {
    const { context, view } = this;
    context.globalAlpha = 0.9;
    for (const [one, other] of view.works.path) this.drawLine(view.where(one), view.where(other), 2.5, true);
    context.globalAlpha = 1;
  }

  drawSteps() {
    const { context, view } = this;
    const numbers = new Map();
    for (const work of view.works.path.flat()) if (!numbers.has(work)) numbers.set(work, numbers.size + 1);
    context.font = `600 11px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const taken = []; // where steps lie close, a number would hide others: a dot then, until one comes nearer
    for (const [work, number] of numbers) {
      const { x, y } = view.where(work);
      const free = taken.every((at) => Math.hypot(at.x - x, at.y - y) > 18);
      if (free) taken.push({ x, y });
      context.beginPath();
      context.arc(x, y, free ? 8.5 : 3.5, 0, Math.PI * 2);
      context.fillStyle = this.paper;
      context.fill();
      context.lineWidth = 2;
      context.strokeStyle = this.accent;
      context.stroke();
      context.fillStyle = this.ink;
      if (free) context.fillText(number, x, y + 0.5);
    }
  }

  drawLine(from, to, thick, arrow = false) {
    const { context } = this;
    for (const [colour, wide] of [[this.paper, thick + 2.5], [this.accent, thick]]) {
      context.strokeStyle = colour;
      context.lineWidth = wide;
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.stroke();
    }
    const [across, down] = [to.x - from.x, to.y - from.y];
    const long = Math.hypot(across, down);
    if (!arrow || long < 40) return;
    const turn = Math.atan2(down, across);
    context.fillStyle = this.accent;
    context.beginPath();
    for (const [back, side] of [[9, 0], [19, 5.5], [19, -5.5]]) {
      context.lineTo(
        to.x - back * Math.cos(turn) - side * Math.sin(turn),
        to.y - back * Math.sin(turn) + side * Math.cos(turn),
      );
    }
    context.fill();
  }

  drawRing(work, radius, thick) {
    const { x, y } = this.view.where(work);
    const { context } = this;
    for (const [colour, wide] of [[this.paper, thick + 3], [this.ink, thick]]) {
      context.beginPath();
      context.arc(x, y, radius, 0, Math.PI * 2);
      context.strokeStyle = colour;
      context.lineWidth = wide;
      context.stroke();
    }
  }

  // The title and year beside the work, on paper, inside the window.
  drawPointed() {
    const { context, view } = this;
    const { works } = view;
    this.drawRing(this.pointed, 8, 2.5);
    const { x, y } = view.where(this.pointed);
    const { width, height } = view.sigma.getDimensions();
    const words = `${works.isRetracted(this.pointed) ? "RETRACTED: " : ""}${works.title(this.pointed)}`;
    context.font = `500 13px ${FONT}`;
    const lines = [...broken(words, Math.max(24, Math.min(52, Math.floor(width / 9))), 3), `${works.year[this.pointed] || "year not known"}`];
    const wide = Math.max(...lines.map((line) => context.measureText(line).width)) + 20;
    const tall = lines.length * 18 + 12;
    const left = Math.max(4, Math.min(x + 14, width - wide - 4));
    const top = y + 16 + tall > height ? y - 14 - tall : y + 14;
    context.beginPath();
    context.roundRect(left, top, wide, tall, 6);
    context.fillStyle = this.paper;
    context.fill();
    context.strokeStyle = this.colours.text("--edge");
    context.lineWidth = 1;
    context.stroke();
    context.fillStyle = this.ink;
    context.textAlign = "left";
    context.textBaseline = "middle";
    lines.forEach((line, place) => context.fillText(line, left + 10, top + 15 + place * 18));
  }

  drawLasso() {
    const { context } = this;
    context.beginPath();
    for (const [x, y] of this.lasso) {
      const at = this.view.sigma.graphToViewport({ x, y });
      context.lineTo(at.x, at.y);
    }
    context.closePath();
    context.globalAlpha = 0.1;
    context.fillStyle = this.accent;
    context.fill();
    context.globalAlpha = 1;
    context.setLineDash([6, 4]);
    context.lineWidth = 2;
    context.strokeStyle = this.accent;
    context.stroke();
    context.setLineDash([]);
  }
}

// How far most of a group's works lie from its middle, on the map.
function reach(works, group) {
  const far = [];
  works.groupOf.forEach((of, work) => {
    if (of === group.place) far.push(Math.hypot(works.x[work] - group.x, works.y[work] - group.y));
  });
  far.sort((one, other) => one - other);
  return far[Math.floor(far.length * 0.75)] ?? 0;
}

// Words in lines of about the same length; what does not fit into `most` lines is left out and said to be, but
// for what tells a group from others of its name: it stands behind a colon.
function broken(text, longest = LONGEST, most = 3) {
  const lines = [""];
  for (const part of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + 1 + part.length > longest) lines.push(part);
    else lines[lines.length - 1] = last ? `${last} ${part}` : part;
  }
  if (lines.length <= most) return lines;
  const own = /^.*?: (.+)$/.exec(text)?.[1] ?? "";
  const fits = own && own.length + 2 <= longest;
  return [...lines.slice(0, most - 1), fits ? `… ${own}` : `${lines[most - 1]} …`];
}
