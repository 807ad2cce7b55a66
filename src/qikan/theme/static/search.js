/* Searches the archive over the files that the build has left in _search: what they are, and how
   they are read, is told in qikan/search/index.py and files.py. Python's side, qikan/search,
   answers the same; a test holds them together. It sends nothing anywhere. */
(() => {
  "use strict";

  const FOLDER = new URL("../_search/", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const VERSION = 2, TITLES = 32;

  /* ---- Files: scripts that hand over their data, from a server and from disk alike */

  class Damaged extends Error {}

  /** @type {Map<string, (packed: Promise<Uint8Array>) => void>} */
  const awaited = new Map();
  /** @type {Map<string, Promise<Uint8Array>>} */
  const asked = new Map();

  // @ts-ignore: the scripts call it by this name
  window.qikanTake = (/** @type {string} */ name, /** @type {number} */ length, /** @type {string} */ characters) => {
    awaited.get(name)?.(inflate(unpacked(characters, length)));
    awaited.delete(name);
  };

  /** Gives the data of a file. @param {string} name @returns {Promise<Uint8Array>} */
  function data(name) {
    let given = asked.get(name);
    if (!given) {
      given = new Promise((resolve, reject) => {
        awaited.set(name, resolve);
        const script = document.createElement("script");
        const failed = () => { if (awaited.delete(name)) reject(new Damaged(name)); };
        script.onload = script.onerror = () => { script.remove(); failed(); };
        // The manifest alone changes: no cache may give an old one.
        const anew = name === "manifest" && FOLDER.protocol !== "file:" ? `?${Date.now()}` : "";
        script.src = new URL(`${name}.js${anew}`, FOLDER).href;
        document.head.append(script);
      });
      asked.set(name, given);
    }
    return given;
  }

  /** Takes bytes out of characters of 15 bits. @param {string} characters @param {number} length */
  function unpacked(characters, length) {
    const bytes = new Uint8Array(length);
    let held = 0, bits = 0, at = 0;
    for (let i = 0; i < characters.length && at < length; i++) {
      held = (held << 15) | (characters.charCodeAt(i) - 0x3000);
      for (bits += 15; bits >= 8 && at < length; at++) {
        bits -= 8;
        bytes[at] = held >>> bits;
      }
      held &= (1 << bits) - 1;
    }
    return bytes;
  }

  /** @param {Uint8Array} packed */
  async function inflate(packed) {
    const stream = new Blob([/** @type {BlobPart} */ (packed)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** @param {string} name */
  async function objects(name) {
    return JSON.parse(new TextDecoder("utf-16le").decode(await data(name)));
  }

  /** Reads numbers of seven bits a byte, the lowest first. @param {string} name */
  async function numbers(name) {
    const bytes = await data(name);
    const read = new Uint32Array(bytes.length);
    let count = 0, value = 0, shift = 0;
    for (const byte of bytes) {
      value |= (byte & 127) << shift;
      if (byte < 128) { read[count++] = value; value = shift = 0; } else shift += 7;
    }
    return read.subarray(0, count);
  }

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
  const PART = new RegExp(`([-－])?(?:(标题|title)[:：])?(?:[${QUOTES}]([^${QUOTES}]+)[${QUOTES}]?|([^${SPACES}${QUOTES}]+))`, "giu");
  const UNIT = new RegExp(`([0-9０-９])[${SPACES}]+(?=[\\u4e00-\\u9fff](?:[${SPACES}]|$))`, "gu");

  /** @typedef {{ string: string, inTitle: boolean, without: boolean, shown: string, other: boolean }} Word */

  const ONLY_LEVEL = new Map();

  /** @param {string} text @returns {Word[]} */
  function wordsOf(text) {
    /** @type {Map<string, Word>} */
    const words = new Map();
    for (const [, minus, title, phrase, word] of text.replace(UNIT, "$1").matchAll(PART)) {
      const shown = [...(phrase ?? word).replace(SPACE, " ")].slice(0, LONGEST).join("");
      const string = fold(shown);
      const other = fold(shown, ONLY_LEVEL) !== string;
      const read = { string, inTitle: !!title, without: !!minus, shown, other };
      const key = [string, read.inTitle, read.without].join("\n");
      if (string && !words.has(key)) words.set(key, read);
    }
    const read = [...words.values()].slice(0, MOST);
    if (!read.every((word) => word.without)) return read;
    return read.map((word) => ({ ...word, without: false, string: `-${word.string}`, shown: `-${word.shown}` }));
  }

  /** The words that texts are to hold. @param {Word[]} words */
  const wantedOf = (words) => words.filter((word) => !word.without);

  /** All wanted words as a text would have them, and with what was written.
      @param {Word[]} words @param {string} text */
  function wholesOf(words, text) {
    const plain = !words.some((word) => word.without || word.inTitle);
    const joined = fold(wantedOf(words).map(({ string }) => string).join(" "), ONLY_LEVEL);
    const raw = plain ? [...fold(text)].slice(0, LONGEST).join("") : "";
    return [...new Set([joined, raw])].filter(Boolean);
  }

  /** @param {Word} word */
  function written({ inTitle, without, shown }) {
    return `${without ? "-" : ""}${inTitle ? "标题:" : ""}${shown.includes(" ") ? `"${shown}"` : shown}`;
  }

  /* ---- Lists: see lists.py */

  const END = 0, TITLE = 1, BODY = 512, GRAM = 3, PIECE = 16384;

  /** @typedef {{ texts: number[], times: number[], inTitle: number[], other: number[], asTitle: number[] }} Held */

  /** @returns {Held} */
  const none = () => ({ texts: [], times: [], inTitle: [], other: [], asTitle: [] });

  /** @param {string} string */
  const signsOf = (string) => Array.from(string, (sign) => /** @type {number} */ (sign.codePointAt(0)));

  /** Reads grams that are written in steps. @param {Uint32Array} steps */
  function gramsOf(steps) {
    const grams = steps.slice();
    for (let at = 3; at < grams.length; at += 3) {
      const begins = steps[at] > 0, opens = begins || steps[at + 1] > 0;
      grams[at] += grams[at - 3];
      if (!begins) grams[at + 1] += grams[at - 2];
      if (!opens) grams[at + 2] += grams[at - 1];
    }
    return grams;
  }

  /** Finds the first gram whose beginning is not before a beginning, or is behind it.
      @param {Uint32Array} grams @param {number[]} beginning @param {boolean} behind */
  function placeOf(grams, beginning, behind) {
    let low = 0, high = grams.length / 3;
    while (low < high) {
      const middle = (low + high) >> 1;
      let order = 0;
      for (let i = 0; i < beginning.length && !order; i++) order = grams[3 * middle + i] - beginning[i];
      if (order < 0 || (behind && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  class Shard {
    /** @param {string} name @param {Uint32Array} read */
    constructor(name, read) {
      const count = read[0], from = 1 + 4 * count;
      this.name = name;
      this.grams = gramsOf(read.subarray(1, 1 + 3 * count));
      this.begins = new Uint32Array(count + 1);
      for (let at = 0; at < count; at++) this.begins[at + 1] = this.begins[at] + read[1 + 3 * count + at];
      const all = this.begins[count];
      this.texts = read.slice(from, from + all);
      this.said = read.subarray(from + all, from + 2 * all);
      this.shifts = read.subarray(from + 2 * all);            // none where they are in files of their own
      this.placesBegin = new Uint32Array(count + 1);          // of each gram, counted through the shard
      for (let at = 0; at < count; at++) {
        this.placesBegin[at + 1] = this.placesBegin[at];
        if (this.grams[3 * at] !== TITLE) {
          for (let i = this.begins[at]; i < this.begins[at + 1]; i++) this.placesBegin[at + 1] += this.said[i] >> 3;
        }
        for (let i = this.begins[at] + 1; i < this.begins[at + 1]; i++) this.texts[i] += this.texts[i - 1];
      }
    }

    /** The places of a gram, and where in them those of each of its texts begin. @param {number} gram */
    async places(gram) {
      const begin = this.placesBegin[gram], end = this.placesBegin[gram + 1];
      const piece = Math.floor(begin / PIECE);
      const first = this.placesBegin.findIndex((each) => each >= piece * PIECE);
      const [shifts, from] = this.shifts.length
        ? [this.shifts, 0] : [await numbers(`${this.name}-${piece}`), this.placesBegin[first]];
      const places = new Int32Array(shifts.subarray(begin - from, end - from)); // those before a distance are below 0
      const begins = [0];
      for (let i = this.begins[gram]; i < this.begins[gram + 1]; i++) {
        const of = begins[begins.length - 1];
        begins.push(of + (this.said[i] >> 3));
        for (let at = of + 1; at < of + (this.said[i] >> 3); at++) places[at] += places[at - 1];
      }
      return { places, begins };
    }
  }

  /** @typedef {{ shard: Shard, gram: number, begin: number, end: number }} Gram */

  class Lists {
    /** @param {string} folder @param {string} sizes @param {string[]} firsts */
    constructor(folder, sizes, ...firsts) {
      this.folder = folder;
      this.sizes = Array.from(sizes, (letter) => letter.charCodeAt(0) - 97);
      const columns = firsts.map(signsOf);
      this.firsts = Uint32Array.from(columns[0].flatMap((_, at) => columns.map((column) => column[at])));
      /** @type {Map<number, Promise<Shard>>} */
      this.shards = new Map();
    }

    /** @param {number} number @returns {Promise<Shard>} */
    shard(number) {
      let shard = this.shards.get(number);
      if (!shard) {
        shard = numbers(`${this.folder}/d${number}`).then((read) => new Shard(`${this.folder}/p${number}`, read));
        this.shards.set(number, shard);
      }
      return shard;
    }

    /** Lists the grams that begin with up to three characters.
        @param {number[]} beginning @returns {Promise<Gram[]>} */
    async beginning(beginning) {
      const filled = [...beginning, ...Array(GRAM - beginning.length).fill(END)];
      const first = Math.max(0, placeOf(this.firsts, filled, true) - 1);
      const end = placeOf(this.firsts, beginning, true);
      const shards = await Promise.all(Array.from({ length: Math.max(0, end - first) }, (_, at) => this.shard(first + at)));
      return shards.flatMap((shard) => {
        const from = placeOf(shard.grams, beginning, false), to = placeOf(shard.grams, beginning, true);
        return Array.from({ length: to - from }, (_, at) => (
          { shard, gram: from + at, begin: shard.begins[from + at], end: shard.begins[from + at + 1] }));
      });
    }

    /** Finds the texts that hold a string; for a short one it is looked up apart whether it is their title.
        @param {string} string @param {boolean} titled @returns {Promise<Held>} */
    async held(string, titled) {
      const signs = signsOf(string);
      if (signs.length > GRAM) return this.chain(signs);
      const [grams, titles] = await Promise.all([
        this.beginning(signs),
        titled ? this.beginning([TITLE, ...signs, END].slice(0, GRAM)) : [],
      ]);
      const same = titles.flatMap(({ shard, begin, end }) => (
        [...shard.texts.subarray(begin, end)].filter((_, at) => shard.said[begin + at] === signs.length)));
      return this.merged(grams, new Set(same));
    }

    /** @param {Gram[]} grams @param {Set<number>} same @returns {Held} */
    merged(grams, same) {
      const times = new Uint32Array(this.sizes.length), signs = new Uint8Array(this.sizes.length);
      for (const { shard, begin, end } of grams) {
        for (let i = begin; i < end; i++) {
          const text = shard.texts[i], said = shard.said[i];
          times[text] += said >> 3;
          signs[text] |= (said & 2) | (said & 1 ? 0 : 1);
        }
      }
      /** @type {number[]} */
      const texts = [];
      for (let text = 0; text < times.length; text++) if (times[text]) texts.push(text);
      return {
        texts,
        times: texts.map((text) => times[text]),
        inTitle: texts.map((text) => signs[text] >> 1),
        other: texts.map((text) => signs[text] & 1 ^ 1),
        asTitle: texts.map((text) => +(signs[text] > 1 && same.has(text))),
      };
    }

    /** @param {number[]} signs @returns {Promise<Held>} */
    async chain(signs) {
      const distances = [];
      for (let at = 0; at < signs.length - GRAM; at += GRAM) distances.push(at);
      distances.push(signs.length - GRAM);
      const found = await Promise.all(distances.map((at) => this.beginning(signs.slice(at, at + GRAM))));
      if (!found.every((grams) => grams.length)) return this.merged([], new Set());
      const grams = found.map(([gram]) => gram);
      const orders = together(grams.map(({ shard, begin, end }) => shard.texts.subarray(begin, end)));
      if (!orders[0].length) return this.merged([], new Set());
      const where = await Promise.all(grams.map(({ shard, gram }) => shard.places(gram)));
      const held = none();
      for (let i = 0; i < orders[0].length; i++) {
        const at = orders.map((order) => order[i]);
        const places = at.map((each, gram) => (
          where[gram].places.subarray(where[gram].begins[each], where[gram].begins[each + 1])
            .map((place) => place - distances[gram])));
        const said = grams.map(({ shard, begin }, gram) => shard.said[begin + at[gram]]);
        const common = together(places)[0];
        if (!common.length) continue;
        held.texts.push(grams[0].shard.texts[grams[0].begin + at[0]]);
        held.times.push(common.length);
        const place = places[0][common[0]];
        held.inTitle.push(+(place < BODY));
        held.other.push(+said.some((each) => each & 1));
        // Where the first gram begins the title, that is the first of its places.
        const begins = common[0] === 0 && said[0] & 4;
        held.asTitle.push(+(begins && place + signs.length === BODY));
      }
      return held;
    }
  }

  /** Tells where in each of several rising lists the values stand that all have.
      @param {ArrayLike<number>[]} lists @returns {number[][]} */
  function together(lists) {
    const at = lists.map(() => 0);
    /** @type {number[][]} */
    const found = lists.map(() => []);
    for (; at[0] < lists[0].length; at[0]++) {
      const value = lists[0][at[0]];
      let all = true;
      for (let i = 1; i < lists.length; i++) {
        while (at[i] < lists[i].length && lists[i][at[i]] < value) at[i]++;
        if (at[i] >= lists[i].length) return found;
        if (lists[i][at[i]] !== value) { all = false; break; }
      }
      if (all) at.forEach((place, i) => found[i].push(place));
    }
    return found;
  }

  /* ---- Ranking: see ranking.py; every step is the same */

  const K1 = 1.2, B = 0.4, IN_TITLE = 4, WHOLE = 1.5, LOG2 = 0.6931471805599453;

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

  /** @param {number[]} steps */
  function damping(steps) {
    /** @type {number[]} */
    const counts = [];
    for (const step of steps) counts[step] = (counts[step] ?? 0) + 1;
    const sizes = Array.from(counts, (_, step) => 4 ** step);
    let total = 0;
    for (let step = 0; step < counts.length; step++) total += (counts[step] ?? 0) * sizes[step];
    const average = total / steps.length;
    const values = sizes.map((size) => K1 * (1 - B + B * size / average));
    return steps.map((step) => values[step]);
  }

  /* ---- The site: see site.py */

  class Site {
    /** @param {any} manifest @param {Lists[]} parts */
    constructor(manifest, parts) {
      this.ending = manifest.ending;
      this.parts = parts;
      this.begins = [0];
      for (const { sizes } of parts) this.begins.push(this.begins[this.begins.length - 1] + sizes.length);
      this.damping = damping(parts.flatMap(({ sizes }) => [...sizes]));
    }

    static async open() {
      const manifest = await objects("manifest");
      if (manifest.version !== VERSION) throw new Damaged("manifest");
      const [before, after] = manifest.simplified.map((/** @type {string} */ column) => [...column]);
      simplified = new Map(before.map((/** @type {string} */ sign, /** @type {number} */ at) => [sign, after[at]]));
      const parts = manifest.parts.map((/** @type {[string, string, ...string[]]} */ part) => new Lists(...part));
      return new Site(manifest, parts);
    }

    /** @param {Word} word @param {boolean} titled @returns {Promise<Held>} */
    async held({ string, inTitle }, titled = false) {
      const found = await Promise.all(this.parts.map((part) => part.held(string, titled)));
      const all = none();
      found.forEach((held, part) => {
        for (let i = 0; i < held.texts.length; i++) {
          if (inTitle && !held.inTitle[i]) continue;
          all.texts.push(held.texts[i] + this.begins[part]);
          all.times.push(held.times[i]);
          all.inTitle.push(held.inTitle[i]);
          all.other.push(held.other[i]);
          all.asTitle.push(held.asTitle[i]);
        }
      });
      return all;
    }

    /** @param {Held} held */
    scores({ texts, times, inTitle }) {
      const count = this.damping.length, having = texts.length;
      const rare = logarithm(1 + (count - having + 0.5) / (having + 0.5));
      return texts.map((text, at) => {
        const weight = times[at] + IN_TITLE * inTitle[at];
        return rare * (weight * (K1 + 1)) / (weight + this.damping[text]);
      });
    }

    /** Finds the texts that hold all words, in order; each with its score.
        @param {string} asked @param {string} order @returns {Promise<{ text: number, score: number }[]>} */
    async answer(asked, order = "relevance") {
      const words = wordsOf(asked);
      const wanted = wantedOf(words);
      if (!wanted.length || !this.parts.length) return [];
      const alone = wanted.length === 1;
      const wholes = wholesOf(words, asked);
      const [found, without, ones] = await Promise.all([
        Promise.all(wanted.map((word) => this.held(word, alone))),
        Promise.all(words.filter((word) => word.without).map((word) => this.held(word))),
        Promise.all(wholes.map((string) => (
          alone && string === wanted[0].string ? null : this.held({ ...wanted[0], string, inTitle: false }, true)))),
      ]);
      const points = found.map((held) => this.scores(held));
      const left = new Set(without.flatMap(({ texts }) => texts));
      const all = ones.map((one) => one ?? found[0]);
      const inOne = new Set(alone ? [] : all.flatMap(({ texts }) => texts));
      const same = new Set(all.flatMap(({ texts, asTitle }) => texts.filter((_, at) => asTitle[at])));
      const places = together(found.map(({ texts }) => texts));
      const hits = places[0].map((place, at) => {
        const text = found[0].texts[place];
        let score = 0;
        points.forEach((of, word) => { score += of[places[word][at]]; });
        if (inOne.has(text)) score *= WHOLE;
        // Of strings that are shorter than a gram, the signs beside them are told.
        const other = +found.some((held, word) => (
          [...wanted[word].string].length >= GRAM && !!held.other[places[word][at]] !== wanted[word].other));
        return { text, score, other, same: +same.has(text) };
      }).filter(({ text }) => !left.has(text));
      if (order === "newest") hits.sort((a, b) => b.text - a.text);
      else if (order === "oldest") hits.sort((a, b) => a.text - b.text);
      else hits.sort((a, b) => b.same - a.same || a.other - b.other || b.score - a.score || b.text - a.text);
      return hits;
    }

    /** Tells what is shown of a text. @param {number} text */
    async describe(text) {
      const part = this.begins.findLastIndex((begin) => begin <= text);
      const at = text - this.begins[part];
      const rows = await objects(`${this.parts[part].folder}/t${Math.floor(at / TITLES)}`);
      const [issue, number, title, date, label, outlets, places, file, place] = rows[at % TITLES];
      const page = `issues/${issue.slice(0, 4)}/${issue}${number ? `/${number}` : ""}${this.ending}`;
      return { id: number ? `${issue}/${number}` : issue, page, number, title, date, label, outlets, places, file, place };
    }
  }

  /* ---- Where words stand in a text: see snippets.py */

  const BEFORE = 24, LENGTH = 90;

  /** @typedef {{ begin: number, end: number, string: string }} Span */

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

  /** @param {string} text @param {string[]} strings @returns {Span[]} */
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
      @param {string} text @param {{ begin: number, end: number }[]} spans @returns {[string, boolean][]} */
  function runsOf(text, spans) {
    /** @type {[string, boolean][]} */
    const runs = [];
    let at = 0;
    for (const { begin, end } of [...spans].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
      if (end <= at) continue;
      if (at < begin) runs.push([text.slice(at, begin), false]);
      const joined = runs.length && runs[runs.length - 1][1] ? /** @type {[string, boolean]} */ (runs.pop())[0] : "";
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

  // @ts-ignore: for results.js, and for tests
  window.qikanSearch = { open: () => Site.open(), fold, wordsOf, wantedOf, written, objects, spansOf, runsOf, snippet, Damaged };
})();
