// Which works the form lets through, and the same as the query of an address.
"use strict";

export class Filters {
  // `search` gives the places of the works in which words are found.
  constructor(form, works, search) {
    this.form = form;
    this.works = works;
    this.search = search;
    this.found = null; // null: no words are asked for
    this.words = "";
  }

  value(name) {
    return this.form.elements[name]?.value.trim() ?? "";
  }

  set(values) {
    for (const [name, value] of Object.entries(values)) if (this.form.elements[name]) this.form.elements[name].value = value;
  }

  // Fill the form from an address, so that a map can be sent to somebody.
  read(query) {
    for (const [name, value] of new URLSearchParams(query)) this.set({ [name]: value });
  }

  // What the form says, as a query without what is empty.
  query() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (value.trim()) query.append(name, value.trim());
    return query;
  }

  get narrow() {
    return this.query().size > 0;
  }

  // Say of each work whether it is shown; asks the server where words have changed.
  async shown() {
    const words = this.value("words");
    if (words !== this.words) {
      this.words = words;
      this.found = words ? await this.search(words) : null;
    }
    const { works, found } = this;
    const shown = new Uint8Array(works.count).fill(found ? 0 : 1);
    if (found) for (const work of found) shown[work] = 1;
    const tests = this.tests();
    for (let work = 0; work < works.count; work += 1) {
      if (shown[work] && !tests.every((test) => test(work))) shown[work] = 0;
    }
    return shown;
  }

  tests() {
    const { works } = this;
    const tests = [];
    const since = Number(this.value("since"));
    const until = Number(this.value("until"));
    if (since) tests.push((work) => works.year[work] >= since);
    if (until) tests.push((work) => works.year[work] > 0 && works.year[work] <= until);
    const one = (name, list, of) => {
      const value = this.value(name);
      if (!value) return;
      const place = list.indexOf(value);
      tests.push((work) => of[work] === place);
    };
    one("outcome", works.outcomes, works.outcomeOf);
    one("status", works.statuses, works.statusOf);
    const group = works.groups.findIndex(({ id }) => id === this.value(works.group));
    if (group >= 0) {
      const also = new Set(works.also[group]);
      tests.push((work) => works.groupOf[work] === group || also.has(work));
    }
    const profession = this.value("profession");
    if (profession) {
      const bit = 1 << works.professions.indexOf(profession);
      tests.push((work) => (works.professionsOf[work] & bit) !== 0);
    }
    return tests;
  }
}
