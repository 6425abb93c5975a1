// What a result shows: its title, the section that answers, and the words that were found.

const WIDTH = 150;
const WIDTH_CJK = 72;
const WORD = new RegExp(`([${CJK}]+)|((?:(?![${CJK}])${LETTER})+)`, "gu");
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const ALIKE = 0.6;

/** Return what to show of an article for the terms of a question with their weights. */
function shown(row, parts, weights, folding) {
  const best = bestPart(parts, weights, folding);
  const passage = best?.passage ?? { text: row.summary, hits: hits(row.summary, weights, folding) };
  return {
    anchor: best?.anchor ?? "",
    titleHtml: marked(row.title, hits(row.title, weights, folding)),
    headingHtml: best ? marked(best.heading, hits(best.heading, weights, folding)) : "",
    passageHtml: marked(passage.text, passage.hits),
    words: [...new Set(passage.hits.map(([start, end]) => passage.text.slice(start, end)))],
  };
}

function bestPart(parts, weights, folding) {
  let best;
  for (const [anchor, heading, text] of parts) {
    const passage = bestPassage(text, weights, folding);
    const value = passage.value + worth(hits(heading, weights, folding));
    if (passage.text && value > (best?.value ?? 0)) best = { anchor, heading, passage, value };
  }
  return best;
}

/** Return the piece of a text that has most of the question in it. */
function bestPassage(text, weights, folding) {
  const all = hits(text, weights, folding);
  const width = widthOf(text);
  let best = { start: 0, value: 0 };
  for (const [start] of all) {
    const value = worth(all.filter(([from, to]) => from >= start && to <= start + width));
    if (value > best.value) best = { start, value };
  }
  const start = sentence(text, best.start);
  const end = wordEnd(text, start + width);
  const inside = all.filter(([from, to]) => from >= start && to <= end);
  const moved = inside.map(([from, to, ...rest]) => [from - start, to - start, ...rest]);
  return { text: text.slice(start, end), hits: moved, value: best.value };
}

/** How many characters of a text to show: Chinese ones are twice as wide. */
function widthOf(text) {
  return HAN.test(text.slice(0, 80)) ? WIDTH_CJK : WIDTH;
}

/** Return where to stop: not inside a word, unless it is endless. */
function wordEnd(text, at) {
  const rest = /^[a-z0-9]{0,20}/i.exec(text.slice(at))[0];
  return Math.min(text.length, at + rest.length);
}

/** Return where to begin: the start of the sentence, if it is near. */
function sentence(text, at) {
  const before = text.slice(Math.max(0, at - 40), at);
  const stop = Math.max(...["。", "！", "？", "；", ". ", "! ", "? ", "\n"].map((s) => before.lastIndexOf(s)));
  if (stop >= 0) return at - before.length + stop + 1;
  return at <= 40 ? 0 : at;
}

/** The weight of different words; one that is there twice counts once. */
function worth(found) {
  const seen = new Map();
  for (const [, , key, weight] of found) seen.set(key, weight);
  return [...seen.values()].reduce((sum, weight) => sum + weight, 0);
}

/** Return [start, end, folded word, weight] of each place of `text` that the question has. */
function hits(text, weights, folding) {
  const found = [];
  for (const match of text.matchAll(WORD)) {
    if (match[1]) found.push(...inRun(match[1], match.index, weights, folding));
    else found.push(...inWord(match[2], match.index, weights, folding));
  }
  return found;
}

function inWord(word, at, weights, folding) {
  const pieces = grams(fold(word, folding));
  const known = pieces.filter((piece) => weights.has(piece));
  if (known.length < ALIKE * pieces.length) return [];
  const weight = known.reduce((sum, piece) => sum + weights.get(piece), 0);
  return [[at, at + word.length, pieces.join(""), weight]];
}

function inRun(run, at, weights, folding) {
  const chars = [...fold(run, folding)];
  if (chars.length !== run.length) return [];
  const found = [];
  chars.forEach((char, i) => {
    const pair = char + chars[i + 1];
    if (weights.has(pair)) found.push([at + i, at + i + 2, pair, weights.get(pair)]);
  });
  return found;
}

/** Return HTML: the text, escaped, with the hits marked. */
function marked(text, found) {
  let html = "";
  let at = 0;
  for (const [start, end] of joined(found)) {
    html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escaped(text.slice(at));
}

function joined(found) {
  const ranges = [];
  for (const [start, end] of found) {
    const last = ranges.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (char) => ESCAPES[char]);
}
