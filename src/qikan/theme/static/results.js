/* The page of results, and the words that were found marked on the page of an item. */
(() => {
  "use strict";

  // @ts-ignore: search.js comes before
  const engine = window.qikanSearch;
  const PAGE = 10;
  const asked = new URLSearchParams(location.search);

  /** @param {string} text @param {Record<string, string | number>} values */
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /** @param {[string, boolean][]} runs */
  function marked(runs) {
    return runs.map(([text, found]) => {
      if (!found) return text;
      const mark = document.createElement("mark");
      mark.textContent = text;
      return mark;
    });
  }

  /** @param {Record<string, string>} changes */
  function address(changes) {
    const parameters = new URLSearchParams({ q: asked.get("q") ?? "", order: asked.get("order") ?? "", ...changes });
    for (const [name, value] of [...parameters]) if (!value) parameters.delete(name);
    return `?${parameters}`;
  }

  /* ---- Results */

  /** @param {HTMLElement} page */
  async function show(page) {
    const root = new URL(page.dataset.root ?? "", location.href);
    const said = page.querySelector("#count"), list = page.querySelector("ol");
    const words = engine.wordsOf(asked.get("q") ?? "");
    if (!said || !list || !words.length) return;
    said.textContent = page.dataset.searching ?? "";
    page.hidden = false;
    const site = await engine.open();
    const read = engine.wordsOf(asked.get("q") ?? "");          // now that 繁 and 简 are known
    const strings = engine.wantedOf(read).map((word) => word.string);
    const shown = read.map(engine.written).join(" ");
    const order = asked.get("order") ?? "";
    const hits = await site.answer(asked.get("q") ?? "", order);
    const last = Math.max(1, Math.ceil(hits.length / PAGE));
    const from = (Math.min(last, Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1)) - 1) * PAGE;
    for (const link of page.querySelectorAll("[data-order]")) {
      link.href = address({ order: link.dataset.order });
      if (link.dataset.order === order) link.setAttribute("aria-current", "true");
    }
    page.querySelector(".orders").hidden = hits.length < 2;
    const template = page.querySelector("template.hit").content;
    const described = await Promise.all(hits.slice(from, from + PAGE).map(({ text }) => site.describe(text)));
    const entries = described.map((hit) => entry(template, hit, root, strings));
    list.replaceChildren(...entries);
    list.start = from + 1;
    said.textContent = filled(hits.length ? page.dataset.found : page.dataset.none, { query: shown, count: hits.length });
    if (!hits.length) await advise(page, site, read);
    turn(page, from, hits.length);
    await Promise.all(described.map(async (hit, at) => {
      const blocks = (await engine.objects(hit.file))[hit.place];
      entries[at].querySelector(".piece").replaceChildren(...marked(engine.snippet(blocks, strings)));
    }));
  }

  function entry(template, hit, root, strings) {
    const made = template.cloneNode(true).querySelector("li");
    const link = made.querySelector("a");
    link.href = new URL(`${hit.page}?mark=${encodeURIComponent(strings.join("\n"))}`, root).href;
    link.replaceChildren(...marked(engine.runsOf(hit.title, engine.spansOf(hit.title, strings))));
    const number = hit.number ? filled(made.dataset.number, { number: hit.number }) : "";
    const meta = [hit.date, hit.label, number, hit.outlets.join("、"), hit.places.join("、")];
    made.querySelector(".meta").replaceChildren(...meta.filter(Boolean).flatMap((text) => {
      const part = document.createElement("span");
      part.textContent = text;
      return [part, " "];
    }));
    return made;
  }

  /** Says of each word alone how many there are. */
  async function advise(page, site, read) {
    const advice = page.querySelector(".advice");
    advice.hidden = false;
    if (read.length < 2) return;
    const alone = await Promise.all(engine.wantedOf(read).map(async (word) => [word, (await site.answer(engine.written(word))).length]));
    advice.querySelector("ul").append(...alone.map(([word, count]) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.textContent = filled(page.dataset.alone, { word: engine.written(word), count });
      link.href = address({ q: engine.written(word) });
      item.append(link);
      return item;
    }));
  }

  function turn(page, from, count) {
    const [before, after] = page.querySelectorAll("nav a");
    before.hidden = from === 0;
    after.hidden = from + PAGE >= count;
    before.href = address({ page: from > PAGE ? String(from / PAGE) : "" });
    after.href = address({ page: String(from / PAGE + 2) });
    before.closest("nav").hidden = before.hidden && after.hidden;
  }

  /* ---- An item that was found */

  const BLOCKS = "p, li, dd, dt, td, th, h1, h2, h3, h4, figcaption, caption, pre, .meta";

  async function mark(article, strings) {
    await engine.open();
    let first = null;
    for (const block of article.querySelectorAll(BLOCKS)) {
      if (block.querySelector(BLOCKS)) continue;
      const nodes = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode);
      const spans = engine.spansOf(nodes.map((node) => node.data).join(""), strings);
      let at = 0;
      for (const node of nodes) {
        const inside = spans.map(({ begin, end }) => ({
          begin: Math.max(0, begin - at), end: Math.min(node.data.length, end - at),
        })).filter(({ begin, end }) => begin < end);
        at += node.data.length;
        if (!inside.length) continue;
        const parts = marked(engine.runsOf(node.data, inside));
        first ??= parts.find((part) => part instanceof Element);
        node.replaceWith(...parts);
      }
    }
    first?.scrollIntoView({ block: "center" });
  }

  /* ---- What this page is */

  const results = document.getElementById("results");
  if (results) {
    const input = document.querySelector("main input[name=q]");
    input.value = asked.get("q") ?? "";
    if (!input.value) input.focus();
    show(results).catch((error) => {
      results.hidden = false;
      results.querySelector("ol").replaceChildren();           // half an answer is none
      for (const part of results.querySelectorAll(".orders, nav, .advice")) part.hidden = true;
      results.querySelector("#count").textContent = results.dataset.damaged;
      results.querySelector(".again").hidden = false;
      if (!(error instanceof engine.Damaged)) throw error;
    });
  } else if (asked.has("mark")) {
    const strings = (asked.get("mark") ?? "").split("\n").filter(Boolean);
    mark(document.querySelector("main article, main .beside") ?? document.body, strings).catch(() => {});
  }
})();
