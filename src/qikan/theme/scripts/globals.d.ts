/* What the scripts hand to each other, for tsc alone: it holds each to what the others expect of
   it. None of this reaches a browser. */

/* ---- The files of the index: see qikan/search/files.py */

interface Manifest {
  version: number;
  /** How addresses of pages end. */
  ending: string;
  /** Two strings of as many characters: what is written, and what it is taken for. */
  simplified: [before: string, after: string];
  /** The keys of all fields, by how they may be written. */
  fields: Record<string, string>;
  /** The key and the name of each facet. */
  facets: [key: string, label: string][];
  /** The years, with the counts of their texts. */
  years: [year: number, count: number][];
  /** The average of the texts' sizes. */
  average: number;
  /** Which file has the names of all facets. */
  names: string;
  parts: Part[];
}

/** The folder of a part, the sizes of its texts as letters, the first gram of each of its shards by columns. */
type Part = [folder: string, sizes: string, ...firsts: string[]];

/** A name of a facet, the count of its texts, and other names for the same. */
type Name = [name: string, count: number, ...others: string[]];

type Issues = [ids: string[], labels: string[], counts: number[]];

/** What is shown of a text, and where its blocks are. */
type Row = [
  issue: string, number: number, title: string, date: string, label: string, names: string[][], file: string, place: number,
];

/* ---- shards.js */

/** The texts that hold a string; what is said of each is how often, in steps of eight, and three bits. */
interface Held {
  texts: number[];
  said: number[];
  /** Where it stands in each, which is known of longer strings. */
  places?: number[][];
}

interface Lists {
  folder: string;
  sizes: string;
  held(string: string): Promise<Held>;
  places(string: string, texts: number[]): Promise<number[][]>;
}

/** The names of a facet, and pairs of a text and the number of a name. */
interface Column {
  names: string[];
  texts: Uint32Array;
  numbers: Uint32Array;
}

interface Index {
  Damaged: new (name: string) => Error;
  /** What stands in a file its reader says, by the type of what takes it. */
  objects<T>(name: string): Promise<T>;
  Lists: new (...part: Part) => Lists;
  columnOf(name: string, count: number): Promise<Column>;
  together(lists: ArrayLike<number>[]): number[][];
  GRAM: number;
  /** The bits: only in other signs than those of the string, in its title, as its title. */
  OTHER: number;
  IN_TITLE: number;
  AS_TITLE: number;
}

/* ---- search.js */

interface Word {
  string: string;
  field: string;
  without: boolean;
  label: string;
  shown: string;
  other: boolean;
}

interface Issue {
  id: string;
  date: string;
  label: string;
  count: number;
}

interface Hit {
  text: number;
  /** What comes before all scores: whether it has the string as its title, and in its own signs. */
  rank: number;
  score: number;
}

interface Answer {
  count: number;
  /** So many of the hits, in order. */
  best(most: number): Hit[];
  /** All texts that hold the words, wherever they stand. */
  held: number[];
  /** For each field that was asked, which texts it admits. */
  filed: Map<string, Uint8Array>;
}

interface Described {
  id: string;
  page: string;
  number: number;
  title: string;
  date: string;
  label: string;
  names: string[][];
  file: string;
  place: number;
}

interface Site {
  facets: Manifest["facets"];
  count: number;
  names(): Promise<Name[][]>;
  answer(asked: string, order?: string): Promise<Answer>;
  counted(answer: Answer, field: string): Promise<Map<string, number>>;
  describe(text: number): Promise<Described>;
  /** What bears the id of an issue or of an item. */
  bearing(id: string): Promise<{ page: string; title: string } | undefined>;
}

interface Span {
  begin: number;
  end: number;
}

/** A piece of a text, and whether it was found. */
type Run = [text: string, found: boolean];

interface Engine {
  ROOT: URL;
  Damaged: Index["Damaged"];
  objects: Index["objects"];
  open(): Promise<Site>;
  fold(text: string): string;
  wordsOf(text: string): Word[];
  wantedOf(words: Word[]): Word[];
  written(word: Word): string;
  spanOf(text: string): string[] | null;
  spansOf(text: string, strings: string[]): Span[];
  runsOf(text: string, spans: Span[]): Run[];
  snippet(blocks: string[], strings: string[]): Run[];
  marked(runs: Run[]): (string | HTMLElement)[];
}

interface Window {
  /** By this name the files of the index hand over their data. */
  qikanTake(name: string, length: number, characters: string): void;
  qikanIndex: Index;
  qikanSearch: Engine;
}

/* ---- qikan.js: put in by the build */

declare const WORDS: {
  settings: [name: string, legend: string, choices: [value: string, words: string][]][];
  unkept: string;
};
