// The desk's keys, and the place in the list kept. All that it does can be done without it: a key presses what is on the
// page. `data-key` names the key of a button, a link, a field or a heading; `data-go` what g and a second key open.
(() => {
  "use strict";
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector, from = document) => from.querySelector(selector);
  const ANCHORS = { e: "reading", m: "matches", p: "propose", c: "conversation" }; // where a claim's page answers a key
  const FIRST = { // what of that part has the focus then, where it has such a thing
    e: "summary, a, button",
    p: "form input:checked, form input:not([type=hidden]), form textarea",
    c: "form textarea",
  };
  const here = location.pathname + location.search;
  const kept = {
    get: (name) => JSON.parse(sessionStorage.getItem(name) || "null"),
    set: (name, value) => sessionStorage.setItem(name, JSON.stringify(value)),
  };
  const rows = () => all("[data-row]");
  const opener = (row) => one("a.open", row);
  let present = -1; // the row that the keys are about
  let waitsForSecond = false;

  const indexNow = () => {
    const row = document.activeElement && document.activeElement.closest("[data-row]");
    return row ? rows().indexOf(row) : present;
  };

  const step = (by) => {
    const list = rows();
    if (!list.length) return alongTheList(by);
    const inside = document.activeElement && document.activeElement.closest("[data-row]");
    const from = indexNow();
    present = from < 0 ? 0 : Math.min(Math.max(from + (inside ? by : 0), 0), list.length - 1);
    opener(list[present]).focus({ preventScroll: true });
    list[present].scrollIntoView({ block: "nearest" });
  };

  const alongTheList = (by) => {
    const list = kept.get("list") || [];
    const at = list.findIndex((path) => path === location.pathname);
    if (at >= 0 && list[at + by]) location.href = list[at + by];
  };

  const boxOf = (row) => one("input[name=claim]", row);
  const ticked = () => all("[data-row] input[name=claim]:checked");

  const tick = (row, on) => {
    const box = boxOf(row);
    if (box) box.checked = on === undefined ? !box.checked : on;
    count();
  };

  const count = () => {
    const shown = one("[data-ticked]");
    if (!shown) return;
    const number = ticked().length;
    shown.hidden = !number;
    one("b", shown).textContent = number;
    const every = one("[data-all]");
    every.checked = number > 0 && number === rows().length;
    every.indeterminate = number > 0 && !every.checked;
  };

  const press = (target) => {
    if (target.hasAttribute("data-ticks") && !ticked().length && rows()[indexNow()]) tick(rows()[indexNow()], true);
    if (target.matches("summary")) {
      present = indexNow();
      target.parentElement.open = true;
      const field = one("input:checked, input:not([type=hidden]), select, textarea", target.parentElement);
      (field || target).focus();
    } else if (target.matches("a, button") && !target.hasAttribute("data-focus")) {
      target.click();
    } else {
      target.focus();
      target.scrollIntoView({ block: "nearest" });
    }
  };

  const goTo = (heading, first) => {
    const found = first && one(first, heading.closest("section") || document);
    if (!found) heading.tabIndex = -1;
    (found || heading).focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  };

  const answer = (key) => {
    const row = rows()[indexNow()];
    const target = (row && one(`[data-key="${key}"]`, row)) || all(`[data-key="${key}"]`).find((found) => !found.closest("[data-row]"));
    const heading = ANCHORS[key] && document.getElementById(ANCHORS[key]);
    if (target) {
      press(target);
    } else if (heading) {
      goTo(heading, FIRST[key]);
    } else if (row && ANCHORS[key]) {
      location.href = `${opener(row).pathname}#${ANCHORS[key]}`;
    } else {
      return false;
    }
    return true;
  };

  const close = () => {
    const open = document.activeElement && document.activeElement.closest("details[open]");
    if (open && one("[data-key]", open)) {
      open.open = false;
      const row = rows()[present];
      (row ? opener(row) : one("summary", open)).focus();
    } else if (rows().length) {
      step(0);
    } else {
      return false;
    }
    return true;
  };

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    x: () => rows()[indexNow()] && tick(rows()[indexNow()]),
    X: () => one("[data-all]") && one("[data-all]").click(),
    "?": () => one("#keys").showModal(),
    g: () => (waitsForSecond = true),
  };

  const typing = (target) => target.isContentEditable || (target.matches("input, textarea, select") && !target.matches("[type=checkbox], [type=radio]"));

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || one("dialog[open]")) return;
    if (key === "Escape") return close() && event.preventDefault();
    if (key === "Enter" && target.matches("[type=radio], [type=checkbox]")) {
      const button = one("button", target.closest("details") || document.createElement("p"));
      if (button) { event.preventDefault(); button.click(); }
      return;
    }
    if (typing(target)) return;
    if (waitsForSecond) {
      waitsForSecond = false;
      const link = one(`[data-go="${CSS.escape(key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (Object.hasOwn(KEYS, key)) { event.preventDefault(); KEYS[key](); }
    else if (/^[a-z/]$/.test(key) && answer(key)) event.preventDefault();
  });

  // Ticks: all at once, and a stretch of them with Shift
  let lastTicked = null;
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (target.matches("[data-all]")) {
      const on = target.checked; // counting the ticks changes it
      rows().forEach((row) => tick(row, on));
    } else if (target.matches("[data-row] input[name=claim]")) {
      const list = rows(), at = list.indexOf(target.closest("[data-row]"));
      if (event.shiftKey && lastTicked !== null) {
        list.slice(Math.min(at, lastTicked), Math.max(at, lastTicked) + 1).forEach((row) => tick(row, target.checked));
      }
      lastTicked = at;
      count();
    } else if (target.closest("[data-help]") && one("#keys")) {
      event.preventDefault();
      one("#keys").showModal();
    } else {
      all(".bulk details[open]").filter((open) => !open.contains(target)).forEach((open) => { open.open = false; });
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "filter_ordering") event.target.form.requestSubmit();
  });

  // The place: after a button has brought the same list again, and on the way back to it
  document.addEventListener("focusin", () => { present = Math.max(indexNow(), present); if (document.activeElement.closest("[data-row]")) present = indexNow(); });
  document.addEventListener("submit", () => kept.set("sent", { from: here, at: Date.now() }));
  addEventListener("pagehide", () => {
    const row = rows()[present];
    kept.set(`place ${here}`, { y: scrollY, index: present, row: row ? row.dataset.row : null });
  });
  addEventListener("pageshow", () => {
    const [way] = performance.getEntriesByType("navigation");
    const sent = kept.get("sent"), place = kept.get(`place ${here}`);
    sessionStorage.removeItem("sent");
    const again = sent && sent.from === here;
    if (rows().length) kept.set("list", rows().map((row) => opener(row).pathname));
    if (!place || !(again || way.type === "back_forward")) return;
    if (again) scrollTo(0, place.y);
    const list = rows(), same = list.findIndex((row) => row.dataset.row === place.row);
    if (place.index < 0 || !list.length) return;
    present = same >= 0 ? same : Math.min(place.index, list.length - 1);
    opener(list[present]).focus({ preventScroll: true });
    list[present].scrollIntoView({ block: "nearest" });
  });

  all(".bulk .all").forEach((label) => { label.hidden = false; });
  count();
})();
