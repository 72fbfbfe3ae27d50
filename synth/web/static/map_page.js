// The page of a map: puts the works, the window onto them, the form, the legend and the lists together.
"use strict";

import { Filters } from "./map_filters.js";
import { Lasso, written } from "./map_lasso.js";
import { Legend } from "./map_legend.js";
import { MapLinks } from "./map_links.js";
import { Colours, marked, painted } from "./map_marks.js";
import { Overlay } from "./map_overlay.js";
import { Panel } from "./map_panel.js";
import { state } from "./map_programs.js";
import { View } from "./map_view.js";
import { Works } from "./map_works.js";

const PAUSE = 250; // milliseconds without a key before what is typed is searched for
const KINDS = ["direct", "co-citation", "coupling"];
const part = (name) => document.getElementById(`map-${name}`);

class MapPage {
  constructor(frame, works, words) {
    this.frame = frame;
    this.works = works;
    this.words = words;
    this.stage = part("stage");
    this.colours = new Colours(frame);
    this.chosen = null; // of each work whether it is; null: nothing was chosen
    this.view = new View(this.stage, works);
    this.overlay = new Overlay(this.view, this.colours);
    this.filters = new Filters(part("form"), works, (text) => this.ask("found", { words: text }));
    this.links = new MapLinks(this.view, (query) => this.ask("links", query));
    this.legend = new Legend(part("legend"), (choose, label) => this.press(choose, label));
    this.panel = new Panel({
      works,
      words,
      parts: Object.fromEntries(["list", "heading", "items", "more", "all", "opened"].map((name) => [name, part(name)])),
      to: frame.dataset,
      pointed: (work) => this.point(work, true),
    });
    this.lasso = new Lasso(this.stage, this.view, {
      drawn: (corners) => this.overlay.change({ lasso: corners }),
      closed: (corners) => this.surround(corners),
    });
  }

  async ask(what, query = {}) {
    const answer = await fetch(`${this.frame.dataset.answers}${what}?${new URLSearchParams(query)}`);
    if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
    return answer.json();
  }

  say(words) {
    part("said").textContent = words;
  }

  async start() {
    this.filters.read(location.search);
    this.listen();
    await this.refresh();
    this.works.titles = await this.ask("titles"); // after the first picture, as it is as much again
    if (this.filters.narrow) this.show();
    this.frame.dataset.ready = "yes";
  }

  // The form has changed: draw what it lets through, and say how many that are.
  async refresh() {
    this.unchoose();
    const shown = await this.filters.shown();
    this.view.shown = shown;
    this.repaint();
    const count = shown.reduce((sum, one) => sum + one, 0);
    this.say(`${count.toLocaleString("en")} of ${this.works.count.toLocaleString("en")} works are drawn in colour.`);
    history.replaceState(null, "", `${location.pathname}${this.filters.narrow ? `?${this.filters.query()}` : ""}${location.hash}`);
  }

  repaint() {
    const { works, view, colours } = this;
    state.paper = colours.of("--paper").map((value) => value / 255);
    this.marks = marked(works, part("colour").value, this.words);
    const narrow = this.stage.offsetWidth < 500;
    view.paint(painted(works, this.marks, { shown: view.shown, chosen: this.chosen, colours, narrow }));
    this.legend.show(this.marks, view.shown, colours, this.filters);
  }

  // List what the form lets through.
  show() {
    if (!this.filters.narrow) {
      this.panel.unlist();
      return;
    }
    const works = Array.from(this.works.ids.keys()).filter((work) => this.view.shown[work]);
    this.panel.list(`${works.length.toLocaleString("en")} works found`, works, this.filters.query());
  }

  async press(choose, label) {
    this.filters.set(choose);
    await this.refresh();
    this.show();
    this.legend.focus(this.marks.entries.find((entry) => entry.label === label)?.key);
  }

