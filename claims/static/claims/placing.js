/* Words that are marked on a proposed verdict say what a note is about, and which words. */
"use strict";
(() => {
  const place = document.getElementById("place");
  const words = document.getElementById("words");
  if (!place || !words) return;
  document.documentElement.classList.add("has-script");
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const node = selection.getRangeAt(0).startContainer;
    const about = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("[data-place]");
    if (!about) return;
    place.value = about.dataset.place;
    words.value = selection.toString().trim().slice(0, 300);
  });
})();
