// The search: from a question to articles with the passage that answers. No theme is known here.

const RESULTS = 10;
const WITH_PASSAGE = 3;
const EARLY = 2;
const OTHER_LANGUAGE = 0.75;
const OTHER_SCRIPT = 0.95;

const SHOWN_SURELY = 5; // of so many articles it is certain that no other is better
const CLOSEST = 0.5; // more closeness than this would have been likeness before

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
    rank: async (text) => (await rank(await opened, text, preference(lang))).map(bare),
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

/**
 * Return the articles for a text, best first; `favour(lang)` multiplies the scores of a language.
 * The text of the `early` likeliest is asked for at once, where it is known to be wanted.
 */
async function rank(index, text, favour, early = 0) {
  const asked = await lookUp(index, text);
  const own = await ranked(index, asked, favour, early);
  return [...(await abroad(index, asked, own, favour)), ...own];
}

/** Score the articles for a question that was looked up. */
async function ranked(index, { folded, records, ...asked }, favour, early = 0) {
  const question = { ...weigh(asked, index.size), folded };
  const instead = standIns(question.weights, records);
  const whole = stoodIn(question, instead);
  const likeness = likenesses(whole, records, index);
  const guessed = coverages(whole, records, index);
  const coverage = coverages(question, records, index);
  const factors = index.langs.map(favour);
  const spare = records.size < question.weights.size ? SPARE_UNREAD : SPARE;
  const leading = leaders(guessed, likeness, factors, CANDIDATES + spare);
  if (index.rowsPerFile === 1) {
    for (const { article } of leading.slice(0, early)) index.read(`text/${article}`).catch(() => {});
  }
  const score = async (some) => {
    const rows = await Promise.all(some.map(({ article }) => rowOf(index, article)));
    return rows.map((row) => {
      const own = coverage[row.article] + unread(question, records, row.impacts);
      const factor = factors[row.article];
      return { row, factor, coverage: own, score: plain(own, question, row), question };
    });
  };
  const surely = index.rowsPerFile > 1 ? leading.length : FIRST;
  const scored = await score(leading.slice(0, surely));
  const least = nearer(scored, folded)[SHOWN_SURELY - 1];
  const slack = CLOSENESS * CLOSEST + untold(question, asked.said, records, instead);
  const hopes = ({ rough, factor }) => rough + slack * factor > least.score * least.factor;
  scored.push(...(await score(leading.slice(surely).filter(hopes))));
  return nearer(scored, folded);
}

/** How much coverage nothing that was read tells anything of. */
function untold({ weights, total }, said, records, instead) {
  const hidden = [...said.keys()].filter((term) => !records.has(term) && !instead.has(term));
  return hidden.reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) / total;
}

/** Return the best candidates in order, their closeness added. */
function nearer(scored, folded) {
  const closer = (hit) => ({ ...hit, score: hit.score + CLOSENESS * close(hit.row, folded) });
  return best(best([...scored], CANDIDATES).map(closer), CANDIDATES);
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
  const found = await rank(index, text, preference(lang), EARLY);
  const shortlist = withoutTwins(found).slice(0, RESULTS);
  return Promise.all(
    shortlist.map(async ({ row, score, factor, question }, place) => {
      const parts = place < WITH_PASSAGE ? await partsOf(index, row) : [];
      return { ...row, score: score * factor, ...shown(row, parts, question, index.folding) };
    }),
  );
}

self.KbSearch = { open };