  // Works inside a line drawn on the map, or in the window.
  surround(corners, heading = "inside your line") {
    const works = this.works.grid.inside(corners, this.view.shown);
    const query = this.filters.query();
    query.append("map", this.frame.dataset.map);
    query.append("lasso", written(corners));
    this.chosen = new Uint8Array(this.works.count);
    for (const work of works) this.chosen[work] = 1;
    this.overlay.change({ lasso: corners });
    this.repaint();
    this.panel.list(`${works.length.toLocaleString("en")} works ${heading}`, works, query);
    this.say(`${works.length.toLocaleString("en")} works are chosen.`);
    this.lassoing(false);
    part("heading").focus();
  }

  unchoose() {
    if (!this.chosen) return;
    this.chosen = null;
    this.overlay.change({ lasso: null });
    this.panel.unlist();
  }

  clear() {
    this.lassoing(false);
    this.unchoose();
    this.close();
    this.repaint();
  }

  lassoing(on) {
    this.lasso.turn(on);
    part("lasso").setAttribute("aria-pressed", String(on));
    if (on) this.say("Draw around the works you want with a pointer held down.");
  }

  point(work, follow = false) {
    if (follow && work >= 0) this.view.show(work);
    if (work !== this.overlay.pointed) this.overlay.change({ pointed: work });
  }

  async open(work) {
    this.overlay.change({ opened: work, link: null });
    this.panel.open(work);
    if (this.frame.dataset.map !== "citations") return;
    const links = await this.links.of(work, KINDS);
    if (this.overlay.opened === work) this.panel.open(work, links);
  }

  openLink(place) {
    const { one, other, shared } = this.links.columns;
    this.overlay.change({ opened: -1, link: [one[place], other[place]] });
    this.panel.openLink(this.links.kind, one[place], other[place], shared[place]);
  }

  close() {
    this.overlay.change({ opened: -1, link: null });
    this.panel.close();
  }

  listen() {
    const { sigma } = this.view;
    sigma.on("enterNode", ({ node }) => this.point(Number(node)));
    sigma.on("leaveNode", () => this.point(-1));
    sigma.on("clickNode", ({ node }) => this.open(Number(node)));
    sigma.on("clickStage", ({ event }) => {
      const place = this.links.at(event);
      if (place < 0) this.close();
      else this.openLink(place);
    });
    this.stage.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !this.view.key(event.key)) return;
      event.preventDefault();
    });
    this.frame.addEventListener("keydown", (event) => event.key === "Escape" && this.clear());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.turnDark());
    this.listenToForm();
    this.listenToButtons();
  }

  listenToForm() {
    const form = part("form");
    form.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.refresh().then(() => this.show()), PAUSE);
    });
    form.addEventListener("reset", () => setTimeout(() => this.refresh().then(() => this.show())));
    part("colour").addEventListener("input", (event) => {
      event.stopPropagation();
      this.repaint();
    });
  }

  listenToButtons() {
    const does = {
      in: () => this.view.zoom(1),
      out: () => this.view.zoom(-1),
      whole: () => this.view.whole(),
      lasso: () => this.lassoing(!this.lasso.on),
      window: () => this.surround(this.view.corners(), "in the window"),
      clear: () => this.clear(),
      full: () => (document.fullscreenElement ? document.exitFullscreen() : this.frame.requestFullscreen()),
    };
    for (const [name, act] of Object.entries(does)) part(name).addEventListener("click", act);
    part("names").addEventListener("change", (event) => this.overlay.change({ named: event.target.checked }));
    part("path")?.addEventListener("change", (event) => this.overlay.change({ path: event.target.checked }));
    part("kind")?.addEventListener("change", (event) => {
      this.close();
      this.links.choose(event.target.value, this.colours.of("--quiet"));
    });
  }

  turnDark() {
    this.colours = this.overlay.colours = new Colours(this.frame);
    this.links.recolour(this.colours.of("--quiet"));
    this.repaint();
  }
}

// Read the works and draw them into the frame; raises what goes wrong.
export async function begin(frame) {
  const words = JSON.parse(frame.dataset.words);
  const answer = await fetch(`${frame.dataset.answers}points`);
  if (!answer.ok) throw new Error(`points: ${answer.status}`);
  const works = new Works(await answer.json());
  part("missing").hidden = true;
  for (const hidden of frame.querySelectorAll("[data-script]")) hidden.hidden = false;
  await new MapPage(frame, works, words).start();
}
