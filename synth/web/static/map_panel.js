// What stands beside the map in words: a list of works that one can walk, and the work or the link that is open.
"use strict";

const MOST = 100; // works in a list; all of them are on the page that it leads to

export const made = (name, attributes = {}, ...content) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
};

// The address of a work's page; identifiers hold slashes, which stay.
export const recordOf = (base, id) => base + id.split("/").map(encodeURIComponent).join("/");

export class Panel {
  // `parts` are elements by name, `to` where records and lists are, `pointed` is told what one is on.
  constructor({ works, words, parts, to, pointed }) {
    Object.assign(this, { works, words, parts, to, pointed });
    parts.items.addEventListener("keydown", (event) => this.walk(event));
    parts.items.addEventListener("focusout", () => this.pointed(-1));
    parts.items.addEventListener("pointerleave", () => this.pointed(-1));
  }

  // A list of works under a heading, the most cited first, with the address of a page with all of them.
  list(heading, works, query) {
    const { parts } = this;
    const first = this.works.foremost(works, MOST);
    parts.heading.textContent = heading;
    parts.items.replaceChildren(...first.map((work) => this.item(work)));
    parts.more.hidden = works.length <= MOST;
    parts.more.textContent = `The ${MOST} cited most here are listed; the page has all ${works.length.toLocaleString("en")}.`;
    parts.all.hidden = !works.length || query === null;
    if (query !== null) parts.all.href = `${this.to.works}?${query}`;
    parts.list.hidden = false;
  }

  item(work) {
    const item = made("li", {}, this.linked(work), made("span", { class: "muted small" }, this.works.about(work, this.words)));
    for (const event of ["focusin", "pointerenter"]) item.addEventListener(event, () => this.pointed(work));
    return item;
  }

  linked(work) {
    return made("a", { href: recordOf(this.to.records, this.works.ids[work]) }, this.works.title(work));
  }

  // Arrow keys go from work to work; Tab goes too, as these are links.
  walk(event) {
    const links = [...this.parts.items.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || !links[to]) return;
    event.preventDefault();
    links[to].focus();
  }

  unlist() {
    this.parts.list.hidden = true;
    this.parts.items.replaceChildren();
  }

  // What is known of a work here, and how it is linked; `links` comes later and by kind, where there are any.
  open(work, links = null) {
    const { works, parts } = this;
    const facts = [
      works.about(work, this.words),
      works.professionsOf[work] ? works.professions.filter((_, bit) => works.professionsOf[work] & (1 << bit)).join(", ") : "",
      `cited by ${works.cited[work].toLocaleString("en")} ${works.cited[work] === 1 ? "work" : "works"} here`,
    ].filter(Boolean);
    parts.opened.replaceChildren(
      made("h3", { tabindex: "-1" }, this.linked(work)),
      ...facts.map((fact) => made("p", { class: "small" }, fact)),
      ...(links ?? []).filter(({ one }) => one.length).map((told) => this.linksOf(work, told)),
    );
    parts.opened.hidden = false;
  }

  linksOf(work, { kind, one, other, shared }) {
    const rows = one.map((first, place) => {
      const end = first === work ? other[place] : first;
      return made("li", {}, this.linked(end), " ", made("a", { href: this.linkAddress(kind, work, end), class: "small" }, this.count(kind, shared[place])));
    });
    return made("div", {}, made("h4", {}, this.words.kinds[kind]), made("ol", { class: "works" }, ...rows.slice(0, 8)));
  }

  // A link between two works, and the way to the works that make it.
  openLink(kind, one, other, shared) {
    const { parts } = this;
    parts.opened.replaceChildren(
      made("h3", { tabindex: "-1" }, this.words.kinds[kind]),
      made("ul", { class: "works" }, made("li", {}, this.linked(one)), made("li", {}, this.linked(other))),
      made("p", {}, made("a", { class: "button small", href: this.linkAddress(kind, one, other) }, this.count(kind, shared))),
    );
    parts.opened.hidden = false;
  }

  linkAddress(kind, one, other) {
    const [first, second] = [this.works.ids[one], this.works.ids[other]].sort();
    return `${this.to.works}?${new URLSearchParams({ link: kind, one: first, other: second })}`;
  }

  count(kind, shared) {
    const many = shared.toLocaleString("en");
    if (kind === "direct") return "Both works";
    if (kind === "co-citation") return `The ${many} ${shared === 1 ? "work that cites" : "works that cite"} both`;
    return `The ${many} ${shared === 1 ? "publication" : "publications"} both cite`;
  }

  close() {
    this.parts.opened.hidden = true;
    this.parts.opened.replaceChildren();
  }
}
