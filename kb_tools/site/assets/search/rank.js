// The ranking. The definition is kb_tools/search/rank.py, whose names are used here; shared test
// vectors hold the two together. Postings say a wording's scale only roughly: articles are
// chosen by that, and those that may lead are scored exactly by what their rows say.

const K1 = 2;
const B = 0.75;
const LIKENESS = 0.8;
const CLOSENESS = 0.2;
const CANDIDATES = 50;
const TERM_LIMIT = 512;
const CLOSE_LIMIT = 400;

function idf(size, df) {
  return Math.log(1 + (size - df + 0.5) / (df + 0.5));
}

function impact(tf) {
  return Math.max(1, Math.round((255 * tf) / (tf + K1)));
}

/**
 * Return {weights, idfs, total, norm} of a question. `counts`: term → times in the question;
 * `frequency(term)`: how many articles have it.
 */
function weigh(counts, frequency, size) {
  const idfs = new Map();
  const all = [...counts].map(([term, times]) => {
    idfs.set(term, idf(size, frequency(term)));
    return [term, (1 + Math.log(times)) * idfs.get(term)];
  });
  let weights = all.filter(([term]) => frequency(term) > 0);
  if (weights.length > TERM_LIMIT) {
    weights.sort(([s, a], [t, b]) => b - a || (s < t ? 1 : -1));
    weights = weights.slice(0, TERM_LIMIT);
  }
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const norm = Math.sqrt(all.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return { weights: new Map(weights), idfs, total, norm };
}

/** Return each article's coverage, by number. `records`: term → postings. */
function coverages({ weights, total }, records, index) {
  const found = new Float64Array(index.size);
  for (const [term, { counted, strong }] of records) {
    if (!weights.has(term)) continue;
    const share = weights.get(term) / (255 * total);
    const [articles, counts] = counted;
    for (let i = 0; i < articles.length; i++) {
      found[articles[i]] += share * impact(counts[i] / index.norms[articles[i]]);
    }
    for (let i = 0; i < strong[0].length; i++) found[strong[0][i]] += share * strong[1][i];
  }
  return found;
}

/** Return article → unit → {sum, scale}: what the likeness of each wording is made of. */
function wordings({ weights, idfs, norm }, records) {
  const found = new Map();
  for (const [term, { units }] of records) {
    if (!weights.has(term)) continue;
    const part = (weights.get(term) * idfs.get(term)) / norm;
    for (const { article, unit, scale } of units) {
      if (!found.has(article)) found.set(article, new Map());
      const known = found.get(article);
      if (known.has(unit)) known.get(unit).sum += part;
      else known.set(unit, { sum: part, scale });
    }
  }
  return found;
}

/** Return an article's likeness; `scales` are its wordings' exact ones, where they are known. */
function likeness(units, scales) {
  let best = 0;
  for (const [unit, { sum, scale }] of units ?? []) {
    best = Math.max(best, sum * (scales ? scales[unit] : scale));
  }
  return best;
}

/** Return {article, rough} for the articles that lead before closeness, best first. */
function candidates(coverage, units) {
  const found = [];
  for (let article = 0; article < coverage.length; article++) {
    const rough = coverage[article] + LIKENESS * likeness(units.get(article));
    if (rough > 0) found.push({ article, rough });
  }
  return found.sort((a, b) => b.rough - a.rough || a.article - b.article).slice(0, CANDIDATES);
}

/** Return an article's score; `texts` are its folded wordings. */
function score(coverage, units, scales, asked, texts) {
  const close = Math.max(0, ...texts.map((text) => closeness(asked, text)));
  return coverage + LIKENESS * likeness(units, scales) + CLOSENESS * close;
}

/** How alike two texts are: twice their longest common subsequence by their lengths. */
function closeness(a, b) {
  const left = [...a].slice(0, CLOSE_LIMIT);
  const right = [...b];
  const row = new Uint16Array(right.length + 1);
  for (const char of left) {
    let diagonal = 0;
    for (let i = 0; i < right.length; i++) {
      const above = row[i + 1];
      row[i + 1] = char === right[i] ? diagonal + 1 : Math.max(above, row[i]);
      diagonal = above;
    }
  }
  const length = left.length + right.length;
  return length ? (2 * row[right.length]) / length : 1;
}
