/* The words for which an item was found, marked on its page. */
(() => {
  "use strict";

  const engine = window.qikanSearch;
  const BLOCKS = "p, li, dd, dt, td, th, h1, h2, h3, h4, figcaption, caption, pre, .meta";

  /** Marks strings in the text of an element, across what stands within it, and shows the first.
      @param {Element} article @param {string[]} strings */
  async function mark(article, strings) {
    await engine.open();                                      // so that 繁 and 简 are known
    /** @type {Element | undefined} */
    let first;
    for (const block of article.querySelectorAll(BLOCKS)) {
      if (block.querySelector(BLOCKS)) continue;
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      /** @type {Text[]} */
      const nodes = [];
      while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
      const spans = engine.spansOf(nodes.map((node) => node.data).join(""), strings);
      let at = 0;
      for (const node of nodes) {
        const inside = spans.map(({ begin, end }) => ({
          begin: Math.max(0, begin - at), end: Math.min(node.data.length, end - at),
        })).filter(({ begin, end }) => begin < end);
        at += node.data.length;
        if (!inside.length) continue;
        const parts = engine.marked(engine.runsOf(node.data, inside));
        first ??= parts.find((part) => part instanceof Element);
        node.replaceWith(...parts);
      }
    }
    first?.scrollIntoView({ block: "center" });
  }

  const strings = (new URLSearchParams(location.search).get("mark") ?? "").split("\n").filter(Boolean);
  mark(document.querySelector("main article, main .beside") ?? document.body, strings).catch(() => {});
})();
