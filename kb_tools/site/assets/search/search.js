// The search: from a question to articles with the passage that answers. No theme is known here.

const RESULTS = 10;
const WITH_PASSAGE = 5;
const BATCH = 12;
const OTHER_LANGUAGE = 0.75;

let opened;

/** Open the search of the site whose `search/` folder is `base`, for readers of `lang`. */
function open(base, lang) {
  opened ??= openIndex(base).catch((error) => {
    opened = undefined;
    throw error;
  });
  return {
    /** Return the articles for `text`, best first, with passages. */
    find: async (text) => find(await opened, text, lang),
    /** Return [id, language, score] of the best articles for `text`, languages alike. */
    rank: async (text) => (await rank(await opened, text, () => 1)).found.map(bare),
  };
}

function bare({ row, score }) {
  return [row.id, row.lang, score];
}

/** Score the articles for a text; `favour(lang)` multiplies the scores of a language. */
async function rank(index, text, favour) {
  const { folded, counts, records } = await lookUp(index, text);
  const question = weigh(counts, (term) => records.get(term)?.articles ?? 0, index.size);
  const coverage = coverages(question, records, index);
  const units = wordings(question, records);
  const preferred = (article) => favour(index.langs[article]);
  const leading = candidates(coverage, units)
    .map(({ article, rough }) => ({ article, rough, factor: preferred(article) }))
    .sort((a, b) => b.rough * b.factor - a.rough * a.factor);
  const found = [];
  const ahead = ({ rough, factor }) => factor * (rough * 1.1 + CLOSENESS) > (found[RESULTS - 1]?.score ?? 0);
  for (let rest = leading; rest.length; rest = rest.slice(BATCH).filter(ahead)) {
    const rows = await Promise.all(rest.slice(0, BATCH).map(({ article }) => rowOf(index, article)));
    for (const row of rows) {
      const own = score(coverage[row.article], units.get(row.article), row.scales, folded, row.folded);
      found.push({ row, score: own * preferred(row.article) });
    }
    found.sort((a, b) => b.score - a.score || a.row.number - b.row.number);
  }
  return { weights: question.weights, found };
}

/** Keep one language of each article: the one that leads. */
function withoutTwins(found) {
  const seen = new Set();
  return found.filter(({ row }) => !seen.has(row.id) && seen.add(row.id));
}

async function find(index, text, lang) {
  const { weights, found } = await rank(index, text, (other) => (other === lang ? 1 : OTHER_LANGUAGE));
  const best = withoutTwins(found).slice(0, RESULTS);
  return Promise.all(
    best.map(async ({ row, score }, place) => {
      const text = place < WITH_PASSAGE ? await textOf(index, row) : { summary: "", parts: [] };
      return { ...row, score, ...shown(row, text, weights, index.folding) };
    }),
  );
}

self.KbSearch = { open };
