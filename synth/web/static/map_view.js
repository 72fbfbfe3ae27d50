// The window onto a map: sigma with our programs, how it is moved by keys and buttons, and where a pointer is.
"use strict";

import { Links, Nothing, Works as WorksProgram, state } from "./map_programs.js";
import { pack } from "./map_marks.js";

const REST = 180; // milliseconds without a movement after which everything is drawn sharply again
const REACH = 12; // pixels from a work within which a pointer means it
const STEP = 0.12; // of the window that an arrow key moves by
const HALF = 1.06; // of the map, with an edge around it
const FACTOR = 1.5; // that one step zooms by
const DRAWN_ON = new Set(["nodes", "over"]);
const quick = matchMedia("(prefers-reduced-motion: reduce)");

export class View {
  constructor(stage, works) {
    this.stage = stage;
    this.works = works;
    this.shown = new Uint8Array(works.count).fill(1);
    this.graph = new window.graphology.Graph({ type: "undirected", allowSelfLoops: false });
    for (let work = 0; work < works.count; work += 1) this.graph.addNode(work, { x: works.x[work], y: works.y[work] });
    const lasts = quick.matches ? 1 : undefined; // sigma divides by it, so not 0
    this.sigma = new window.Sigma(this.graph, stage, {
      nodeProgramClasses: { work: WorksProgram },
      nodeHoverProgramClasses: { work: Nothing },
      edgeProgramClasses: { link: Links },
      defaultNodeType: "work",
      defaultEdgeType: "link",
      renderLabels: false,
      allowInvalidContainer: true, // while a page is printed or laid out anew the window may have no width
      stagePadding: 0,
      enableCameraRotation: false,
      minCameraRatio: 0.01,
      maxCameraRatio: 2,
      ...(lasts && { zoomDuration: lasts, inertiaDuration: lasts, doubleClickZoomingDuration: lasts }),
    });
    // What sigma would draw on canvases of their own is drawn on two; it clears them all in each frame, so the
    // others are one pixel, which the style sheet hides.
    this.sigma.on("resize", () => this.shrink());
    this.shrink();
    // Nothing is drawn a second time to be picked from; what is near a pointer is looked up.
    this.sigma.pickingLayers.clear();
    this.sigma.getNodeAtPosition = (at) => {
      const work = this.workAt(at);
      return work < 0 ? null : String(work);
    };
    // The whole map is from -1 to 1, whatever works there are: places must not move with them.
    this.sigma.setCustomBBox({ x: [-HALF, HALF], y: [-HALF, HALF] });
    this.sigma.refresh();
    this.camera = this.sigma.getCamera();
    this.camera.setState(this.home());
    this.camera.on("updated", () => this.moved());
    this.listeners = [];
  }

  shrink() {
    for (const [name, canvas] of Object.entries(this.sigma.getCanvases())) {
      if (!DRAWN_ON.has(name)) [canvas.width, canvas.height] = [1, 1];
    }
  }

  // Call after every movement that has come to rest.
  onRest(listener) {
    this.listeners.push(listener);
  }

  moved() {
    state.moving = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      state.moving = false;
      this.sigma.scheduleRender();
      // The picture that the next movement moves is taken now, and not while a hand waits for it.
      this.preparing = setTimeout(() => this.prepare(), REST);
      for (const listener of this.listeners) listener();
    }, REST);
    clearTimeout(this.preparing);
  }

  prepare() {
    if (!state.moving) this.sigma.nodePrograms.work.ready(this.sigma.getRenderParams());
  }

  paint(marks) {
    state.paint(marks);
    this.sigma.scheduleRender();
    clearTimeout(this.preparing);
    this.preparing = setTimeout(() => this.prepare(), REST);
  }

  // Links as columns `one`, `other` and `strength`; those drawn before are taken away.
  link(links, colour) {
    this.graph.clearEdges();
    const strongest = Math.max(...links.strength, 0) || 1;
    links.one.forEach((one, place) => {
      const other = links.other[place];
      if (one === other || this.graph.hasEdge(one, other)) return;
      const alpha = 30 + Math.round(100 * (links.strength[place] / strongest));
      this.graph.addEdge(one, other, { packed: pack(colour, alpha), link: place });
    });
    this.sigma.refresh();
  }

  workAt({ x, y }) {
    const at = this.sigma.viewportToGraph({ x, y });
    return this.works.grid.nearest(at.x, at.y, this.pixel() * REACH, this.shown);
  }

  // How much of the map a pixel is.
  pixel() {
    const [one, other] = [0, 1].map((x) => this.sigma.viewportToGraph({ x, y: 0 }).x);
    return Math.abs(other - one);
  }

  // The corners of the window on the map.
  corners() {
    const { width, height } = this.sigma.getDimensions();
    return [[0, 0], [width, 0], [width, height], [0, height]].map(([x, y]) => {
      const at = this.sigma.viewportToGraph({ x, y });
      return [at.x, at.y];
    });
  }

  where(work) {
    return this.sigma.graphToViewport({ x: this.works.x[work], y: this.works.y[work] });
  }

  // Move so that a work is in the window, if it is not.
  show(work) {
    const { x, y } = this.where(work);
    const { width, height } = this.sigma.getDimensions();
    if (x > 20 && x < width - 20 && y > 20 && y < height - 20) return;
    const data = this.sigma.getNodeDisplayData(String(work));
    this.go({ x: data.x, y: data.y });
  }

  go(to) {
    if (quick.matches) this.camera.setState({ ...this.camera.getState(), ...to });
    else this.camera.animate(to, { duration: 200 });
  }

  zoom(steps) {
    const { ratio } = this.camera.getState();
    this.go({ ratio: this.camera.getBoundedRatio(ratio / FACTOR ** steps) });
  }

  whole() {
    this.go(this.home());
  }

  // Where the camera shows nearly all works: a few that lie apart do not make all others small.
  home() {
    const { width, height } = this.sigma.getDimensions();
    const spans = [this.works.x, this.works.y].map((places) => {
      const sorted = Float32Array.from(places).sort();
      const [first, last] = [0.01, 0.99].map((share) => sorted[Math.floor((sorted.length - 1) * share)]);
      return { middle: (first + last) / 2, long: last - first };
    });
    const [x, y] = spans.map(({ middle }) => (middle + HALF) / (2 * HALF));
    const needed = spans.map(({ long }, place) => (long / (2 * HALF) / [width, height][place]) * Math.min(width, height));
    return { x, y, ratio: Math.min(1, Math.max(0.3, Math.max(...needed) * 1.3)) };
  }

  // What a key does; says whether it does anything.
  key(name) {
    const { x, y, ratio } = this.camera.getState();
    const keys = {
      ArrowLeft: () => this.go({ x: x - STEP * ratio, y }),
      ArrowRight: () => this.go({ x: x + STEP * ratio, y }),
      ArrowUp: () => this.go({ x, y: y + STEP * ratio }),
      ArrowDown: () => this.go({ x, y: y - STEP * ratio }),
      "+": () => this.zoom(1),
      "=": () => this.zoom(1),
      "-": () => this.zoom(-1),
      0: () => this.whole(),
    };
    keys[name]?.();
    return name in keys;
  }
}
