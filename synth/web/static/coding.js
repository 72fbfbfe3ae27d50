// Selected words go into a quote at a press, and what is not saved yet is counted. Without script one pastes.
"use strict";
(() => {
  const form = document.getElementById("coding-form");
  const text = document.getElementById("text");
  if (!form || !text) return;

  // ---- The words selected last ----

  let selected = "";
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
    selected = selection.toString().replace(/\s+/g, " ").trim();
  });
  const say = (words) => { document.getElementById("said").textContent = words; };
  for (const button of form.querySelectorAll(".take")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const box = document.getElementById(button.dataset.into);
      if (!selected) {
        say("Select words in the text first, then press this.");
        return;
      }
      box.value = selected;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    });
  }

  // ---- What is not saved yet ----

  const told = document.getElementById("unsaved");
  const state = () => {
    const given = new Map();
    for (const [name, value] of new FormData(form)) {
      if (name.includes(":")) given.set(name, `${given.get(name) ?? ""}\n${value}`);
    }
    return given;
  };
  const before = state();
  let sent = false;
  const changes = () => {
    const now = state();
    return [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name)).length;
  };
  const count = () => {
    const many = changes();
    told.hidden = !many;
    told.textContent = many === 1 ? "1 change is not saved yet." : `${many} changes are not saved yet.`;
  };
  form.addEventListener("input", count);
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; count(); });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && changes()) event.preventDefault();
  });
})();
