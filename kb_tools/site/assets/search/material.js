// Our search behind Material's search box. Material sends {type: 0} once and {type: 2, data: text}
// for each change, and expects {type: 1} and {type: 3, data: {items}}; an item is a list of rows,
// the article first. Titles and texts are HTML. Another theme needs only another file like this.

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;
const OPEN = 10; // box.js says that the reader is about to type
const FITS = 0.5; // below this score, what was found shares only common words with the question
const TOLD = 0.35; // below this share, what was found tells of a question word and the like
const WORDING = 1.2; // one rare word alone scores up to 1; more takes a wording, which is not shown

/** Answer Material's messages at `port`; `url` is this file's address with ?lang=. */
self.kbSearchWorker = (port, url) => {
  const address = new URL(url);
  const lang = address.searchParams.get("lang") ?? "";
  let latest = 0;
  port.onmessage = async ({ data: { type, data } }) => {
    if (type === SETUP) port.postMessage({ type: READY });
    if (type === OPEN) opened(address, lang).catch(() => {});
    if (type !== QUERY) return;
    const asked = ++latest;
    const items = data.trim() ? await answer(data, address, lang) : [];
    if (asked === latest) port.postMessage({ type: RESULT, data: { items } });
  };
};

async function answer(text, address, lang) {
  try {
    const search = await opened(address, lang);
    return (await search.find(text)).map((found) => rows(found, lang));
  } catch (error) {
    console.error(error);
    return [[apology(lang)]];
  }
}

async function opened(address, lang) {
  await core(address);
  return self.KbSearch.open(new URL("./", address), lang);
}

let loading;
function core(address) {
  const { href } = new URL(`search.js?v=${address.searchParams.get("v")}`, address);
  const file = self.kbTrusted.createScriptURL(href);
  loading ??= self.importScripts ? imported(file, address) : element(file);
  loading.catch(() => (loading = undefined)); // the next question tries again
  return loading;
}

/** Import the search; what it reads first is under way meanwhile. */
function imported(file, address) {
  self.kbSearchFirst = fetch(new URL("index.js", address), { cache: "no-cache" });
  self.kbSearchFirst.catch(() => {}); // files.js tells whoever searches
  return Promise.resolve(self.importScripts(file));
}

function element(file) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = file;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

function rows(found, lang) {
  const terms = Object.fromEntries(found.words.map((word) => [word, true]));
  const score = found.score;
  const location = self.location.protocol === "file:" ? asFile(found.url) : found.url;
  const title = spoken(found.titleHtml, found.lang, lang);
  const passage = found.passageHtml && `<p>${spoken(found.passageHtml, found.lang, lang)}</p>`;
  const tags = found.labels.length ? found.labels : undefined; // of none the theme draws a gap
  const known = { tags, score, terms, fits: fits(found) };
  const article = { location, title, text: "", ...known };
  if (!found.anchor) return [{ ...article, text: passage }];
  const heading = spoken(found.headingHtml, found.lang, lang);
  const place = `${location}#${found.anchor}`;
  return [article, { location: place, title: heading, text: passage, score, terms }];
}

/**
 * Whether a result is worth showing as an answer: `told` is how much it tells of the question, with
 * the words that no article knows, or how much the question has of its title or another wording.
 */
function fits({ score, told, titleHtml, headingHtml, words }) {
  const shared = words.length > 0 || `${titleHtml}${headingHtml}`.includes("<mark>");
  return score >= WORDING || (score >= FITS && told >= TOLD && shared);
}

/** In a folder opened by double click no server turns a folder's address into its page. */
function asFile(url) {
  return url === "" || url.endsWith("/") ? `${url}index.html` : url;
}

function spoken(html, lang, page) {
  return lang === page ? html : `<span lang="${lang}">${html}</span>`;
}

function apology(lang) {
  const zh = lang.startsWith("zh");
  const title = zh ? "搜索暂时不可用" : "Search is not available right now";
  const text = zh
    ? "搜索数据没有加载成功。请检查网络再试一次，或刷新页面。"
    : "The search data could not be loaded. Check your connection and try again, or reload the page.";
  return { location: "", title, text, score: 0, terms: {} };
}

if (typeof document === "undefined") self.kbSearchWorker(self, self.location.href);
