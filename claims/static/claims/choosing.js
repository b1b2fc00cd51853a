/* Words that are marked in an article become a new claim's. Offsets count code points, as the server does; the
   browser counts UTF-16, in which an emoji is two. Each paragraph says in `data-start` where it begins. */
"use strict";
(() => {
  const text = document.querySelector(".text");
  const details = document.getElementById("new-claim");
  const choose = document.getElementById("choose");
  if (!text || !details || !choose) return;
  const form = details.querySelector("form");
  let chosen = null;

  const points = (words) => [...words].length;

  /* Where in the text a place of the document is: in code points from the text's beginning. */
  function place(node, offset) {
    let last = 0;
    for (const paragraph of text.querySelectorAll("p[data-start]")) {
      const start = Number(paragraph.dataset.start);
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      const where = range.comparePoint(node, offset);
      if (where < 0) return last;
      if (where === 0) {
        range.setEnd(node, offset);
        return start + points(range.toString());
      }
      last = start + points(paragraph.textContent);
    }
    return last;
  }

  function look() {
    const selection = document.getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const inside = range && !range.collapsed && text.contains(range.commonAncestorContainer);
    if (inside && range.toString().trim()) {
      chosen = {
        start: place(range.startContainer, range.startOffset), end: place(range.endContainer, range.endOffset), quote: range.toString().trim(),
      };
    } else if (!choose.contains(document.activeElement)) {
      chosen = null;
    }
    choose.hidden = !chosen;
  }

  choose.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  choose.querySelector("button").addEventListener("click", () => {
    form.elements.start.value = chosen.start;
    form.elements.end.value = chosen.end;
    form.elements.quote.value = chosen.quote;
    details.open = true;
    choose.hidden = true;
    details.scrollIntoView({ block: "center" });
    form.elements.about.focus();
  });
  form.elements.quote.addEventListener("input", () => { form.elements.start.value = form.elements.end.value = ""; });
  document.addEventListener("selectionchange", look);
})();
