/* A web address of a piece of evidence is looked up while one writes on; its title and publisher are filled in where
   nothing stands there yet. */
"use strict";
(() => {
  const evidence = document.getElementById("evidence");
  if (!evidence || !evidence.dataset.lookup) return;
  const EVERY = 1000, AT_MOST = 90; // milliseconds, and how often
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";

  async function fragment(address, options) {
    const answer = await fetch(address, { redirect: "manual", credentials: "same-origin", ...options });
    if (!answer.ok) return null;
    const holder = document.createElement("template");
    holder.innerHTML = (await answer.text()).trim();
    return holder.content.firstElementChild;
  }

  function show(row, line) {
    const old = row.querySelector(".lookup");
    if (old) old.replaceWith(line); else row.querySelector("input[type=url]").closest(".field").after(line);
  }

  function fill(row, line) {
    for (const name of ["title", "publisher"]) {
      const field = row.querySelector(`[name$="-${name}"]`);
      if (field && !field.value && line.dataset[name]) {
        field.value = line.dataset[name];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }

  async function follow(row, line, url, left) {
    if (!line || row.querySelector("input[type=url]").value.trim() !== url) return;
    show(row, line);
    if (!line.dataset.next) { fill(row, line); return; }
    if (!left) return;
    await new Promise((done) => { setTimeout(done, EVERY); });
    follow(row, await fragment(line.dataset.next).catch(() => line), url, left - 1);
  }

  evidence.addEventListener("change", async (event) => {
    const field = event.target;
    const url = field.value.trim();
    if (field.type !== "url" || !/^https?:\/\/[^/]+/.test(url)) return;
    const body = new FormData();
    body.set("url", url);
    const line = await fragment(evidence.dataset.lookup, { method: "POST", body, headers: { "X-CSRFToken": token() } }).catch(() => null);
    follow(field.closest(".evidence-row"), line, url, AT_MOST);
  });
})();
