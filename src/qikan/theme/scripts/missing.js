/* Offers what a wrong address meant: the likest links of the indexes that it names. */

const place = document.getElementById("meant");
const root = new URL(place.dataset.root, location);

function nameOf(url) {  // outlets/shanxi-ribao, in either layout
  let path = url.pathname.slice(root.pathname.length);
  try { path = decodeURIComponent(path); } catch { }
  return path.toLowerCase().replace(/(\/index)?(\.html?)?\/*$/, "");
}

function linksIn(part, base) {
  return [...part.querySelectorAll("a[href]")].map((link) => {
    const url = new URL(link.getAttribute("href"), base);
    return { url, name: nameOf(url), text: link.textContent.trim() };
  }).filter(({ url }) => url.href.startsWith(root) && !url.hash);
}

async function listed(page) {
  if (!page) return [];
  const text = await (await fetch(page.url)).text();
  return linksIn(new DOMParser().parseFromString(text, "text/html"), page.url);
}

const last = (name) => name.split("/").pop();
const pairs = (text) => [...`${text} `].map((sign, at, all) => (all[at - 1] ?? " ") + sign);
const shared = (a, b) => a.filter((pair) => b.includes(pair)).length;

function likest(links, asked, least) {  // after Dice; what is the same stands alone
  const a = pairs(asked);
  const like = (text, b = pairs(text)) => (shared(a, b) + shared(b, a)) / (a.length + b.length);
  return links.map((link) => [Math.max(like(last(link.name)), like(link.text)), link])
    .sort(([a], [b]) => b - a)
    .filter(([value], at, [[best]]) => value > least && (value === 1 || best < 1))
    .map(([, link]) => link);
}

async function byDate([, year, month, day, rest]) {
  const [more, item] = rest.split("/");
  const id = [year, month, day].filter(Boolean).map((part) => part.padStart(2, 0)).join("-") + more;
  const years = likest(await listed(own.find(({ name }) => name === "years")), year, 0.2);
  if (id === year) return years;
  const issues = likest(await listed(years[0]), id, 0.4);
  const items = item ? await listed(issues[0]) : [];
  return [...items.filter(({ name }) => name === `${issues[0].name}/${+item}`), ...issues];
}

async function byName() {
  const indexes = own.filter(({ name }) => /^(?!years)[^/]+$/.test(name));
  const [folder] = likest(indexes, asked.split("/").at(-2) ?? "", 0.6);
  const found = await Promise.all((folder ? [folder] : indexes).map(listed));
  return likest([...own, ...found.flat()], last(asked), 0.4);
}

const own = linksIn(document, location);
const asked = nameOf(location);
const date = asked.replace(/(\d{4})\/(?=\1)/, "")
  .match(/(?:^|\D)([12]\d{3})(?:[-/._]?(\d\d?)(?:[-/._]?(\d\d?))?)?(?!\d)(.*)/);
const found = await (date ? byDate(date) : byName());
const shown = [...new Map(found.reverse().map((link) => [link.name, link])).values()].slice(-5);
if (shown.length) {
  place.append(place.querySelector("template").content);
  const entry = place.querySelector("li");
  for (const { url, text } of shown) {
    Object.assign(entry.querySelector("a"), { href: url, textContent: text });
    entry.after(entry.cloneNode(true));
  }
  entry.remove();
}
