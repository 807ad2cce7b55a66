/* What a reader may mean, while a query is being written: names that items stand under, and titles. */
(() => {
  "use strict";

  const engine = window.qikanSearch;
  const QUIET = 150;                                          // milliseconds without a key
  const NAMES = 6, TITLES = 3;

  /** @typedef {{ kind: string, text: string, href: string }} Suggestion */

  /** Names that hold the last word, those that begin with it first; titles that do, the newest first.
      @param {string} text @param {string} within what the search of this page is limited to
      @param {string} page @returns {Promise<Suggestion[]>} */
  async function suggestions(text, within, page) {
    const [last, label = "", word] = /^-?(?:(\S+)[:：])?(\S*)$/.exec(/\S*$/.exec(text)?.[0] ?? "") ?? ["", "", ""];
    const typed = engine.fold(word);
    if (!last) return [];
    const site = await engine.open();
    const [bearing, names, answer] = await Promise.all([
      site.bearing(text.trim()), site.names(), [...typed].length > 1 && !label ? site.answer(`${within} 标题:"${typed}"`, "newest") : null,
    ]);
    const titled = await Promise.all((answer?.best(TITLES) ?? []).map((hit) => site.describe(hit.text)));
    const before = `${within} ${text.slice(0, -last.length)}`.trimStart();
    const found = site.facets.flatMap(([, kind], facet) => (
      (label ? label !== kind : within.startsWith(`${kind}:`)) ? [] : names[facet].flatMap(([name, count, ...others]) => {
        const places = [name, ...others].map((each) => engine.fold(each).indexOf(typed)).filter((place) => place >= 0);
        return places.length ? [{ kind, name, count, within: Math.min(...places) > 0 }] : [];
      })
    )).sort((a, b) => Number(a.within) - Number(b.within) || b.count - a.count);
    return [
      ...(bearing ? [{ kind: text.trim(), text: bearing.title, href: new URL(bearing.page, engine.ROOT).href }] : []),
      ...found.slice(0, NAMES).map(({ kind, name, count }) => {
        const q = `${before}${kind}:${/\s/.test(name) ? `"${name}"` : name}`;
        return { kind: `${kind} ${count}`, text: name, href: `${page}?${new URLSearchParams({ q })}` };
      }),
      ...titled.map((hit) => ({ kind: hit.label, text: hit.title, href: new URL(hit.page, engine.ROOT).href })),
    ];
  }

  /** Shows suggestions below a box, as a list that the arrow keys go through (ARIA's combobox).
      @param {HTMLInputElement} input @param {number} number */
  function offer(input, number) {
    const list = document.createElement("ul");
    Object.assign(list, { className: "suggested", id: `suggested-${number}`, role: "listbox", hidden: true });
    list.ariaLabel = input.ariaLabel ?? input.labels?.[0]?.textContent ?? "";
    input.after(list);
    const options = list.getElementsByTagName("li");          // those that stand in it at any time
    Object.assign(input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list" });
    input.setAttribute("aria-controls", list.id);
    const page = input.form?.action ?? "";
    const within = String(new FormData(input.form ?? undefined).get("in") ?? "");
    let waiting = 0, chosen = -1;

    function close() {
      clearTimeout(waiting);
      list.hidden = true;
      input.ariaExpanded = "false";
      choose(-1);
    }

    /** @param {number} which */
    function choose(which) {
      chosen = which;
      [...options].forEach((option, at) => { option.ariaSelected = String(at === which); });
      if (which < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options[which].id);
    }

    async function show() {
      const text = input.value;
      const found = await suggestions(text, within, page).catch(() => []); // the page of results tells what is wrong
      if (text !== input.value || document.activeElement !== input) return;
      list.replaceChildren(...found.map(({ kind, text: name, href }, at) => {
        const option = document.createElement("li"), small = document.createElement("span");
        Object.assign(option, { id: `${list.id}-${at}`, role: "option", textContent: `${name} ` });
        option.dataset.href = href;
        small.textContent = kind;
        option.append(small);
        return option;
      }));
      list.hidden = !found.length;
      input.ariaExpanded = String(found.length > 0);
      choose(-1);
    }

    input.addEventListener("input", (event) => {
      clearTimeout(waiting);
      if (!(/** @type {InputEvent} */ (event).isComposing)) waiting = setTimeout(show, QUIET);
    });
    input.addEventListener("compositionend", () => { waiting = setTimeout(show, QUIET); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], count = options.length;
      if (event.key === "Escape" && !list.hidden) close();
      else if (step && !list.hidden) choose((chosen + 1 + step + count + 1) % (count + 1) - 1);
      else if (event.key === "Enter" && chosen >= 0) follow(options[chosen]);
      else return;
      event.preventDefault();
    });
    if (document.activeElement === input && input.value) show(); // written before this was loaded
    list.addEventListener("pointerdown", (event) => {         // before the box loses the focus
      event.preventDefault();
      const option = /** @type {Element} */ (event.target).closest("li");
      if (option) follow(option);
    });
  }

  /** @param {HTMLElement} option */
  function follow(option) {
    location.href = option.dataset.href ?? "";
  }

  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = document.querySelectorAll("input[name=q]");
  boxes.forEach(offer);
})();
