/* A claim's page at work: words are saved while they are typed, the lease runs on, others are seen.
   Without this script every button of the form does the same, one page at a time. */
"use strict";
(() => {
  const SAVE_AFTER = 1000, BEAT_EVERY = 20000, AT_WORK = 240000; // milliseconds
  const here = document.getElementById("here");
  const form = document.querySelector("form[data-draft]");
  const mark = document.querySelector(".text mark.present");
  if (mark && !location.hash) { // a long article opens at its claim, without moving the page
    const box = mark.closest(".text");
    box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - 80;
  }
  if (!here) return;
  document.documentElement.classList.add("has-script");
  let worked = Date.now();

  /* The token changes with every log-in, in this tab or another. */
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";

  async function post(address, fields) {
    const answer = await fetch(address, {
      method: "POST", body: fields, redirect: "manual", credentials: "same-origin", headers: { "X-CSRFToken": token() },
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("expired");
    return answer;
  }

  /* Others, and the lease */

  function presence(working) {
    const fields = new FormData();
    fields.set("version", form ? form.elements.version.value : here.dataset.version);
    if (form) fields.set("token", form.elements.token.value);
    if (working) fields.set("working", "1");
    return fields;
  }

  async function beat() {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await post(here.dataset.beat, presence(Date.now() - worked < AT_WORK));
      const told = answer.headers.get("X-Lease") === "lost" && document.getElementById("mistakes");
      if (!answer.ok || told) return;
      const html = await answer.text();
      if (html === here.dataset.shown) return;
      here.dataset.shown = html;
      if (!here.contains(document.activeElement)) here.innerHTML = html;
    } catch (error) {
      if (form && error.message === "expired") say("expired");
    }
  }

  window.addEventListener("pagehide", () => {
    const fields = presence(false);
    fields.set("csrfmiddlewaretoken", token());
    navigator.sendBeacon(here.dataset.leave, fields);
  });
  window.addEventListener("pageshow", beat);
  document.addEventListener("visibilitychange", beat);
  setInterval(beat, BEAT_EVERY);
  if (!form) return;

  /* What is typed */

  const state = document.getElementById("draft-state");
  const evidence = document.getElementById("evidence");
  const total = form.elements["evidence-TOTAL_FORMS"];
  const KEY = `draft-${form.dataset.key}`;
  const APART = new Set(["csrfmiddlewaretoken", "token", "version", "author", "action", "edition"]);
  let timer = 0, saving = false, saved = JSON.stringify(typed());

  function typed() {
    return [...new FormData(form)].filter(([name, value]) => !APART.has(name) && typeof value === "string");
  }

  function say(word) {
    for (const line of state.querySelectorAll("[data-say]")) {
      line.hidden = line.dataset.say !== word && !(word === "restored" && line.dataset.say === "server" && form.dataset.edition !== "0");
    }
  }

  function keepHere() {
    try {
      localStorage.setItem(KEY, JSON.stringify({ edition: form.dataset.edition, fields: typed() }));
    } catch { /* a full or forbidden store: the server's copy is what there is */ }
  }

  function kept() {
    try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; }
  }

  function fields(edition) {
    const all = new FormData(form);
    if (edition === null) all.delete("edition"); else all.set("edition", edition);
    all.set("csrfmiddlewaretoken", token());
    return all;
  }

  async function save(edition = form.dataset.edition) {
    clearTimeout(timer);
    if (saving) { timer = setTimeout(save, SAVE_AFTER); return; }
    const now = JSON.stringify(typed());
    if (now === saved && edition !== null) return;
    saving = true;
    say("saving");
    try {
      const answer = await post(form.dataset.draft, fields(edition));
      if (answer.status === 409) { say("elsewhere"); return; }
      if (!answer.ok) throw new Error("offline");
      const told = await answer.json();
      form.dataset.edition = told.edition;
      saved = now;
      state.querySelector("[data-at]").textContent =
        new Date(told.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
      if (JSON.stringify(typed()) === now) localStorage.removeItem(KEY);
      say("server");
    } catch (error) {
      say(error.message === "expired" ? "expired" : "offline");
      timer = setTimeout(save, 5 * SAVE_AFTER);
    } finally {
      saving = false;
    }
  }

  function changed() {
    worked = Date.now();
    keepHere();
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  document.addEventListener("keydown", () => { worked = Date.now(); });
  document.addEventListener("pointerdown", () => { worked = Date.now(); });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keepHere(); // until the next page shows that the server has it
    form.elements.csrfmiddlewaretoken.value = token();
  });
  window.addEventListener("pagehide", () => {
    if (JSON.stringify(typed()) !== saved) navigator.sendBeacon(form.dataset.draft, fields(form.dataset.edition));
  });
  state.addEventListener("click", (event) => {
    const wish = event.target.dataset.do;
    if (wish === "mine") save(null);
    if (wish === "theirs") { localStorage.removeItem(KEY); saved = JSON.stringify(typed()); location.reload(); }
  });

  /* Rows of evidence */

  function addRow() {
    const html = document.getElementById("empty-row").innerHTML.replaceAll("__prefix__", total.value);
    const last = evidence.querySelector(".bar");
    last.insertAdjacentHTML("beforebegin", html);
    const row = last.previousElementSibling;
    total.value = Number(total.value) + 1;
    row.querySelector("[data-number]").textContent = total.value;
    return row;
  }

  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button[name=action]");
    if (button && button.value === "add" && Number(total.value) < 30) {
      event.preventDefault();
      addRow().querySelector("input").focus();
    } else if (button && button.value === "preview") {
      event.preventDefault();
      try {
        const answer = await post(form.dataset.preview, fields(null));
        if (answer.ok) document.getElementById("preview").innerHTML = await answer.text();
      } catch (error) { say(error.message === "expired" ? "expired" : "offline"); }
    }
  });

  /* What this browser still holds of an earlier page */

  function restore(words) {
    const rows = Number((words.find(([name]) => name === "evidence-TOTAL_FORMS") || [0, 1])[1]);
    while (Number(total.value) < Math.min(rows, 30)) addRow();
    for (const [name, value] of words) {
      if (name.endsWith("_FORMS")) continue;
      const field = form.elements[name];
      if (field) field.value = value;
    }
  }

  const old = kept();
  if (old && JSON.stringify(old.fields) !== saved) {
    if (old.edition === form.dataset.edition) {
      restore(old.fields);
      say("restored");
      timer = setTimeout(save, SAVE_AFTER);
    } else {
      say("elsewhere");
      state.querySelector('[data-do="mine"]').addEventListener("click", () => restore(old.fields), { capture: true, once: true });
    }
  } else {
    localStorage.removeItem(KEY);
  }
})();
