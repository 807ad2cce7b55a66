/* Reads the index that the build has left in _search: what its files are is told in
   qikan/search/index.py, facets.py and files.py. It sends nothing anywhere. */
(() => {
  "use strict";

  const FOLDER = new URL("../_search/", /** @type {HTMLScriptElement} */ (document.currentScript).src);

  /* ---- Files: scripts that hand over their data, from a server and from disk alike */

  class Damaged extends Error {}

  /** @type {Map<string, (packed: Promise<Uint8Array>) => void>} */
  const awaited = new Map();
  /** @type {Map<string, Promise<Uint8Array>>} */
  const asked = new Map();

  window.qikanTake = (name, length, characters) => {
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

  /** @param {Uint8Array<ArrayBuffer>} packed */
  async function inflate(packed) {
    const { readable, writable } = new DecompressionStream("deflate");
    const writer = writable.getWriter();
    // Whoever reads is told of what is not whole.
    Promise.all([writer.write(packed), writer.close()]).catch(() => {});
    return new Uint8Array(await new Response(readable).arrayBuffer());
  }

  /** Reads JSON: whoever asks says of what type. @template T @param {string} name @returns {Promise<T>} */
  async function objects(name) {
    return JSON.parse(new TextDecoder("utf-16le").decode(await data(name)));
  }

  /** Reads numbers of seven bits a byte, the lowest first. @param {string} name */
  async function numbers(name) {
    const bytes = await data(name);
    const read = new Uint32Array(bytes.length);
    let count = 0, value = 0, shift = 0;
    for (let at = 0; at < bytes.length; at++) {               // an iterator takes longer until it is compiled
      const byte = bytes[at];
      value |= (byte & 127) << shift;
      if (byte < 128) { read[count++] = value; value = shift = 0; } else shift += 7;
    }
    return read.subarray(0, count);
  }

  /* ---- Lists: see lists.py */

  const END = 0, BODY = 512, GRAM = 3;
  const BEGINS = 2, WHOLE = 3;                                 // how a gram stands in a title
  const OTHER = 1, IN_TITLE = 2, AS_TITLE = 4;                 // what is told of a string in a text

  /** @returns {Held} */
  const none = () => ({ texts: [], said: [] });

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

  /** Finds the first of some grams whose beginning is not before a beginning, or is behind it.
      @param {number} count @param {(gram: number, at: number) => number} sign gives a sign of a gram
      @param {number[]} beginning @param {boolean} behind */
  function placeOf(count, sign, beginning, behind) {
    let low = 0, high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      let order = 0;
      for (let at = 0; at < beginning.length && !order; at++) order = sign(middle, at) - beginning[at];
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
      this.counts = read.subarray(1 + 3 * count, from);       // twice the texts of each, and 1 where its places are apart
      this.begins = new Uint32Array(count + 1);
      for (let at = 0; at < count; at++) this.begins[at + 1] = this.begins[at] + (this.counts[at] >> 1);
      const all = this.begins[count];
      this.texts = read.slice(from, from + all);
      this.said = read.subarray(from + all, from + 2 * all);
      this.shifts = read.subarray(from + 2 * all);
      /** @type {Uint32Array | undefined} */
      this.placesBegin = undefined;
      for (let at = 0; at < count; at++) {
        for (let i = this.begins[at] + 1; i < this.begins[at + 1]; i++) this.texts[i] += this.texts[i - 1];
      }
    }

    /** Where the places of each gram begin, counted through those that the shard has itself. */
    get within() {
      if (!this.placesBegin) {
        const begins = this.placesBegin = new Uint32Array(this.counts.length + 1);
        for (let gram = 0; gram < this.counts.length; gram++) {
          begins[gram + 1] = begins[gram];
          if (this.counts[gram] & 1) continue;
          for (let i = this.begins[gram]; i < this.begins[gram + 1]; i++) begins[gram + 1] += this.said[i] >> 3;
        }
      }
      return this.placesBegin;
    }

    /** The places of a gram, as distances. @param {number} gram */
    async distances(gram) {
      if (this.counts[gram] & 1) return numbers(`${this.name}-${gram}`);
      return this.shifts.subarray(this.within[gram], this.within[gram + 1]);
    }

    /** The places of a gram, and where in them those of each of its texts begin. @param {number} gram */
    async places(gram) {
      const places = new Int32Array(await this.distances(gram)); // those before a distance are below 0
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
      this.sizes = sizes;
      this.firsts = firsts.map((column) => [...column]);
      /** @type {Map<number, Promise<Shard>>} */
      this.shards = new Map();
      /** @type {Map<string, Promise<Held>>} */
      this.chains = new Map();
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
      const place = (/** @type {number[]} */ signs) => placeOf(
        this.firsts[0].length, (gram, at) => /** @type {number} */ (this.firsts[at][gram].codePointAt(0)), signs, true);
      const first = Math.max(0, place(filled) - 1), end = place(beginning);
      const shards = await Promise.all(Array.from({ length: Math.max(0, end - first) }, (_, at) => this.shard(first + at)));
      return shards.flatMap((shard) => {
        const [from, to] = [false, true].map((behind) => (
          placeOf(shard.counts.length, (gram, at) => shard.grams[GRAM * gram + at], beginning, behind)));
        return Array.from({ length: to - from }, (_, at) => (
          { shard, gram: from + at, begin: shard.begins[from + at], end: shard.begins[from + at + 1] }));
      });
    }

    /** Finds the texts that hold a string. @param {string} string @returns {Promise<Held>} */
    async held(string) {
      const signs = signsOf(string);
      if (signs.length > GRAM) return this.chained(string);
      const all = new Uint32Array(this.sizes.length), texts = [];
      for (const { shard, gram, begin, end } of await this.beginning(signs)) {
        const same = [...signs, END, END].slice(0, GRAM).every((sign, at) => shard.grams[3 * gram + at] === sign);
        for (let i = begin; i < end; i++) {
          const text = shard.texts[i], said = shard.said[i], standing = said >> 1 & 3;
          const told = (standing && IN_TITLE) | (standing === WHOLE && same ? AS_TITLE : 0);
          if (!all[text]) { all[text] = OTHER; texts.push(text); }
          all[text] = (all[text] + (said & ~7) | told) & (said & OTHER ? -1 : ~OTHER);
        }
      }
      const rising = Uint32Array.from(texts).sort();
      return { texts: Array.from(rising), said: Array.from(rising, (text) => all[text]) };
    }

    /** Finds a longer string, once: after its texts, its places may be asked for.
        @param {string} string */
    chained(string) {
      let chain = this.chains.get(string);
      if (!chain) this.chains.set(string, chain = this.chain(signsOf(string)));
      return chain;
    }

    /** Finds a longer string: its grams in the same texts, at their distances.
        @param {number[]} signs @returns {Promise<Held>} */
    async chain(signs) {
      /** @type {number[]} */
      const distances = [];
      for (let at = 0; at < signs.length - GRAM; at += GRAM) distances.push(at);
      distances.push(signs.length - GRAM);
      const found = await Promise.all(distances.map((at) => this.beginning(signs.slice(at, at + GRAM))));
      if (!found.every((grams) => grams.length)) return none();
      const grams = found.map(([gram]) => gram);
      const orders = together(grams.map(({ shard, begin, end }) => shard.texts.subarray(begin, end)));
      if (!orders[0].length) return none();
      const where = await Promise.all(grams.map(({ shard, gram }) => shard.places(gram)));
      /** @type {number[][]} */
      const places = [];
      const held = { ...none(), places };
      for (let i = 0; i < orders[0].length; i++) {
        const at = orders.map((order) => order[i]);
        const shifted = at.map((each, gram) => (
          where[gram].places.subarray(where[gram].begins[each], where[gram].begins[each + 1])
            .map((place) => place - distances[gram])));
        const common = together(shifted)[0];
        if (!common.length) continue;
        const place = shifted[0][common[0]];
        const said = grams.map(({ shard, begin }, gram) => shard.said[begin + at[gram]]);
        // Where the first gram begins the title, that is the first of its places.
        const whole = common[0] === 0 && (said[0] >> 1 & 3) >= BEGINS && place + signs.length === BODY;
        held.texts.push(grams[0].shard.texts[grams[0].begin + at[0]]);
        places.push(common.map((each) => shifted[0][each]));
        held.said.push(common.length << 3 | (place < BODY ? IN_TITLE : 0) | (whole ? AS_TITLE : 0)
          | said.reduce((all, each) => all | each & OTHER, 0));
      }
      return held;
    }

    /** Tells where a string of two characters or more stands in some texts that hold it.
        @param {string} string @param {number[]} texts @returns {Promise<number[][]>} */
    async places(string, texts) {
      const signs = signsOf(string);
      /** @type {number[][]} */
      const found = texts.map(() => []);
      if (signs.length > GRAM) {
        const { texts: all, places = [] } = await this.chained(string);
        const [at, wanted] = together([all, texts]);
        at.forEach((each, i) => { found[wanted[i]] = places[each]; });
        return found;
      }
      const grams = (await this.beginning(signs)).map((gram) => (
        { ...gram, both: together([gram.shard.texts.subarray(gram.begin, gram.end), texts]) })).filter(({ both }) => both[0].length);
      const where = await Promise.all(grams.map(({ shard, gram }) => shard.places(gram)));
      grams.forEach(({ both: [at, wanted] }, gram) => {
        const { places, begins } = where[gram];
        at.forEach((each, i) => found[wanted[i]].push(...places.subarray(begins[each], begins[each + 1])));
      });
      if (grams.length > 1) for (const places of found) places.sort((one, other) => one - other);
      return found;
    }
  }

  /** Tells where in each of several rising lists the values stand that all have.
      @param {ArrayLike<number>[]} lists */
  function together(lists) {
    const at = lists.map(() => 0);
    /** @type {number[][]} */
    const found = lists.map(() => []);
    search: for (; at[0] < lists[0].length; at[0]++) {
      const value = lists[0][at[0]];
      for (let i = 1; i < lists.length; i++) {
        while (at[i] < lists[i].length && lists[i][at[i]] < value) at[i]++;
        if (at[i] >= lists[i].length) return found;
        if (lists[i][at[i]] !== value) continue search;
      }
      for (let i = 0; i < lists.length; i++) found[i].push(at[i]);
    }
    return found;
  }

  /* ---- Facets: see facets.py */

  /** Reads the names under which so many texts stand. @param {string} name @param {number} count @returns {Promise<Column>} */
  async function columnOf(name, count) {
    const told = await numbers(name);
    let at = 1 + told[0];
    const names = Array.from(told.subarray(1, at), (length) => String.fromCodePoint(...told.subarray(at, at += length)));
    const texts = told.slice(at + count);
    let pair = 0;
    for (let text = 0; text < count; text++) for (const end = pair + told[at + text]; pair < end; pair++) texts[pair] = text;
    return { names, texts, numbers: told.subarray(at + count) };
  }

  data("manifest").catch(() => {});                           // whoever reads it is told

  window.qikanIndex = { Damaged, objects, Lists, columnOf, together, GRAM, IN_TITLE, OTHER, AS_TITLE };
})();
