// The search: from a question to articles with the passage that answers. No theme is known here.

const RESULTS = 10;
const WITH_PASSAGE = 3;
const EARLY = 2;
const OTHER_LANGUAGE = 0.75;
const OTHER_SCRIPT = 0.95;

let opened;

/** Open the search of the site whose `search/` folder is `base`, for readers of `lang`. */
function open(base, lang) {
  indexAt(base).catch(() => {}); // whoever searches is told
  return {
    /** Return the articles for `text`, best first, with passages. */
    find: (text) => answered(base, (index) => find(index, text, lang)),
    /** Return [id, language, score] of the best articles for `text`, without passages. */
    rank: (text) =>
      answered(base, async (index) => (await rank(index, text, preference(lang))).map(bare)),
  };
}

function indexAt(base) {
  opened ??= openIndex(base);
  return opened;
}

/**
 * Return what `ask` finds in the index. Where a file of it cannot be read, the site may have been
 * built anew since it was opened: it is opened once more, and what failed is forgotten.
 */
async function answered(base, ask) {
  const first = indexAt(base);
  try {
    return await ask(await first);
  } catch {
    if (opened === first) opened = undefined; // a question asked meanwhile may have done so
  }
  const again = indexAt(base);
  try {
    return await ask(await again);
  } catch (error) {
    if (opened === again) opened = undefined;
    throw error;
  }
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

/** Score the articles for a question that was looked up; read as much as it takes to be sure. */
async function ranked(index, { folded, records, ...asked }, favour, early = 0) {
  const factors = index.langs.map(favour);
  for (let looks = 1; ; looks++) {
    const question = { ...weigh(asked, index.size), folded };
    const open = unreadTerms(question, records);
    const rough = roughly(index, question, records);
    const leading = leaders(rough.guessed, factors, CANDIDATES + (open.length ? SPARE_UNREAD : SPARE));
    if (index.rowsPerFile === 1) {
      for (const article of leading.slice(0, early)) index.read(`text/${article}`).catch(() => {});
    }
    const score = async (articles) => {
      const rows = await Promise.all(articles.map((article) => rowOf(index, article)));
      const exact = rows.map((row) => exactly(question, records, rough.coverage, factors, row));
      return exact.filter((one) => one.score > 0);
    };
    const scored = await score(leading.slice(0, index.rowsPerFile > 1 ? leading.length : FIRST));
    if (index.rowsPerFile > 1) return nearer(scored, folded);
    const others = rivals(question, nearer(scored, folded), open, rough, factors);
    if (others.length <= FEW || !open.length || looks === LOOKS) {
      return nearer([...scored, ...(await score(others.slice(0, FEW)))], folded);
    }
    await readMore(index, open.slice(0, AT_ONCE), records);
  }
}

/** Return, by article, the coverage that was read, and scores: known by that, and guessed. */
function roughly(index, question, records) {
  const whole = stoodIn(question, standIns(question.weights, records));
  const likeness = likenesses(whole, records, index);
  const coverage = coverages(question, records, index);
  const sum = (covered) => covered.map((value, article) => value + LIKENESS * likeness[article]);
  return { coverage, known: sum(coverage), guessed: sum(coverages(whole, records, index)) };
}

/** Return the exact score of a row's article before closeness. */
function exactly(question, records, coverage, factors, row) {
  const own = coverage[row.article] + unread(question, records, row.impacts);
  return { row, factor: factors[row.article], coverage: own, score: plain(own, question, row), question };
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
    shortlist.map(async ({ row, score, coverage, factor, question }, place) => {
      const parts = place < WITH_PASSAGE ? await partsOf(index, row) : [];
      const ofQuestion = (score - coverage * question.missing) * factor;
      const told = Math.max(ofQuestion, echoed({ row, question }) * factor);
      return { ...row, score: score * factor, told, ...shown(row, parts, question, index.folding) };
    }),
  );
}

self.KbSearch = { open };
