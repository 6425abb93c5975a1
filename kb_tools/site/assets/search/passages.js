// What a result shows: its title, the section that answers, and the words that were found.

const WIDTH = 150;
const WIDTH_CJK = 72;
const WORD = new RegExp(`([${CJK}]+)|((?:(?![${CJK}])${LETTER})+)`, "gu");
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const ALIKE = 0.8;
const LEAST = 0.2;

/** Return what to show of an article for a question: {folded, weights}. */
function shown(row, parts, { folded, weights }, folding) {
  const asked = wanted(folded, weights);
  const html = (text) => marked(text, hits(text, asked, folding));
  const best = bestPart(parts, asked, folding);
  const summary = shortened(row.summary);
  const passage = best?.passage ?? { text: summary, hits: hits(summary, asked, folding) };
  return {
    anchor: best?.anchor ?? "",
    titleHtml: html(row.title),
    headingHtml: best ? html(best.heading) : "",
    passageHtml: marked(passage.text, passage.hits),
    words: [...new Set(passage.hits.map(([start, end]) => passage.text.slice(start, end)))],
  };
}

function bestPart(parts, asked, folding) {
  let best;
  for (const [anchor, heading, text] of parts) {
    const passage = bestPassage(text, asked, folding);
    const value = passage.value + worth(hits(heading, asked, folding)) / 2;
    if (passage.text && value > (best?.value ?? 0)) best = { anchor, heading, passage, value };
  }
  return best;
}

/** Return the piece of a text that has most of the question in it. */
function bestPassage(text, asked, folding) {
  const all = hits(text, asked, folding);
  const width = widthOf(text);
  const best = fullest(all, width);
  const start = sentence(text, best.start);
  const end = wordEnd(text, start + width);
  const inside = all.filter(([from, to]) => from >= start && to <= end);
  const moved = inside.map(([from, to, ...rest]) => [from - start, to - start, ...rest]);
  return { text: text.slice(start, end) + more(text, end), hits: moved, value: best.value };
}

/** Return {start, value} of the stretch of `width` that has the weightiest different hits. */
function fullest(all, width) {
  let best = { start: 0, value: 0 };
  const inside = new Map();
  let [value, next] = [0, 0];
  for (const [start, , key, weight] of all) {
    for (; next < all.length && all[next][1] <= start + width; next++) {
      const [, , other, more] = all[next];
      if (!inside.get(other)) value += more;
      inside.set(other, (inside.get(other) ?? 0) + 1);
    }
    if (value > best.value) best = { start, value };
    inside.set(key, (inside.get(key) ?? 1) - 1);
    if (!inside.get(key)) value -= weight;
  }
  return best;
}

/** Return as much of a summary as a result has room for. */
function shortened(text) {
  const end = wordEnd(text, widthOf(text));
  return text.slice(0, end) + more(text, end);
}

function more(text, end) {
  return end < text.length ? " …" : "";
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

/**
 * Return what to look for: [word, weight] of words, pair → weight of Chinese characters. What
 * weighs little beside the weightiest would only make the page restless: such words are left
 * out, such pairs are 0.
 */
function wanted(folded, weights) {
  const latin = [];
  const chinese = new Map();
  for (const [, run, word] of folded.matchAll(RUN)) {
    const pieces = word ? grams(word) : run.length > 1 ? pairs([...run]).filter(isPair) : [run];
    if (word) latin.push([word, pieces.reduce((sum, piece) => sum + (weights.get(piece) ?? 0), 0)]);
    else for (const piece of pieces) chinese.set(piece, weights.get(piece) ?? 0);
  }
  const least = LEAST * Math.max(...latin.map(([, weight]) => weight), ...chinese.values());
  return {
    latin: latin.filter(([, weight]) => weight && weight >= least),
    chinese: new Map([...chinese].map(([pair, weight]) => [pair, weight >= least ? weight : 0])),
  };
}

function isPair(piece) {
  return [...piece].length === 2;
}

/** Return [start, end, what was asked, weight] of each place of `text` that the question has. */
function hits(text, asked, folding) {
  const found = [];
  for (const match of text.matchAll(WORD)) {
    if (match[1]) found.push(...inRun(match[1], match.index, asked.chinese, folding));
    else found.push(...inWord(match[2], match.index, asked.latin, folding));
  }
  return found;
}

function inWord(text, at, latin, folding) {
  const word = fold(text, folding);
  const asked = latin.find(([other]) => alike(word, other));
  return asked ? [[at, at + text.length, ...asked]] : [];
}

/** Whether a word is the asked one, begins with it, or is it but for a slip; codes have none. */
function alike(word, asked) {
  if (word === asked || (asked.length > 2 && word.startsWith(asked))) return true;
  if (word[0] !== asked[0] || asked.length < 4 || /\d/.test(asked)) return false;
  return closeness(word, asked) >= ALIKE;
}

/** Find pairs that weigh something, and others beside them: no phrase is marked by halves. */
function inRun(run, at, chinese, folding) {
  const chars = [...fold(run, folding)];
  if (chars.length !== run.length) return [];
  const found = [];
  let phrase = [];
  for (let i = 0; i <= chars.length; i++) {
    const key = [chars[i] + chars[i + 1], chars[i]].find((piece) => chinese.has(piece));
    if (key) phrase.push([at + i, at + i + key.length, key, chinese.get(key)]);
    else {
      if (phrase.some(([, , , weight]) => weight)) found.push(...phrase);
      phrase = [];
    }
  }
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
