// Sortable tables: each heading of a table.sortable becomes a button. Without script the table is simply there.
// A cell may say what it is sorted by in data-sort; else numbers sort as numbers and texts as texts.
"use strict";

(() => {
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  const valueOf = (cell) => (cell ? (cell.dataset.sort ?? cell.textContent).trim() : "");

  const number = (text) => {
    const plain = text.replace(/[,\s%]/g, "").replace("−", "-");
    return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : null;
  };

  function compare(one, other) {
    const [first, second] = [number(one), number(other)];
    if (first !== null && second !== null) return first - second;
    return order.compare(one, other);
  }

  function sort(table, heading) {
    const place = heading.cellIndex;
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const one of table.tHead.rows[0].cells) one.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const body of table.tBodies) {
      const rows = [...body.rows].map((row) => ({ row, value: valueOf(row.cells[place]) }));
      rows.sort((one, other) => {
        if (!one.value || !other.value) return !one.value - !other.value; // what is empty stays last
        return (down ? -1 : 1) * compare(one.value, other.value);
      });
      body.append(...rows.map(({ row }) => row));
    }
  }

  function equip(table) {
    if (!table.tHead || table.dataset.equipped) return;
    table.dataset.equipped = "yes";
    for (const heading of table.tHead.rows[0].cells) {
      if (!heading.textContent.trim() || heading.hasAttribute("data-unsorted")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => sort(table, heading));
    }
  }

  const equipAll = () => document.querySelectorAll("table.sortable").forEach(equip);
  document.addEventListener("DOMContentLoaded", equipAll);
  document.addEventListener("htmx:after:swap", equipAll);
})();
