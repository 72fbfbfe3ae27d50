// Buttons that copy a text of the page; without script the text can be marked and copied by hand.
"use strict";

(() => {
  function tell(words) {
    document.getElementById("said").textContent = words;
  }

  function mark(place) {
    const range = document.createRange();
    range.selectNodeContents(place);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  async function copy(button) {
    const place = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(place.textContent); // only where the page came by https, or from here
      tell("Copied.");
    } catch {
      mark(place);
      place.focus();
      tell("Marked: copy it with Ctrl+C.");
    }
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
})();
