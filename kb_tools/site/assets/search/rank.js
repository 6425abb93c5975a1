// The ranking. The definition is kb_tools/search/rank.py, whose names are used here; shared test
// vectors hold the two together. Postings say a wording's scale only roughly, and those of very
// common terms may not be read at all: articles are chosen by what is there, and those that lead
// are then scored exactly by what their rows say.

const K1 = 2;
const B = 0.75;
const LIKENESS = 0.8;
const CLOSENESS = 0.2;
const CANDIDATES = 20;
const SPARE = 12; // more candidates, for what postings say only roughly; many tie for the last place
const SPARE_UNREAD = 6; // and for postings that were not read
const FIRST = 10; // candidates whose rows are read at once, where each has a file of its own
const UNITS = 1 << 12;
const TERM_LIMIT = 512;
const MANY = 64;
const FAINT = 0.15;
const CLOSE_LIMIT = 400;

function idf(size, df) {
  return Math.log(1 + (size - df + 0.5) / (df + 0.5));
}

function impact(tf) {
  return Math.max(1, Math.round((255 * tf) / (tf + K1)));
}

/**
 * Return {weights, parts, idfs, total, missing} of a question: what each term counts in coverage
 * and likeness, and the share of it that no article knows. `said`: term → 1 + ln of its times,
 * `also`: the same of what says the same; `frequency(term)`: how many articles have it.
 */
function weigh({ said, also, frequency }, size) {
  const idfs = new Map();
  const weighed = ([term, factor]) => {
    idfs.set(term, idf(size, frequency(term)));
    return [term, factor * idfs.get(term)];
  };
  const all = [...said].map(weighed);
  let known = all.filter(([term]) => frequency(term) > 0);
  if (known.length > TERM_LIMIT) {
    known.sort(([s, a], [t, b]) => b - a || (s < t ? 1 : -1));
    known = known.slice(0, TERM_LIMIT);
  }
  const total = known.reduce((sum, [, weight]) => sum + weight, 0) || 1;
  const whole = all.reduce((sum, [, weight]) => sum + weight, 0) || 1;
  const missing = known.length ? 1 - total / whole : 1;
  const norm = Math.sqrt(all.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  const others = [...also].map(weighed).filter(([term]) => frequency(term) > 0);
  const weights = new Map([...telling(known), ...others]);
  const part = ([term, weight]) => [term, (weight * idfs.get(term)) / norm];
  return { weights, parts: new Map([...weights].map(part)), idfs, total, missing };
}

/** Return the question with the weight of unread terms given to those that stand in for them. */
function stoodIn(question, standIns) {
  const [weights, parts] = [new Map(question.weights), new Map(question.parts)];
  for (const [term, other] of standIns) {
    weights.set(other, weights.get(other) + question.weights.get(term));
    parts.set(other, parts.get(other) + question.parts.get(term));
  }
  return { ...question, weights, parts };
}

/** Leave out what weighs next to nothing in a long question, but is in most articles. */
function telling(weights) {
  if (weights.length <= MANY) return weights;
  const least = FAINT * weights.reduce((most, [, weight]) => Math.max(most, weight), 0);
  return weights.filter(([, weight]) => weight >= least);
}

/** Return each article's coverage by the terms in `records` (term → postings), by number. */
function coverages({ weights, total }, records, index) {
  const found = new Float64Array(index.size);
  for (const [term, { counted, strong }] of records) {
    const share = (weights.get(term) ?? 0) / (255 * total);
    const [articles, counts] = counted;
    for (let i = 0; i < articles.length; i++) {
      found[articles[i]] += share * impact(counts[i] / index.norms[articles[i]]);
    }
    for (let i = 0; i < strong[0].length; i++) found[strong[0][i]] += share * strong[1][i];
  }
  return found;
}

/** Return each article's likeness, by number, with scales as rough as the postings have them. */
function likenesses({ parts }, records, index) {
  const sums = new Map();
  const found = new Float64Array(index.size);
  for (const [term, { units }] of records) {
    const part = parts.get(term) ?? 0;
    for (const { article, unit, scale } of units) {
      const key = article * UNITS + unit;
      const sum = (sums.get(key) ?? 0) + part * scale;
      sums.set(key, sum);
      found[article] = Math.max(found[article], sum);
    }
  }
  return found;
}

/** Return the articles that lead before closeness, best first. */
function leaders(scores, factors, count) {
  const found = [];
  scores.forEach((score, article) => {
    if (score * factors[article] > 0) found.push([score * factors[article], article]);
  });
  found.sort(([a, x], [b, y]) => b - a || x - y);
  return found.slice(0, count).map(([, article]) => article);
}

/** Return a row's score before closeness, exactly; `coverage` is its article's. */
function plain(coverage, question, row) {
  const likes = row.folded.map((text, unit) => row.scales[unit] * share(question, text));
  return coverage + LIKENESS * Math.max(0, ...likes);
}

/** Return a row's closeness to the folded question. */
function close(row, asked) {
  return Math.max(0, ...row.folded.map((text) => closeness(asked, text)));
}

/** How much of a question is in a wording: the cosine, but for the wording's scale. */
function share({ parts }, text) {
  let sum = 0;
  for (const term of new Set(terms(text))) sum += parts.get(term) ?? 0;
  return sum;
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
