/* What is under way shows how far it is: each `data-live` is asked for again until it is done. */
"use strict";
(() => {
  const EVERY = 2000, AT_MOST = 300; // milliseconds, and how often: ten minutes
  let asked = 0;

  async function look(line) {
    try {
      const answer = await fetch(line.dataset.live, { redirect: "manual", credentials: "same-origin" });
      if (!answer.ok) return;
      const fresh = document.createElement("template");
      fresh.innerHTML = (await answer.text()).trim();
      const next = fresh.content.firstElementChild;
      const then = line.dataset.liveThen;
      if (then && !next.dataset.live) { location.reload(); return; }
      if (then) next.dataset.liveThen = then;
      line.replaceWith(next);
    } catch { /* the server is away: it is asked again */ }
  }

  async function round() {
    const lines = [...document.querySelectorAll("[data-live]")];
    if (!lines.length || asked > AT_MOST) return;
    if (document.visibilityState === "visible") { asked += 1; await Promise.all(lines.map(look)); }
    setTimeout(round, EVERY);
  }
  round();
})();
