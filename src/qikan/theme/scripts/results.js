/* The page of results: what was found, and how to ask for less or more of it. */
(() => {
  "use strict";

  const engine = window.qikanSearch;
  const PAGE = 10;
  const FIRST = 8, MOST = 200;                                // so many names of a facet stand in sight, and in all
  const SMALL = 20_000;                                       // of so few texts, all facets are loaded at once
  const SOON = 200;                                           // milliseconds in which nothing is said of a search that goes on
  const TITLE = document.title;
  let asked = new URLSearchParams(location.search);
  let latest = 0;                                             // which search is to be shown: others may end after it
  let waiting = 0;

  /** Finds a part that the page surely has, of the type that its taker says.
      @template {Element} [E=HTMLElement] @param {string} selector @param {ParentNode} within @returns {E} */
  function part(selector, within = page) {
    /** @type {E | null} */
    const found = within.querySelector(selector);
    if (!found) throw new Error(selector);
    return found;
  }

  const page = part("#results", document);

  /** @param {string | undefined} text @param {Record<string, string | number>} values */
  const filled = (text = "", values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {Record<string, unknown>} attributes
      @param {(Node | string)[]} content @returns {HTMLElementTagNameMap[K]} */
  function element(name, attributes, ...content) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...content);
    return made;
  }

  /** @param {Record<string, string>} changes */
  function address(changes) {
    const parameters = new URLSearchParams({ q: asked.get("q") ?? "", order: asked.get("order") ?? "", ...changes });
    for (const [name, value] of [...parameters]) if (!value) parameters.delete(name);
    return `?${parameters}`;
  }

  /* ---- Results */

  /** Waits until a reader sees what stands, before the browser is asked for more. */
  const painted = () => new Promise((resolve) => {
    if (document.hidden) resolve(null);
    else requestAnimationFrame(() => setTimeout(resolve));
  });

  async function show() {
    const mine = ++latest, query = asked.get("q") ?? "", said = part("#count");
    clearTimeout(waiting);
    /** @type {HTMLDetailsElement} */
    const panel = part(".facets", document);
    page.hidden = !engine.wordsOf(query).length;
    if (page.hidden) {
      document.title = TITLE;
      panel.hidden = true;
      return;
    }
    waiting = setTimeout(() => { said.textContent = page.dataset.searching ?? ""; }, SOON);
    const site = await engine.open();
    const words = engine.wordsOf(query);                      // now that fields, and 繁 and 简, are known
    const strings = engine.wantedOf(words).map((word) => word.string);
    const order = asked.get("order") ?? "";
    const answer = await site.answer(query, order), { count } = answer;
    const last = Math.max(1, Math.ceil(count / PAGE));
    const from = (Math.min(last, Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1)) - 1) * PAGE;
    const described = await Promise.all(answer.best(from + PAGE).slice(from).map(({ text }) => site.describe(text)));
    if (mine !== latest) return;
    clearTimeout(waiting);
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const orders = page.querySelectorAll("[data-order]");
    for (const link of orders) {
      link.href = address({ order: link.dataset.order ?? "" });
      link.ariaCurrent = link.dataset.order === order ? "true" : null;
    }
    part(".orders").hidden = count < 2;
    for (const name of [".again", ".advice"]) part(name).hidden = true;
    const entries = described.map((hit) => entry(hit, site.facets, strings));
    /** @type {HTMLOListElement} */
    const list = part("ol");
    list.replaceChildren(...entries);
    list.start = from + 1;
    const told = { query: words.map(engine.written).join(" "), count };
    document.title = `${told.query} - ${TITLE}`;
    said.textContent = filled(count ? page.dataset.found : page.dataset.none, told);
    turn(from, count);
    panel.hidden = !answer.held.length;
    await painted();
    if (mine !== latest) return;
    narrow(panel, site, answer, words);
    fillIn(words);
    if (!count) await advise(site, words);
    await Promise.all(described.map(async (hit, at) => {
      /** @type {string[][]} */
      const texts = await engine.objects(hit.file);
      part(".piece", entries[at]).replaceChildren(...engine.marked(engine.snippet(texts[hit.place], strings)));
    }));
  }

  /** @param {Described} hit @param {Site["facets"]} facets @param {string[]} strings */
  function entry(hit, facets, strings) {
    /** @type {HTMLTemplateElement} */
    const template = part("template.hit");
    const made = part("li", document.importNode(template.content, true));
    /** @type {HTMLAnchorElement} */
    const link = part("a", made);
    const mark = strings.length ? `?mark=${encodeURIComponent(strings.join("\n"))}` : "";
    link.href = new URL(`${hit.page}${mark}`, engine.ROOT).href;
    link.replaceChildren(...engine.marked(engine.runsOf(hit.title, engine.spansOf(hit.title, strings))));
    const number = hit.number ? filled(made.dataset.number, { number: hit.number }) : "";
    const names = (/** @type {string} */ key) => hit.names[facets.findIndex(([each]) => each === key)]?.join("、");
    const meta = [hit.date, hit.label, number, names("outlet"), names("place")];
    part(".meta", made).append(...meta.flatMap((text) => (text ? [element("span", {}, text), " "] : [])));
    return made;
  }

  /** Says of each word alone how many there are, or what is like it.
      @param {Site} site @param {Word[]} words */
  async function advise(site, words) {
    const mine = latest, advice = part(".advice"), all = (await site.names()).flat();
    part("p", advice).hidden = words.length < 2;
    const tips = words.filter((word) => !word.without).map(async (word) => {
      const q = engine.written(word), { count } = await site.answer(q);
      const like = (/** @type {string} */ name) => (
        [...new Set(engine.fold(name))].filter((sign) => word.string.includes(sign)).length / Math.max(name.length, word.string.length));
      const bearing = await site.bearing(word.string);
      if (bearing) return [`${q} `, element("a", { href: new URL(bearing.page, engine.ROOT).href }, bearing.title)];
      if (count) return [element("a", { href: address({ q }) }, filled(page.dataset.alone, { word: q, count }))];
      const near = all.map(([name]) => name).filter((name) => like(name) > 0.4).sort((a, b) => like(b) - like(a)).slice(0, 3);
      const links = near.flatMap((name) => [" ", element("a", { href: address({ q: (word.label && `${word.label}:`) + name }) }, name)]);
      return [filled(/^[^:：]+[:：]/.test(word.shown) ? page.dataset.literal : page.dataset.unknown, { word: q }),
        ...(near.length ? [` ${page.dataset.near}`, ...links] : [])];
    });
    const list = (await Promise.all(tips)).map((tip) => element("li", {}, ...tip));
    if (mine !== latest) return;
    part("ul", advice).replaceChildren(...list);
    advice.hidden = false;
  }

  /** Leads to the pages before and after this one. @param {number} from @param {number} count */
  function turn(from, count) {
    /** @type {HTMLAnchorElement} */
    const before = part("[rel=prev]");
    /** @type {HTMLAnchorElement} */
    const after = part("[rel=next]");
    before.hidden = from === 0;
    after.hidden = from + PAGE >= count;
    before.href = address({ page: from > PAGE ? String(from / PAGE) : "" });
    after.href = address({ page: String(from / PAGE + 2) });
    part("nav").hidden = before.hidden && after.hidden;
  }

  /* ---- Facets: each name leads to the same search, narrowed to it or widened again */

  /** @typedef {(value: string) => { href: string, ariaCurrent?: string }} Lead */

  /** @param {HTMLDetailsElement} panel @param {Site} site @param {Answer} answer @param {Word[]} words */
  function narrow(panel, site, answer, words) {
    const [summary, ...before] = /** @type {HTMLDetailsElement[]} */ ([...panel.children]);
    if (!before.length) panel.open = matchMedia("(min-width: 76em)").matches;
    /** @type {Site["facets"]} */
    const facets = [["year", panel.dataset.year ?? ""], ...site.facets];
    panel.replaceChildren(summary, ...facets.map(([field, label]) => {
      /** @type {Lead} */
      const lead = (value) => toggled(words, field, label, value);
      const made = element("details", { className: "facet" }, element("summary", {}, label));
      made.dataset.field = field;
      made.addEventListener("toggle", () => {
        if (!made.open || made.children.length > 1) return;
        const box = made.appendChild(element("div", {}));
        site.counted(answer, field).then((counted) => {
          const counts = [...counted];
          if (!counts.length) made.remove();
          else box.append(field === "year" ? yearly(counts, lead) : names(counts, lead));
        }).catch(fail);
      });
      const chosen = words.some((word) => word.field === field && !word.without);
      const was = before.find(({ dataset }) => dataset.field === field); // one without names had been removed
      made.open = chosen || (was?.open ?? (field === "year" || site.count <= SMALL));
      return made;
    }));
  }

  /** Tells where a name leads, and whether it is chosen.
      @param {Word[]} words @param {string} field @param {string} label @param {string} value */
  function toggled(words, field, label, value) {
    const string = field === "year" ? `${value}..${value}` : engine.fold(value);
    const same = (/** @type {Word} */ word) => word.field === field && !word.without && word.string === string;
    const left = words.filter((word) => !same(word)).map(engine.written);
    const chosen = left.length < words.length;
    const added = `${label}:${/\s/.test(value) ? `"${value}"` : value}`;
    const q = [...left, ...(chosen ? [] : [added])].join(" ");
    return { href: address({ q }), ...(chosen && { ariaCurrent: "true" }) };
  }

  /** @param {[string, number][]} counts @param {Lead} lead */
  function names(counts, lead) {
    counts.sort(([one, some], [other, more]) => more - some || (one < other ? -1 : 1));
    const list = (/** @type {[string, number][]} */ some) => element("ul", { className: "names" }, ...some.map(([name, count]) => (
      element("li", {}, element("a", lead(name), name), element("span", { className: "n" }, String(count))))));
    if (counts.length <= FIRST) return list(counts);
    const more = element("details", {}, element("summary", {}, filled(page.dataset.more, { count: counts.length - FIRST })), list(counts.slice(FIRST, MOST)));
    return element("div", {}, list(counts.slice(0, FIRST)), more);
  }

  /** Draws the hits of each year as a bar that leads to them. @param {[string, number][]} counts @param {Lead} lead */
  function yearly(counts, lead) {
    const found = new Map(counts.map(([year, count]) => [Number(year), count]));
    const first = Math.min(...found.keys()), last = Math.max(...found.keys()), most = Math.max(...found.values());
    const bars = element("ol", { className: last - first < FIRST ? "bars counted" : "bars" });
    for (let year = first; year <= last; year++) {
      const count = found.get(year) ?? 0;
      const bar = element(count ? "a" : "span", count ? lead(String(year)) : {});
      bar.title = `${year}: ${count}`;
      bar.style.setProperty("--share", String(count / most));
      bar.append(element("span", { className: "vh" }, `${year}: `), element("small", {}, String(count || "")));
      bars.append(element("li", {}, bar));
    }
    const ends = first === last ? [String(first)] : [String(first), String(last)];
    return element("div", {}, bars, element("p", { className: "ends", ariaHidden: "true" }, ...ends.map((end) => element("span", {}, end))));
  }

  /** Tells that files are not whole: half an answer is none. @param {unknown} error */
  function fail(error) {
    clearTimeout(waiting);
    page.hidden = false;
    part("ol").replaceChildren();
    for (const name of [".facets", ".orders", "#results nav", ".advice"]) part(name, document).hidden = true;
    part("#count").textContent = filled(page.dataset.damaged, {});
    part(".again").hidden = false;
    if (!(error instanceof engine.Damaged)) throw error;
  }

  /* ---- The form, for who does not know how fields are written: it makes a query of what is filled in */

  /** @type {HTMLFormElement} */
  const form = part("details.form form", document);

  /** Puts the words of a query where the form would have made them of. @param {Word[]} words */
  function fillIn(words) {
    form.reset();
    for (const word of words) {
      const { field, without, shown, string } = word;
      const plain = field === "" ? (without ? "without" : shown.includes(" ") ? "phrase" : "all-words") : "";
      const [from, to] = field === "year" && !without ? string.split("..") : [];
      const name = plain || (without ? "" : field === "title" ? "titled" : `under-${field}`);
      const own = from === undefined ? `[id="${name}"]` : "#from, #to", there = form.querySelector(own);
      /** @type {NodeListOf<HTMLInputElement>} */
      const boxes = form.querySelectorAll(there ? own : "#all-words");
      const text = there ? shown : engine.written(word);
      boxes.forEach((box, at) => { box.value = from === undefined ? `${box.value} ${text}`.trim() : [from, to][at]; });
    }
  }

  /** @param {HTMLDetailsElement} details */
  function offerForm(details) {
    details.addEventListener("toggle", async () => {
      const site = await engine.open(), names = await site.names();
      site.facets.forEach(([field], at) => {
        const list = form.querySelector(`datalist[id="all-${field}"]`);
        list?.replaceChildren(...names[at].map(([value]) => element("option", { value })));
      });
    }, { once: true });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      /** @type {NodeListOf<HTMLInputElement>} */
      const boxes = form.querySelectorAll("[data-form]");
      const parts = [...boxes].flatMap(({ value, dataset: { form: pattern = "", each } }) => {
        const words = each === undefined ? [value.trim()] : value.trim().split(/\s+/);
        return words.filter(Boolean).map((word) => pattern.replace("*", word.replace(/["“”＂]/g, "")));
      });
      const filledIn = new FormData(form);
      const span = ["from", "to"].map((name) => String(filledIn.get(name)).trim());
      if (span.some(Boolean)) parts.push(`${form.dataset.year}:${[...new Set(span)].join("..")}`);
      details.open = false;
      if (parts.length) ask(address({ q: parts.join(" ") }));
    });
  }

  /* ---- What is asked */

  /** Asks for something else, without leaving the page. @param {string} address */
  function ask(address) {
    try {
      history.pushState(null, "", address);
    } catch {                                                 // some browsers let no file change its address
      location.href = address;
      return;
    }
    input.blur();
    begin();
    scrollTo(0, 0);
  }

  function begin() {
    asked = new URLSearchParams(location.search);
    input.value = asked.get("q") ?? "";
    show().catch(fail).then(() => { if (document.activeElement === document.body) page.focus({ preventScroll: true }); });
  }

  if (asked.has("in")) {                                      // from the page of an outlet, a place, an issue
    asked.set("q", `${asked.get("in")} ${asked.get("q") ?? ""}`.trim());
    history.replaceState(null, "", address({}));
  }
  /** @type {HTMLInputElement} */
  const input = part("main input[name=q]", document);
  input.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(address({ q: input.value, page: "" }));
  });
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest("a[href^='?']");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    ask(link.href);
  });
  addEventListener("popstate", () => { if (`${new URLSearchParams(location.search)}` !== `${asked}`) begin(); });
  begin();
  if (!input.value) input.focus();
  offerForm(part("details.form", document));
})();
