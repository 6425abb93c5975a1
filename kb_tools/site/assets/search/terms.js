// Text into terms; the definition is kb_tools/search/terms.py, step by step the same.

const CJK = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\u{20000}-\\u{3ffff}";
const LETTER = "[\\p{L}\\p{N}\\u0900-\\u0fff]";
const RUN = new RegExp(`([${CJK}]+)|((?:(?![${CJK}])${LETTER})+)`, "gu");
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/;
const GONE =
  /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/g;
const APOSTROPHE = /([a-z])['\u2019](?=(?:t|s|re|ve|ll|d|m)(?![\p{L}\p{N}_]))/gu;
const CODE = /[a-z0-9]+(?:[-_.:/]+[a-z0-9]+)+/g;
const COMPOSED = /[\u00c0-\u1fff\ufb00-\ufdff]/;
const ASCII = /^[\0-\x7f]*$/;
const GRAM = 4;
const CODE_LIMIT = 64;

/**
 * Return `text` as it is compared: without case, width, accents and script variants.
 * `folding` is {chars: Map, words: Map, word: RegExp of all words}.
 */
function fold(text, folding) {
  if (ASCII.test(text)) return text.toLowerCase();
  text = text.normalize("NFKC").toLowerCase();
  text = COMPOSED.test(text)
    ? text.normalize("NFD").replace(GONE, "").normalize("NFC")
    : text.replace(GONE, "");
  return HAN.test(text) ? oneScript(text, folding) : text;
}

function oneScript(text, { chars, words, word }) {
  const simplified = Array.from(text, (char) => chars.get(char) ?? char).join("");
  return simplified.replace(word, (found) => words.get(found));
}

/** Return the terms of a folded text: codes first, then the others in order, with repetition. */
function terms(folded) {
  const found = codes(folded);
  for (const [, cjk, word] of runs(folded)) {
    found.push(...(word ? grams(word) : pairs([...cjk])));
  }
  return found;
}

/** Yield [, run of Chinese characters, word] of a folded text: one of both at a time. */
function runs(folded) {
  return folded.replace(APOSTROPHE, "$1").matchAll(RUN);
}

function codes(folded) {
  return (folded.match(CODE) ?? []).filter(isCode);
}

function isCode(term) {
  return term.length <= CODE_LIMIT && /[_0-9]/.test(term);
}

function pairs(chars) {
  return [...chars, ...chars.slice(1).map((char, i) => chars[i] + char)];
}

function grams(word) {
  const padded = [..." " + word + " "];
  const whole = padded.join("");
  if (padded.length <= GRAM || /^\p{Nd}+$/u.test(word)) return [whole];
  const pieces = padded.slice(GRAM - 1).map((_, i) => padded.slice(i, i + GRAM).join(""));
  return /[0-9]/.test(word) ? [...pieces, whole] : pieces;
}
