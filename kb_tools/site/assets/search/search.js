// The search: from a question to articles with the passage that answers. No theme is known here.

const RESULTS = 10;
const WITH_PASSAGE = 3;
const OTHER_LANGUAGE = 0.75;
const OTHER_SCRIPT = 0.95;

let opened;

/** Open the search of the site whose `search/` folder is `base`, for readers of `lang`. */
function open(base, lang) {
  opened ??= openIndex(base).catch((error) => {
    opened = undefined;
    throw error;
  });
  opened.catch(() => {}); // whoever searches is told
  return {
    /** Return the articles for `text`, best first, with passages. */
    find: async (text) => find(await opened, text, lang),
    /** Return [id, language, score] of the best articles for `text`, without passages. */
    rank: async (text) => (await rank(await opened, text, preference(lang))).found.map(bare),
  };
}

/** How much a language's articles count for readers of `lang`; of no language, all the same. */
function preference(lang) {
  const near = (other) => other.split("-")[0] === lang.split("-")[0];
  return (other) => (!lang || other === lang ? 1 : near(other) ? OTHER_SCRIPT : OTHER_LANGUAGE);
}

function bare({ row, score, factor }) {
  return [row.id, row.lang, score * factor];
}

/** Score the articles for a text; `favour(lang)` multiplies the scores of a language. */
async function rank(index, text, favour) {
  const { folded, counts, records, frequency } = await lookUp(index, text);
  const question = weigh(counts, frequency, index.size);
  await readCommon(index, question, records);
  const coverage = coverages(question, records, index);
  const likeness = likenesses(question, records, index);
  const factors = index.langs.map(favour);
  const spare = records.size < question.weights.size ? SPARE_UNREAD : SPARE;
  const leading = leaders(coverage, likeness, factors, CANDIDATES + spare);
  const rows = await Promise.all(leading.map((article) => rowOf(index, article)));
  const scored = rows.map((row) => {
    const own = coverage[row.article] + unread(question, records, row.impacts);
    return { row, factor: factors[row.article], score: plain(own, question, row) };
  });
  const found = best(scored, CANDIDATES).map(({ row, factor, score }) => ({
    row,
    factor,
    score: score + CLOSENESS * close(row, folded),
  }));
  return { question: { ...question, folded }, found: best(found, CANDIDATES) };
}

function best(scored, count) {
  const order = (a, b) => b.score * b.factor - a.score * a.factor || a.row.number - b.row.number;
  return scored.sort(order).slice(0, count);
}

/** The coverage of an article by terms whose postings were not read. */
function unread({ weights, total }, records, impacts) {
  let sum = 0;
  for (const [term, weight] of weights) {
    if (!records.has(term)) sum += (weight / (255 * total)) * (impacts.get(term) ?? 0);
  }
  return sum;
}

/** Keep one language of each article: the one that leads. */
function withoutTwins(found) {
  const seen = new Set();
  return found.filter(({ row }) => !seen.has(row.id) && seen.add(row.id));
}

async function find(index, text, lang) {
  const { question, found } = await rank(index, text, preference(lang));
  const shortlist = withoutTwins(found).slice(0, RESULTS);
  return Promise.all(
    shortlist.map(async ({ row, score, factor }, place) => {
      const parts = place < WITH_PASSAGE ? await partsOf(index, row) : [];
      return { ...row, score: score * factor, ...shown(row, parts, question, index.folding) };
    }),
  );
}

self.KbSearch = { open };
