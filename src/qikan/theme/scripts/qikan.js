/* What a browser adds to pages that are whole without it: the reader's settings, copying, and the
   place in the contents. It loads nothing, and keeps nothing but the settings, in this browser. */
(() => {
  "use strict";

  const root = document.documentElement;
  root.classList.add("js");

  /* ---- Settings: read before the first paint, so that nothing flickers */

  /* What can be chosen, in the archive's language: put in by the build (sphinx/assets.py), so that
     the words do not stand on every page. Each setting: name, legend, then values with their words. */
  const { settings: SETTINGS, unkept: UNKEPT } = WORDS;
  const key = (/** @type {string} */ name) => `qikan-${name}`;

  /** @param {string} name */
  function kept(name) {
    try { return localStorage.getItem(key(name)) ?? ""; } catch { return ""; }
  }

  /** @param {string} name @param {string} value */
  function keep(name, value) {
    try {
      if (value) localStorage.setItem(key(name), value);
      else localStorage.removeItem(key(name));
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} name @param {string} value */
  function apply(name, value) {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  }

  for (const [name] of SETTINGS) apply(name, kept(name));

  /** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {Record<string, unknown>} attributes
      @param {(Node | string)[]} content @returns {HTMLElementTagNameMap[K]} */
  function element(name, attributes, ...content) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...content);
    return made;
  }

  function settingsFields() {
    return SETTINGS.map(([name, legend, choices]) => element(
      "fieldset", {}, element("legend", {}, legend),
      ...choices.map(([value, words]) => element(
        "label", {}, element("input", { type: "radio", name, value }), ` ${words}`,
      )),
    ));
  }

  function offerSettings() {
    /** @type {HTMLDetailsElement | null} */
    const panel = document.querySelector("details.settings");
    if (!panel) return;
    const note = element("p", { className: "note unkept", hidden: true }, UNKEPT);
    panel.append(element("div", { className: "panel" }, ...settingsFields(), note));
    const show = (/** @type {string} */ name, /** @type {string} */ value) => {
      /** @type {HTMLInputElement | null} */
      const wanted = panel.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`);
      if (wanted) wanted.checked = true;
    };
    for (const [name] of SETTINGS) show(name, kept(name));
    panel.addEventListener("change", ({ target }) => {
      const { name, value } = /** @type {HTMLInputElement} */ (target);
      apply(name, value);
      note.hidden = keep(name, value);
    });
    addEventListener("storage", (event) => {              // another window has chosen
      for (const [name] of SETTINGS) {
        const value = event.newValue ?? "";
        if (event.key === key(name)) { apply(name, value); show(name, value); }
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.open) return;
      panel.open = false;
      panel.querySelector("summary")?.focus();
    });
    document.addEventListener("click", (event) => {
      if (!panel.contains(/** @type {Node} */ (event.target))) panel.open = false;
    });
  }

  /* ---- Copying: each button copies the part that it names */

  /** @param {HTMLElement} part */
  async function copy(part) {
    try {
      await navigator.clipboard.writeText(part.textContent ?? "");
      return true;
    } catch {                                             // from disk, or over plain HTTP
      const range = document.createRange();
      range.selectNodeContents(part);
      const selection = getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
      return document.execCommand("copy");
    }
  }

  function offerCopies() {
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = document.querySelectorAll("button[data-copies]");
    const said = document.getElementById("copied");
    if (!said) return;
    for (const button of buttons) {
      button.addEventListener("click", async () => {
        const part = document.getElementById(button.dataset.copies ?? "");
        const done = part !== null && await copy(part);
        said.textContent = "";                            // so that the same words are told again
        setTimeout(() => { said.textContent = said.dataset[done ? "done" : "failed"] ?? ""; }, 50);
        button.classList.toggle("done", done);
        setTimeout(() => button.classList.remove("done"), 2000);
      });
    }
  }

  /* ---- The contents beside an issue follow the reading */

  function followReading() {
    /** @type {HTMLElement | null} */
    const contents = document.querySelector(".toc.side");
    const items = [...document.querySelectorAll("article.item[id]")];
    if (!contents || !items.length || !("IntersectionObserver" in window)) return;
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const all = contents.querySelectorAll('a[href^="#"]');
    const links = new Map(Array.from(all, (link) => [link.hash.slice(1), link]));
    const visible = new Set();
    /** @type {HTMLAnchorElement | undefined} */
    let current;

    const mark = () => {
      const item = items.find((each) => visible.has(each));
      const link = item && links.get(item.id);
      if (!link || link === current) return;
      current?.removeAttribute("aria-current");
      link.setAttribute("aria-current", "location");
      current = link;
      const above = link.offsetTop < contents.scrollTop;
      const below = link.offsetTop + link.offsetHeight > contents.scrollTop + contents.clientHeight;
      if (above || below) contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
    };

    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) visible.add(target);
        else visible.delete(target);
      }
      mark();
    }, { rootMargin: "-15% 0px -50% 0px" });              // the band where one reads
    for (const item of items) observer.observe(item);
  }

  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);

  /** @param {string[]} names */
  function load(...names) {
    for (const name of names) {
      document.head.append(element("script", { src: new URL(name, src), async: false }));
    }
  }

  /* ---- The sign / leads to the search, as where one reads with the keyboard */

  function offerSearch() {
    document.addEventListener("keydown", (event) => {
      const writing = event.target instanceof Element
        && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
      /** @type {HTMLInputElement | null} */
      const box = document.querySelector("input[name=q]");
      if (box) { event.preventDefault(); box.focus(); }
    });
    // What it takes to suggest is loaded at the first use of a box.
    /** @param {{ target: EventTarget | null }} event */
    function first({ target }) {
      if (!(target instanceof Element && target.matches("input[name=q]"))) return;
      document.removeEventListener("focusin", first);
      load(...("qikanSearch" in window ? [] : ["shards.js", "search.js"]), "suggest.js");
    }
    document.addEventListener("focusin", first);
    first({ target: document.activeElement });
  }

  /* ---- Words for which an item was found: what marks them is loaded only then */

  function markFound() {
    if (!new URLSearchParams(location.search).has("mark") || document.getElementById("results")) return;
    load("shards.js", "search.js", "marks.js");
  }

  document.addEventListener("DOMContentLoaded", () => {
    offerSearch();
    markFound();
    offerSettings();
    offerCopies();
    followReading();
  });
})();
