// Keys, focus and times offline for the screening page. All it does, the page's forms do without it, too.
//
// Each press is kept in this browser before it is sent, and forgotten when the site has answered: a lost
// connection, a reload or a closed tab loses none. The ticket in it makes one decision of two deliveries.
"use strict";
(() => {
  const panel = document.getElementById("waiting");
  if (!panel) return;
  const PLACE = `waiting ${panel.dataset.project} ${panel.dataset.person} `;
  const LATER = [408, 429, 502, 503, 504];
  const card = () => document.getElementById("card");
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  let busy = false; // a press is being answered
  let reach = ""; // why nothing is sent now: "offline", "signed out"
  let reserve = []; // the next cards, for times offline
  const laid = new Set(); // the works that were before her since the page was opened
  let tries = 0;
  let timer = 0;

  // ---- What is kept until it is sent ----

  // One place an entry, named by its moment: two tabs never write over each other.
  const unkept = new Map(); // where the browser keeps nothing, at least as long as the page is open
  const kept = () => [...Object.entries(localStorage), ...unkept].filter(([place]) => place.startsWith(PLACE))
    .sort(([one], [other]) => (one < other ? -1 : 1)).map(([, text]) => JSON.parse(text));
  function keep(entry) {
    const place = PLACE + entry.id;
    unkept.delete(place);
    try {
      localStorage.setItem(place, JSON.stringify(entry));
    } catch {
      localStorage.removeItem(place); // else what it was before would be sent again and again
      unkept.set(place, JSON.stringify(entry));
    }
    tell();
  }
  function drop(entry) {
    localStorage.removeItem(PLACE + entry.id);
    unkept.delete(PLACE + entry.id);
    tell();
  }
  const unsent = () => kept().filter((entry) => !entry.refused);

  function entryOf(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    return {
      id: `${Date.now()} ${Math.random()}`,
      body: body.toString(),
      ticket: body.get("ticket"),
      address: form.dataset.address,
      work: form.dataset.work,
      draft: draftOf(form),
      title: form.querySelector("h1").textContent.trim(),
      words: (button.querySelector("span") || button.firstChild).textContent.trim(),
    };
  }

  // ---- Sending ----

  async function ask(address, body) {
    const headers = { "HX-Request": "true" };
    if (body !== undefined) {
      headers["Content-Type"] = "application/x-www-form-urlencoded";
      headers["X-Token"] = document.querySelector("meta[name=token]").content;
    }
    const method = body === undefined ? "GET" : "POST";
    try {
      const answer = await fetch(address, { method, body, headers, signal: AbortSignal.timeout(8000) });
      const page = parse(await answer.text());
      return { status: answer.status, page, card: page.getElementById("card") };
    } catch {
      return { status: 0, page: null, card: null };
    }
  }

  async function deliver(entry) {
    const answer = await ask(card().action, entry.body);
    if (answer.status !== 403) return answer;
    // Somebody signed in anew in another tab: this page's token is that of the session before.
    const fresh = (await fetch(location.href).then((page) => page.text(), () => "")) || "";
    const token = parse(fresh).querySelector("meta[name=token]");
    const there = parse(fresh).getElementById("waiting")?.dataset;
    if (!token || there?.person !== panel.dataset.person || there.project !== panel.dataset.project) return answer;
    document.querySelector("meta[name=token]").content = token.content;
    return ask(card().action, entry.body);
  }

  const alone = (work) => (navigator.locks ? navigator.locks.request(PLACE, work) : work());

  // Send what is kept, in order, one tab at a time; give the answer to `mine`, if it came to that.
  const flush = (mine) => alone(async () => {
    let sent = 0;
    for (let entry = unsent()[0]; entry; entry = unsent()[0]) {
      const answer = await deliver(entry);
      reach = answer.status === 401 ? "signed out" : !answer.status || LATER.includes(answer.status) ? "offline" : "";
      if (reach) {
        later();
        tell();
        return null;
      }
      tries = 0;
      const saved = answer.status < 300;
      if (saved) sessionStorage.removeItem(entry.draft);
      const own = mine?.id === entry.id;
      if (saved || (own && answer.card)) drop(entry);
      else keep({ ...entry, refused: wordsOf(answer) });
      if (own) return answer;
      sent += saved;
      if (saved && entry.work === card().dataset.work) card().dataset.done = "yes";
      if (answer.card) document.getElementById("progress")?.replaceWith(answer.card.querySelector("#progress"));
    }
    if (sent) say(`The connection is back: ${sent === 1 ? "one kept decision is" : `${sent} kept decisions are`} saved.`);
    return null;
  });

  const wordsOf = ({ page, status }) =>
    page.querySelector(".error")?.textContent.replace(/\s+/g, " ").trim().replace(/^Not saved\. /, "") || `The site answered ${status}.`;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(again, Math.min(30000, 1000 * 2 ** tries++));
  }

  async function again() {
    clearTimeout(timer);
    await flush();
    if (reach || !card().dataset.done) return;
    const words = document.getElementById("said").textContent;
    await go(card().dataset.here); // nothing more could be laid, or this card was among what was sent
    say(words);
  }

  // ---- The card ----

  function say(words) {
    document.getElementById("said").textContent = words;
  }

  const draftOf = (form) => `note ${form.dataset.stage} ${form.dataset.work}`;

  function lay(next, { words = next.dataset.announced, at = "#title" } = {}) {
    card().replaceWith(next);
    remember();
    const place = next.querySelector(at) || next.querySelector("#title");
    place.focus({ preventScroll: true });
    if (at !== "#title") place.closest("section")?.scrollIntoView({ block: "nearest" });
    const small = matchMedia("(max-width: 40rem), (max-height: 36rem)").matches;
    if (small || next.getBoundingClientRect().top < 0) next.scrollIntoView({ block: "start" });
    say(words);
    laid.add(next.dataset.work);
    if (reserve.filter((one) => !laid.has(one.dataset.work)).length < 5) setTimeout(refill, 300);
  }

  // A note that was typed and not yet saved comes back with its card.
  function remember() {
    const note = document.getElementById("note");
    if (note && !note.value) note.value = sessionStorage.getItem(draftOf(card())) || "";
  }

  async function refill() {
    const form = card();
    if (reach || !form.dataset.work) return;
    const held = new URLSearchParams({ held: form.dataset.work });
    const { status, page } = await ask(`${form.dataset.reserve}&${held}`);
    if (status === 200) reserve = [...page.querySelectorAll("template")].map((one) => one.content.querySelector("#card"));
  }

  function layReserve(entry) {
    const words = `Not sent yet: ${entry.words}. It is kept in this browser.`;
    const next = reserve.find((one) => !laid.has(one.dataset.work));
    if (next) return lay(document.importNode(next, true), { words });
    card().dataset.done = "yes";
    say(`${words} No more cards are held here: the next comes with the connection.`);
  }

  async function go(address) {
    const answer = await ask(address);
    if (!answer.card) {
      if (card().dataset.done) later();
      return say(answer.page ? wordsOf(answer) : "No connection: that has to wait.");
    }
    lay(answer.card);
    history.replaceState(null, "", address);
  }

  async function press(form, button) {
    const entry = entryOf(form, button);
    unsent().filter((one) => one.ticket === entry.ticket).forEach(drop); // pressed again before it was sent
    keep(entry);
    if (reach === "offline") {
      layReserve(entry);
      again();
      return;
    }
    const answer = await flush(entry);
    if (answer?.card) {
      lay(answer.card);
      history.replaceState(null, "", answer.card.dataset.here);
    } else if (reach === "offline") layReserve(entry);
    else if (reach) card().dataset.done = "yes";
    else if (!kept().some((one) => one.id === entry.id)) await go(card().dataset.here); // another tab sent it
  }

  async function post(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    if (button.name === "step" && unsent().length) {
      await flush(); // a press before it comes before it
      if (unsent().length) return say("Decisions wait in this browser: that has to wait until they are sent.");
      if (!kept().length) body.set("step", ""); // what the button named was the last one before these
    }
    const answer = await ask(button.formAction, body.toString());
    if (!answer.card) return say(answer.page ? wordsOf(answer) : "No connection: that has to wait.");
    const at = button.name !== "toggle" ? "#title" : button.value ? `[name="toggle"][value="${button.value}"]` : "#labels";
    lay(answer.card, { at });
  }

  async function once(work) {
    if (busy) return;
    busy = true;
    card().setAttribute("aria-busy", "true");
    try {
      await work();
    } finally {
      busy = false;
      card().removeAttribute("aria-busy");
    }
  }

  // ---- What waits, and what was refused ----

  function tell() {
    const count = unsent().length;
    const refused = kept().filter((entry) => entry.refused);
    const many = count === 1 ? "One decision waits" : `${count} decisions wait`;
    panel.hidden = !refused.length && !(count && reach);
    document.getElementById("waiting-words").textContent = !count || !reach ? ""
      : reach === "offline" ? `No connection. ${many} in this browser, and will be sent in order when it is back.`
      : `You are signed out. ${many} in this browser: sign in as ${panel.dataset.person}, and it is sent.`;
    document.getElementById("sign-in").hidden = reach !== "signed out";
    document.getElementById("send-now").hidden = !count;
    const list = document.getElementById("refused");
    list.replaceChildren(...refused.map((entry) => {
      const item = document.getElementById("refusal").content.cloneNode(true);
      item.querySelector("bdi").textContent = entry.title;
      item.querySelector("strong").textContent = entry.words;
      item.querySelector("span").textContent = entry.refused;
      item.querySelector("a").href = entry.address;
      item.querySelector("[value=again]").onclick = () => { keep({ ...entry, refused: "" }); again(); };
      item.querySelector("[value=drop]").onclick = () => drop(entry);
      return item;
    }));
  }

  // ---- What the reviewer does ----

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "card" || !event.submitter) return;
    event.preventDefault();
    const decides = !event.submitter.hasAttribute("formaction");
    once(() => (decides ? press : post)(form, event.submitter));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hasAttribute("data-go")) {
      event.preventDefault();
      once(() => go(link.href));
    } else if (link.id === "open-help") {
      event.preventDefault();
      document.getElementById("help").showModal();
    }
  });

  document.addEventListener("input", ({ target }) => {
    if (target.id === "note") sessionStorage.setItem(draftOf(card()), target.value);
  });

  const typing = (element) => element.matches("textarea, select, input:not([type=checkbox]), [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (typing(event.target)) {
      const save = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (!save && event.key !== "Escape") return;
      event.preventDefault();
      document.getElementById("title").focus({ preventScroll: true });
      const button = document.getElementById("save-note");
      if (save && button) button.click();
      else if (save) say("The note goes with your verdict.");
      return;
    }
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const key = (event.shiftKey && /^\p{L}$/u.test(event.key) ? "shift+" : "") + event.key.toLowerCase();
    const has = (name) => [...document.querySelectorAll(`[data-${name}]`)].find((one) => one.dataset[name].split(" ").includes(key));
    const field = has("focus");
    const target = field || has("key");
    if (!target) return;
    event.preventDefault();
    if (field) field.focus();
    else if (target.dataset.words) say(target.dataset.words);
    else if (!busy) target.click();
  });

  document.getElementById("send-now").addEventListener("click", again);
  window.addEventListener("online", again);
  window.addEventListener("storage", tell);
  laid.add(card().dataset.work);
  remember();
  tell();
  setTimeout(refill, 300);
  if (unsent().length) again();
})();
