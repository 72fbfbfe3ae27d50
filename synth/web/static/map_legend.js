// The legend: what each colour and shape stands for, how many works are drawn so, and a way to choose them.
"use strict";

import { counted, swatch } from "./map_marks.js";
import { made } from "./map_panel.js";

export class Legend {
  // `choose` is called with what the form is to say, when an entry is pressed.
  constructor(list, choose) {
    Object.assign(this, { list, choose });
  }

  show({ entries, entryOf }, shown, colours, filters) {
    const counts = counted(entries, entryOf, shown);
    const rows = entries.map((entry, place) => ({ entry, count: counts[place] }));
    this.list.replaceChildren(
      ...rows.filter(({ entry, count }) => count || entry.choose).map(({ entry, count }) => this.row(entry, count, colours, filters)),
    );
  }

  row(entry, count, colours, filters) {
    const mark = swatch(entry.shape, colours.text(entry.colour));
    const label = made("span", { class: "words" }, entry.label);
    const number = made("span", { class: "number muted" }, count.toLocaleString("en"));
    if (!entry.choose) return made("li", { class: "entry" }, mark, label, number);
    const chosen = Object.entries(entry.choose).every(([name, value]) => filters.value(name) === String(value));
    const button = made("button", { type: "button", class: "entry", "aria-pressed": String(chosen) }, mark, label, number);
    const nothing = Object.fromEntries(Object.keys(entry.choose).map((name) => [name, ""]));
    button.addEventListener("click", () => this.choose(chosen ? nothing : entry.choose, entry.label));
    button.dataset.key = entry.key;
    return made("li", {}, button);
  }

  // After the list was made anew the keyboard is still where it was.
  focus(key) {
    [...this.list.querySelectorAll("button")].find((button) => button.dataset.key === key)?.focus();
  }
}
