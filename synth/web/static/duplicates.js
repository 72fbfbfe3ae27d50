// Number keys press the buttons of the pair; the page names them in data-key, and names none where keys are off.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const chosen = document.querySelector(`#pair [data-key="${CSS.escape(event.key)}"]`);
  if (!chosen) return;
  event.preventDefault();
  if (chosen.matches("select")) chosen.focus();
  else chosen.click();
});
