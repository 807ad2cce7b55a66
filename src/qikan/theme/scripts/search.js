/* Searches the archive: reads queries, ranks what holds them, cuts snippets. Python's side,
   qikan/search, answers the same; a test holds them together. */
(() => {
  "use strict";

  const { Damaged, objects, Lists, columnOf, together, GRAM, IN_TITLE, OTHER, AS_TITLE } = window.qikanIndex;
  const ROOT = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const VERSION = 4, TITLES = 32;

  /* ---- Folding: see folding.py */

  const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const IGNORED = "\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\xad\\u061c\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e"
    + "\\u2060-\\u206f\\ud800-\\udfff\\ufe00-\\ufe0f\\ufeff\\ufff0-\\uffff\\u{e0000}-\\u{e0fff}";
  const SPACE = new RegExp(`[${SPACES}]+`, "gu"), UNSEEN = new RegExp(`[${IGNORED}]+`, "gu");
  const FIRST_HAN = 0x2e80;

  /** @type {Map<string, string>} */
  let simplified = new Map();

  /** @param {string} text */
  function fold(text, forms = simplified) {
    let level = "";
    for (const sign of text.normalize("NFKC").toLowerCase()) level += forms.get(sign) ?? sign;
    const words = level.replace(UNSEEN, "").split(SPACE).filter(Boolean);
    let closed = "";
    for (const word of words) {
      const apart = closed && /** @type {number} */ (last(closed).codePointAt(0)) < FIRST_HAN
        && /** @type {number} */ (word.codePointAt(0)) < FIRST_HAN;
      closed += apart ? ` ${word}` : word;
    }
    return closed;
  }

  /** @param {string} text */
  const last = (text) => /** @type {string} */ ([...text.slice(-2)].pop());

  /* ---- Queries: see query.py */

  const MOST = 16, LONGEST = 64, QUOTES = "\"“”＂";
  const UNIT = new RegExp(`([0-9０-９])[${SPACES}]+(?=[\\u4e00-\\u9fff](?:[${SPACES}]|$))`, "gu");
  const ONLY_LEVEL = new Map();

  /** The keys of all fields, by how they may be written. @type {Map<string, string>} */
  let fields = new Map();

  /** @param {string} text @returns {Word[]} */
  function wordsOf(text) {
    const labels = [...fields.keys()].sort((a, b) => b.length - a.length)
      .map((label) => label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    const part = new RegExp(`([-－])?(?:(${labels})[:：])?(?:[${QUOTES}]([^${QUOTES}]+)[${QUOTES}]?|([^${SPACES}${QUOTES}]+))`, "gi");
    /** @type {Map<string, Word>} */
    const words = new Map();
    for (const [, minus, named, phrase, word] of text.replace(UNIT, "$1").matchAll(part)) {
      let label = named ?? "", field = fields.get(label.toLowerCase()) ?? "";
      let shown = [...(phrase ?? word).replace(SPACE, " ")].slice(0, LONGEST).join("");
      let string = fold(shown);
      if (string && (field === "year" || field === "date")) {
        const span = spanOf(string);
        if (!span) [label, field, shown] = ["", "", `${label}:${shown}`];
        string = span?.join("..") ?? fold(shown);
      }
      const read = { string, field, without: !!minus, label, shown, other: fold(shown, ONLY_LEVEL) !== string };
      const key = [string, field, read.without].join("\n");
      if (string && !words.has(key)) words.set(key, read);
    }
    const read = [...words.values()].slice(0, MOST), meant = read.filter((word) => word.string !== "-");
    return meant.length ? meant : read;
  }

  /** Tells whether a word is looked for in what the texts say. @param {Word} word */
  const inText = ({ field }) => field === "" || field === "title";

  /** The words that texts are to hold. @param {Word[]} words */
  const wantedOf = (words) => words.filter((word) => inText(word) && !word.without);

  /** All wanted words as a text would have them, and with what was written.
      @param {Word[]} words @param {string} text */
  function wholesOf(words, text) {
    const plain = !words.some((word) => word.without || word.field);
    const joined = fold(wantedOf(words).map(({ string }) => string).join(" "), ONLY_LEVEL);
    const raw = plain ? [...fold(text)].slice(0, LONGEST).join("") : "";
    return [...new Set([joined, raw])].filter(Boolean);
  }

  /** @param {Word} word */
  function written({ without, label, shown }) {
    return `${without ? "-" : ""}${label && `${label}:`}${shown.includes(" ") ? `"${shown}"` : shown}`;
  }

  /* ---- Spans of time: see spans.py */

  const DATE = "([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2}))?)?[年月日]?";
  const SPAN = new RegExp(`^(?:${DATE})?(\\.\\.|…+|[-–—~]+|至|到)?(?:${DATE})?$`);

  /** Reads a span, two dates of which one may be open. @param {string} text */
  function spanOf(text) {
    const [, y, m, d, to, y2, m2, d2] = SPAN.exec(text) ?? [];
    if (!(y || y2) || (y && y2 && !to)) return null;
    const first = dateOf(y, m, d), last = dateOf(y2, m2, d2);
    if (first === null || last === null) return null;
    if (!to) return [first || last, first || last];
    return first && last && last < first ? [last, first] : [first, last];
  }

  /** @param {string} [year] @param {string} [month] @param {string} [day] */
  function dateOf(year, month, day) {
    if (!year) return "";
    const last = new Date(Date.UTC(2000, 0, 1));
    last.setUTCFullYear(Number(year), Number(month ?? 12), 0);
    const there = Number(year) >= 1 && (!month || (Number(month) >= 1 && Number(month) <= 12))
      && (!day || (Number(day) >= 1 && Number(day) <= last.getUTCDate()));
    return there ? [year, month, day].filter((part) => part !== undefined).map((part) => part.padStart(2, "0")).join("-") : null;
  }

  /** Tells whether a date lies in a span, or may where less is known of it. @param {string} date @param {string[]} span */
  const mayHold = (date, [first, last]) => (
    first.slice(0, date.length) <= date && (!last || date.slice(0, last.length) <= last));

  /* ---- Ranking: see ranking.py; every step is the same */

  const K1 = 1.2, B = 0.4, OF_TITLE = 4, NEAR = 0.5, REACH = 16, FAR = 2 ** 30, LOG2 = 0.6931471805599453;

  /** @param {number} value */
  function logarithm(value) {
    let powers = 0;
    for (; value >= 2; powers++) value /= 2;
    const part = (value - 1) / (value + 1), square = part * part;
    let term = part, total = part;
    for (const divisor of [3, 5, 7, 9, 11, 13]) {
      term *= square;
      total += term / divisor;
    }
    return powers * LOG2 + 2 * total;
  }

  /** Gives for each size how much it damps, sizes being powers of four. @param {number} average */
  const damping = (average) => Array.from({ length: 26 }, (_, step) => K1 * (1 - B + B * 4 ** step / average));

  /** Tells how much more a text counts, since words stand near to each other in it.
      @param {{ places: number[], length: number }[]} words in the order of the query */
  function nearness(words) {
    let near = 0;
    for (let at = 1; at < words.length; at++) {
      const one = words[at - 1], other = words[at];
      near += REACH / (REACH + Math.min(gap(one, other.places), gap(other, one.places)));
    }
    return 1 + NEAR * near / (words.length - 1);
  }

  /** Tells how far behind a word the nearest other word begins.
      @param {{ places: number[], length: number }} word @param {number[]} others */
  function gap({ places, length }, others) {
    let least = FAR, at = 0;
    for (const place of places) {
      while (at < others.length && others[at] < place) at++;
      if (at < others.length) least = Math.min(least, Math.max(0, others[at] - place - length));
    }
    return least;
  }

  /** Gives those of some hits that come first in an order.
      @param {Hit[]} hits @param {(one: Hit, other: Hit) => number} order @param {number} most */
  function best(hits, order, most) {
    /** @type {Hit[]} */
    let found = [], last;
    for (const each of hits) {
      if (last && order(last, each) < 0 || found.push(each) <= 2 * most) continue;
      found = found.sort(order).slice(0, most);
      last = found[most - 1];
    }
    return found.sort(order).slice(0, most);
  }

  /* ---- The site: see site.py */

  /** @param {Hit} one @param {Hit} other */
  const newest = (one, other) => other.text - one.text;

  /** @param {Hit} one @param {Hit} other */
  const oldest = (one, other) => one.text - other.text;

  /** @param {Hit} one @param {Hit} other */
  const relevance = (one, other) => other.rank - one.rank || other.score - one.score || newest(one, other);

  const LEFT_OUT = 1, SAME = 2, OWN = 1;

  class Site {
    /** @type {Promise<Site> | undefined} */
    static opened;

    /** @param {Manifest} manifest @param {Lists[]} parts */
    constructor(manifest, parts) {
      this.ending = manifest.ending;
      this.facets = manifest.facets;
      this.years = manifest.years;
      this.namesFile = manifest.names;
      this.parts = parts;
      this.begins = [0];
      for (const { sizes } of parts) this.begins.push(this.begins[this.begins.length - 1] + sizes.length);
      this.count = this.begins[parts.length];
      this.letters = parts.map(({ sizes }) => sizes).join("");
      this.damping = damping(manifest.average);
    }

    static async open() {
      /** @type {Manifest} */
      const manifest = await objects("manifest");
      if (manifest.version !== VERSION) throw new Damaged("manifest");
      const [before, after] = manifest.simplified.map((column) => [...column]);
      simplified = new Map(before.map((sign, at) => [sign, after[at]]));
      fields = new Map(Object.entries(manifest.fields));
      return new Site(manifest, manifest.parts.map((part) => new Lists(...part)));
    }

    /** @param {Word} word */
    async held({ string, field }) {
      const found = await Promise.all(this.parts.map((part) => part.held(string)));
      /** @type {Held} */
      const all = { texts: [], said: [] };
      found.forEach(({ texts, said }, part) => texts.forEach((text, at) => {
        if (field === "title" && !(said[at] & IN_TITLE)) return;
        all.texts.push(text + this.begins[part]);
        all.said.push(said[at]);
      }));
      return all;
    }

    /** Tells where a string stands in some texts that hold it.
        @param {string} string @param {number[]} texts in order @returns {Promise<number[][]>} */
    async places(string, texts) {
      const found = await Promise.all(this.parts.map((part, at) => {
        const begin = this.begins[at], end = this.begins[at + 1];
        return part.places(string, texts.filter((text) => begin <= text && text < end).map((text) => text - begin));
      }));
      return found.flat();
    }

    /** @param {Held} held */
    scores({ texts, said }) {
      const having = texts.length;
      const rare = logarithm(1 + (this.count - having + 0.5) / (having + 0.5));
      return texts.map((text, at) => {
        const weight = (said[at] >> 3) + (said[at] & IN_TITLE ? OF_TITLE : 0);
        return rare * (weight * (K1 + 1)) / (weight + this.damping[this.letters.charCodeAt(text) - 97]);
      });
    }

    /** Finds the texts that hold all words and stand where the fields say.
        @param {string} asked @param {string} order @returns {Promise<Answer>} */
    async answer(asked, order = "relevance") {
      const words = wordsOf(asked);
      const wanted = wantedOf(words);
      const alone = wanted.length === 1;
      const wholes = wholesOf(words, asked);
      const [filed, found, without, ones] = await Promise.all([
        this.filed(words.filter((word) => !inText(word))),
        Promise.all(wanted.map((word) => this.held(word))),
        Promise.all(words.filter((word) => inText(word) && word.without).map((word) => this.held(word))),
        Promise.all(wholes.map((string) => (
          alone && string === wanted[0].string ? null : this.held({ ...wanted[0], string, field: "" })))),
      ]);
      const points = found.map((held) => this.scores(held));
      const marks = new Uint8Array(this.count);
      for (const { texts } of without) for (const text of texts) marks[text] |= LEFT_OUT;
      for (const { texts, said } of ones.map((one) => one ?? found[0])) {
        texts.forEach((text, at) => { if (said[at] & AS_TITLE) marks[text] |= SAME; });
      }
      // Of strings that are shorter than a gram, the signs beside them are told.
      const signs = wanted.map(({ string, other }) => ([...string].length < GRAM ? -1 : other ? OTHER : 0));
      const places = found.length ? together(found.map(({ texts }) => texts)) : [];
      const fields = [...filed.values()];
      const most = found.length ? places[0].length : words.length && this.count;
      /** @type {number[]} */
      const held = [];
      /** @type {Hit[]} */
      const hits = [];
      for (let at = 0; at < most; at++) {
        const text = found.length ? found[0].texts[places[0][at]] : at;
        if (marks[text] & LEFT_OUT) continue;
        held.push(text);
        if (!standsIn(text, fields)) continue;
        let score = 0, rank = marks[text] & SAME | OWN;
        for (let word = 0; word < found.length; word++) {
          const place = places[word][at];
          score += points[word][place];
          if (signs[word] >= 0 && (found[word].said[place] & OTHER) !== signs[word]) rank &= ~OWN;
        }
        hits.push({ text, rank, score });
      }
      const near = wanted.map(({ string }) => ({ string, length: [...string].length })).filter(({ length }) => length > 1);
      if (near.length > 1) {
        const texts = hits.map(({ text }) => text);
        const all = await Promise.all(near.map(({ string }) => this.places(string, texts)));
        hits.forEach((hit, at) => {
          hit.score *= nearness(near.map(({ length }, word) => ({ length, places: all[word][at] })));
        });
      }
      const sorted = order === "newest" ? newest : order === "oldest" ? oldest : relevance;
      return { count: hits.length, best: (most) => best(hits, sorted, most), held, filed };
    }

    /** Tells for each field of which texts it says what is asked: one of the words, none of those left out.
        @param {Word[]} words @returns {Promise<Map<string, Uint8Array>>} */
    async filed(words) {
      const said = await Promise.all(words.map((word) => this.under(word)));
      const filed = new Map();
      for (const field of new Set(words.map((word) => word.field))) {
        const asked = words.flatMap((word, at) => (word.field === field ? [{ without: word.without, there: said[at] }] : []));
        const some = asked.filter(({ without }) => !without), none = asked.filter(({ without }) => without);
        const admitted = new Uint8Array(this.count).fill(some.length ? 0 : 1);
        for (const { there } of some) there.forEach((yes, text) => { admitted[text] |= yes; });
        for (const { there } of none) there.forEach((yes, text) => { admitted[text] &= 1 - yes; });
        filed.set(field, admitted);
      }
      return filed;
    }

    /** Tells of each text whether a field says what is asked. @param {Word} word */
    async under({ field, string }) {
      const there = new Uint8Array(this.count);
      if (field === "year" || field === "date") {
        const span = string.split("..");
        const years = span.every(({ length }) => length === 0 || length === 4);
        const dates = years ? this.years.map(([year, count]) => ({ date: String(year), count })) : await this.issues();
        let text = 0;
        for (const { date, count } of dates) there.fill(+mayHold(date, span), text, text += count);
        return there;
      }
      if (field === "issue") {
        const issues = await this.issues();
        const chosen = meant(string, issues.map(({ id, label }) => [id, fold(label)]));
        let text = 0;
        issues.forEach(({ count }, at) => there.fill(+chosen.has(at), text, text += count));
        return there;
      }
      const place = this.facets.findIndex(([key]) => key === field);
      const names = (await this.names())[place];
      const chosen = meant(string, names.map(([name, , ...others]) => [name, ...others].map((each) => fold(each))));
      const wanted = new Set(names.filter((_, at) => chosen.has(at)).map(([name]) => name));
      const columns = await Promise.all(this.parts.map((_, part) => this.column(part, place)));
      columns.forEach(({ names, texts, numbers }, part) => {
        texts.forEach((text, at) => { if (wanted.has(names[numbers[at]])) there[this.begins[part] + text] = 1; });
      });
      return there;
    }

    /** @param {number} part @param {number} place */
    column(part, place) {
      return columnOf(`${this.parts[part].folder}/f${place}`, this.parts[part].sizes.length);
    }

    /** The names of each facet. @returns {Promise<Name[][]>} */
    names() {
      return objects(this.namesFile);
    }

    /** @returns {Promise<Issue[]>} */
    async issues() {
      /** @type {Issues[]} */
      const parts = await Promise.all(this.parts.map(({ folder }) => objects(`${folder}/issues`)));
      return parts.flatMap(([ids, labels, counts]) => ids.map((id, at) => (
        { id, date: /^\d{4}(?:-\d\d(?:-\d\d)?)?/.exec(id)?.[0] ?? "", label: labels[at], count: counts[at] })));
    }

    /** Finds the page of what bears an id, an issue or an item, and its title.
        @param {string} id @returns {Promise<{ page: string, title: string } | undefined>} */
    async bearing(id) {
      const [, asked, number] = /^(\d{4}-[\w-]+)(?:\/(\d+))?$/.exec(id) ?? [];
      let text = 0;
      for (const { id: issue, label, count } of asked ? await this.issues() : []) {
        const end = text + count;
        if (issue === asked && !number) return { page: this.page(issue, 0), title: label };
        for (; issue === asked && text < end; text++) {
          const item = await this.describe(text);
          if (item.number === Number(number)) return item;
        }
        text = end;
      }
    }

    /** @param {string} issue @param {number} number */
    page(issue, number) {
      return `issues/${issue.slice(0, 4)}/${issue}${number ? `/${number}` : ""}${this.ending}`;
    }

    /** Counts the texts of an answer under each name of a facet, what is chosen there set aside.
        @param {Answer} answer @param {string} field @returns {Promise<Map<string, number>>} */
    async counted({ held, filed }, field) {
      const others = [...filed].flatMap(([name, there]) => (name === field ? [] : [there]));
      const there = new Uint8Array(this.count);
      for (const text of held) if (standsIn(text, others)) there[text] = 1;
      /** @type {Map<string, number>} */
      const counts = new Map();
      if (field === "year") {
        let text = 0;
        for (const [year, count] of this.years) {
          const under = there.subarray(text, text += count).reduce((all, each) => all + each, 0);
          if (under) counts.set(String(year), under);
        }
        return counts;
      }
      const place = this.facets.findIndex(([key]) => key === field);
      const columns = await Promise.all(this.parts.map((_, part) => this.column(part, place)));
      columns.forEach(({ names, texts, numbers }, part) => {
        texts.forEach((text, at) => {
          const name = names[numbers[at]];
          if (there[this.begins[part] + text]) counts.set(name, (counts.get(name) ?? 0) + 1);
        });
      });
      return counts;
    }

    /** Tells what is shown of a text. @param {number} text @returns {Promise<Described>} */
    async describe(text) {
      const part = this.begins.findLastIndex((begin) => begin <= text);
      const at = text - this.begins[part];
      /** @type {Row[]} */
      const rows = await objects(`${this.parts[part].folder}/t${Math.floor(at / TITLES)}`);
      const [issue, number, title, date, label, names, file, place] = rows[at % TITLES];
      return { id: number ? `${issue}/${number}` : issue, page: this.page(issue, number), number, title, date, label, names, file, place };
    }
  }

  /** Tells whether all fields say of a text what is asked. @param {number} text @param {Uint8Array[]} fields */
  const standsIn = (text, fields) => fields.every((there) => there[text]);

  /** Finds what bears a name; or, where nothing does, all whose names have it in them.
      @param {string} string @param {string[][]} names */
  function meant(string, names) {
    const which = (/** @type {(each: string[]) => boolean} */ fits) => names.flatMap((each, at) => (fits(each) ? [at] : []));
    const same = which((each) => each.includes(string));
    return new Set(same.length ? same : which((each) => each.some((name) => name.includes(string))));
  }

  /* ---- Where words stand in a text: see snippets.py */

  const BEFORE = 24, LENGTH = 90;

  /** Folds a text; tells of each character where that stands in the text which it was made of.
      @param {string} text @returns {{ folded: string, places: [number, number][] }} */
  function folded(text) {
    /** @type {[string, [number, number]][]} */
    const made = [];
    for (const { 0: piece, index } of text.matchAll(/[^]\p{M}*/gu)) {
      /** @type {[number, number]} */
      const place = [index, index + piece.length];
      const signs = fold(piece);
      if (!signs && made.length && made[made.length - 1][0] !== " ") made.push([" ", place]);
      for (const unit of signs.split("")) made.push([unit, place]);
    }
    const whole = fold(text);
    /** @type {[number, number][]} */
    const places = [];
    for (const [unit, place] of made) {
      if (places.length < whole.length && unit === whole[places.length]) places.push(place);
      else if (unit !== " ") return { folded: "", places: [] };
    }
    return places.length === whole.length ? { folded: whole, places } : { folded: "", places: [] };
  }

  /** @param {string} text @param {string[]} strings */
  function spansOf(text, strings) {
    const { folded: whole, places } = folded(text);
    return strings.flatMap((string) => {
      const spans = [];
      for (let at = whole.indexOf(string); at >= 0; at = whole.indexOf(string, at + 1)) {
        spans.push({ begin: places[at][0], end: places[at + string.length - 1][1], string });
      }
      return spans;
    });
  }

  /** Parts a text into runs, those within a span being marked.
      @param {string} text @param {Span[]} spans */
  function runsOf(text, spans) {
    /** @type {Run[]} */
    const runs = [];
    let at = 0;
    for (const { begin, end } of [...spans].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
      if (end <= at) continue;
      if (at < begin) runs.push([text.slice(at, begin), false]);
      const joined = runs.length && runs[runs.length - 1][1] ? /** @type {Run} */ (runs.pop())[0] : "";
      runs.push([joined + text.slice(Math.max(at, begin), end), true]);
      at = end;
    }
    if (at < text.length) runs.push([text.slice(at), false]);
    return runs;
  }

  /** Cuts a piece out of the block that holds most of the strings, the first of several.
      @param {string[]} blocks @param {string[]} strings */
  function snippet(blocks, strings) {
    let most = 0, block = blocks[0] ?? "";
    /** @type {Span[]} */
    let found = [];
    for (const each of blocks) {
      const spans = spansOf(each, strings), held = new Set(spans.map(({ string }) => string)).size;
      if (held > most) { most = held; block = each; found = spans; }
    }
    // Counted by characters, as Python does, not by the units of UTF-16.
    const signs = [...block], count = (/** @type {number} */ unit) => [...block.slice(0, unit)].length;
    const places = found.map(({ begin, end }) => ({ begin: count(begin), end: count(end) }));
    const first = Math.min(...places.map(({ begin }) => begin), signs.length);
    const from = places.length ? Math.max(0, Math.min(first - BEFORE, signs.length - LENGTH)) : 0;
    const piece = signs.slice(from, from + LENGTH);
    const unit = (/** @type {number} */ place) => piece.slice(0, Math.max(0, place - from)).join("").length;
    const runs = runsOf(piece.join(""), places.map(({ begin, end }) => ({ begin: unit(begin), end: unit(end) }))
      .filter(({ begin, end }) => begin < end));
    if (from) runs.unshift(["……", false]);
    if (from + LENGTH < signs.length) runs.push(["……", false]);
    return runs;
  }

  /** Writes runs as text, those that were found marked. @param {Run[]} runs */
  function marked(runs) {
    return runs.map(([text, found]) => {
      if (!found) return text;
      const mark = document.createElement("mark");
      mark.textContent = text;
      return mark;
    });
  }

  window.qikanSearch = { open: () => (Site.opened ??= Site.open()), fold, wordsOf, wantedOf, written, spanOf, objects, spansOf, runsOf, snippet, marked, Damaged, ROOT };
})();
