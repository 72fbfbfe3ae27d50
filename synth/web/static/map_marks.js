// How each work is marked: colour and shape by what was chosen, and the legend that says so.
"use strict";

export const SHAPES = ["disc", "square", "triangle", "diamond", "ring", "cross"]; // in the order of map_shaders.js
const CROSS = SHAPES.indexOf("cross"); // kept for retracted works, whatever else is shown
const COLOURS = 10;
const YEARS = 6; // steps of the scale of years

// Each way to colour: give the entries of the legend, and which of them each work is (-1: none of them).
const WAYS = {
  group(works, words) {
    const entries = works.groups.map((group, place) => ({
      key: group.id, label: group.label, ...distinct(place), choose: { [works.group]: group.id },
    }));
    return { entries: [...entries, rest(words.none)], of: works.groupOf };
  },
  year(works) {
    const known = Array.from(works.year).filter(Boolean).sort((one, other) => one - other);
    const firsts = [...new Set(Array.from({ length: YEARS }, (_, step) => known[Math.floor((known.length * step) / YEARS)]))];
    const entries = firsts.map((first, step) => {
      const last = step + 1 < firsts.length ? firsts[step + 1] - 1 : known[known.length - 1];
      const label = first === last ? `${first}` : `${first} to ${last}`;
      const colour = `--map-year-${Math.round((step * (YEARS - 1)) / Math.max(1, firsts.length - 1)) + 1}`;
      return { key: label, label, colour, shape: 0, choose: { since: first, until: last } };
    });
    const of = Int16Array.from(works.year, (year) => (year ? firsts.findLastIndex((first) => year >= first) : -1));
    return { entries: [...entries, rest("year not known")], of };
  },
  outcome(works, words) {
    const looks = {
      included: ["--map-yes", 0], excluded: ["--map-no", 3], conflict: ["--map-6", 2], maybe: ["--map-5", 1],
      open: ["--map-quiet", 0],
    };
    const entries = works.outcomes.map((key) => ({
      key, label: words.outcomes[key], colour: looks[key][0], shape: looks[key][1], choose: { outcome: key },
    }));
    return { entries, of: works.outcomeOf };
  },
  status(works, words) {
    const looks = {
      retracted: ["--map-no", CROSS], concern: ["--map-5", 3], corrected: ["--map-1", 1],
      clean: ["--map-quiet", 0], unknown: ["--map-rest", 4],
    };
    const entries = works.statuses.map((key) => ({
      key, label: words.statuses[key], colour: looks[key][0], shape: looks[key][1], choose: { status: key },
    }));
    return { entries, of: works.statusOf };
  },
  profession(works) {
    const entries = works.professions.map((name, place) => ({
      key: name, label: name, ...distinct(place), choose: { profession: name },
    }));
    const several = { key: "several", label: "several professions", colour: "--map-quiet", shape: 4 };
    const of = Int16Array.from(works.professionsOf, (bits) => {
      if (!bits) return -1;
      return bits & (bits - 1) ? entries.length : Math.log2(bits >>> 0);
    });
    return { entries: [...entries, several, rest("no profession named")], of };
  },
};

// Colours come again in another shape, so that fifty groups can be told apart.
const distinct = (place) => ({ colour: `--map-${(place % COLOURS) + 1}`, shape: Math.floor(place / COLOURS) % 5 });
const rest = (label) => ({ key: "", label, colour: "--map-rest", shape: 0 });

// The legend's entries with their counts, and of each work which it is; the last entry is for those of none.
export function marked(works, way, words) {
  const { entries, of } = WAYS[way](works, words);
  const last = entries.length - 1;
  const entryOf = Int16Array.from(of, (entry) => (entry < 0 ? last : entry));
  return { entries, entryOf };
}

export const WAYS_KNOWN = Object.keys(WAYS);

// Works by entry among those that are shown.
export function counted(entries, entryOf, shown) {
  const counts = new Uint32Array(entries.length);
  for (let work = 0; work < entryOf.length; work += 1) if (shown[work]) counts[entryOf[work]] += 1;
  return counts;
}

// What the works' program paints: sizes in pixels, colours, shapes, and the order of drawing: what is filtered
// out at the bottom and pale, retracted works on top.
export function painted(works, { entries, entryOf }, { shown, chosen, colours, narrow }) {
  const { count } = works;
  // Of very many, some of what lies below shines through.
  const packed = entries.map(({ colour }) => pack(colours.of(colour), colours.strength - (count > 20000 ? 50 : 0)));
  const pale = pack(colours.of("--map-pale"), colours.paleness);
  const cross = pack(colours.of("--map-no"), 255);
  const size = (count > 20000 ? 1.5 : count > 4000 ? 2.6 : 4.2) * (narrow ? 0.65 : 1);
  const sizes = new Float32Array(count);
  const paint = new Float32Array(count);
  const shapes = new Float32Array(count);
  const layers = [[], [], []];
  for (let work = 0; work < count; work += 1) {
    const out = !shown[work] || (chosen && !chosen[work]);
    const retracted = works.isRetracted(work);
    const grown = 1 + 0.22 * Math.log10(1 + works.cited[work]);
    sizes[work] = size * (out ? 0.8 : retracted ? 1.5 : grown);
    paint[work] = out ? pale : retracted ? cross : packed[entryOf[work]];
    shapes[work] = retracted ? CROSS : out ? 0 : entries[entryOf[work]].shape;
    layers[out ? 0 : retracted ? 2 : 1].push(work);
  }
  return { sizes, colours: paint, shapes, order: Uint32Array.from(layers.flat()) };
}

const bytes = new Uint8Array(4);
const word = new Float32Array(bytes.buffer);

// Four bytes as one float, as the card reads them; an alpha of 255 would make it no number.
export function pack([red, green, blue], alpha) {
  bytes.set([red, green, blue, Math.min(254, alpha)]);
  return word[0];
}

// The colours of the page as it is now, light or dark: the style sheet is the only place that knows them.
export class Colours {
  constructor(element) {
    this.style = getComputedStyle(element);
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    this.strength = dark ? 235 : 225;
    this.paleness = dark ? 150 : 165;
  }

  text(name) {
    return this.style.getPropertyValue(name).trim();
  }

  of(name) {
    const hex = this.text(name);
    return [1, 3, 5].map((place) => Number.parseInt(hex.slice(place, place + 2), 16));
  }
}

const SVG = "http" + "://www.w3.org/2000/svg"; // a name, not an address
const DRAWN = {
  disc: ["circle", { cx: 8, cy: 8, r: 5.5 }],
  square: ["rect", { x: 3, y: 3, width: 10, height: 10 }],
  triangle: ["path", { d: "M8 2.2 14.2 13H1.8z" }],
  diamond: ["path", { d: "M8 1.5 14.5 8 8 14.5 1.5 8z" }],
  ring: ["circle", { cx: 8, cy: 8, r: 4.5, fill: "none", "stroke-width": 3 }],
  cross: ["path", { d: "M3 3l10 10M13 3 3 13", fill: "none", "stroke-width": 3.4 }],
};

// A mark as the legend shows it.
export function swatch(shape, colour) {
  const svg = document.createElementNS(SVG, "svg");
  const [name, attributes] = DRAWN[SHAPES[shape]];
  const drawn = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries({ width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" })) svg.setAttribute(key, value);
  for (const [key, value] of Object.entries({ fill: colour, ...attributes })) drawn.setAttribute(key, value);
  if (attributes.fill === "none") drawn.setAttribute("stroke", colour);
  svg.append(drawn);
  return svg;
}
