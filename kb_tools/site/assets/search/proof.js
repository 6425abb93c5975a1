// Whether what was read is enough. Postings that were not read could still bring other articles
// among the first: then the rows of these say it exactly or, where they are many, more is read.

const PROVEN = 5; // so many articles are to be the best, whatever was not read
const MOST = 0.7; // of a term's weight that an article gets which it does not lead with already
const CLOSEST = 0.5; // more closeness than this would have been likeness before
const FEW = 12; // articles whose rows are read rather than more postings
const AT_ONCE = 2; // terms whose postings are read then, before one looks again
const LOOKS = 8; // how often one looks, at most

/** Return the terms of a question whose postings were not read, the weightiest first. */
function unreadTerms({ weights }, records) {
  const open = [...weights.keys()].filter((term) => !records.has(term));
  return open.sort((a, b) => weights.get(b) - weights.get(a));
}

/**
 * Return the articles not among `scored` that may be better than the last one that is to be
 * proven, the likeliest first. `known` and `guessed` are scores by what was read.
 */
function rivals({ weights, total }, scored, open, { known, guessed }, factors) {
  const last = best([...scored], PROVEN)[PROVEN - 1];
  const least = last ? last.score * last.factor : 0;
  const seen = new Set(scored.map(({ row }) => row.article));
  const close = CLOSENESS * CLOSEST;
  const unknown = (MOST * open.reduce((sum, term) => sum + weights.get(term), 0)) / total + close;
  const hope = (one) => Math.max(known[one] + unknown, guessed[one] + close) * factors[one];
  const may = (one) => !seen.has(one) && (open.length || guessed[one]) && hope(one) > least;
  const found = [...known.keys()].filter(may);
  return found.sort((a, b) => hope(b) - hope(a) || a - b);
}
