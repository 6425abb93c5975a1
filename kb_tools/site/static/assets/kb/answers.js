// Answers while someone types, for the home page, the ask page and the widget in other products:
// asks the site's search and makes its results into elements. What people type and what articles
// say is only ever text here.
(() => {
  "use strict";
  const SHOWN = 3;
  const ASKED = 2000; // characters of a pasted log that are searched for
  const PAUSE = 180; // milliseconds after a key before the search is asked
  const [SETUP, QUERY, RESULT, OPEN] = [0, 2, 3, 10]; // as search/worker.js says
  const CODE = /[\p{L}\p{N}]*\d[\p{L}\p{N}]*(?:[-_.:/]+[\p{L}\p{N}]+)*|[\p{L}\p{N}]+(?:[-_.:/]+[\p{L}\p{N}]+)*[-_.:/]+\d+/gu;

  const PIECE = /<(\/?)(mark|span|p)(?: lang="([^"]*)")?>|([^<]+)/g; // what search/worker.js makes
  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
  const LITTLE = /^(?:[\s怎么麼样樣如何什为為哪里裡吗嗎呢的了是在有和我你]|\b(?:an?|and|are|as|at|be|by|can|do|does|for|from|how|i|in|is|it|me|my|no|not|of|on|or|so|that|the|this|to|up|we|what|when|why|will|with|you|your)\b)*$/i; // say nothing as a reason

  /**
   * Ask the search what fits, and tell(rows, text) about the latest question: at most three
   * articles, or null where nothing could be loaded. `set` is {lang, languages}; `start(lang)`
   * starts a search, by the theme's own address of it unless said otherwise.
   */
  function searching(set, tell, start = ofThisSite) {
    const running = new Map();
    let asked = "";
    let timer;

    function worker(lang) {
      if (!running.has(lang)) {
        const started = start(lang);
        started.onerror = failed;
        started.onmessage = ({ data }) => {
          if (data.type === RESULT && asked && lang === language(asked, set)) take(data.data.items);
        };
        started.postMessage({ type: SETUP });
        running.set(lang, started);
      }
      return running.get(lang);
    }

    function take(items) {
      if (items.length === 1 && items[0][0].score === 0) return failed();
      const fitting = items.filter(([article]) => article.fits).slice(0, SHOWN);
      tell(fitting.map(([article, section]) => ({ ...article, section })), asked);
    }

    function failed() {
      const text = asked;
      asked = ""; // the same text may be asked again
      tell(null, text);
    }

    function ask(text) {
      clearTimeout(timer);
      if (text && text === asked) return;
      asked = text;
      if (text) worker(language(text, set)).postMessage({ type: QUERY, data: text.slice(0, ASKED) });
      else tell([], "");
    }

    return {
      /** Ask now. */
      ask,
      /** Ask once nothing was typed for a moment. */
      soon: (text) => {
        clearTimeout(timer);
        timer = setTimeout(ask, PAUSE, text);
      },
      /** Load what every question needs, because one is about to come. */
      warm: () => worker(set.lang).postMessage({ type: OPEN }),
    };
  }

  function ofThisSite(lang) {
    const settings = JSON.parse(document.getElementById("__config").textContent);
    const address = new URL(settings.search, location.href);
    address.searchParams.set("lang", lang);
    return new Worker(address.href); // box.js takes care of it
  }

  /** The language of a text if the site has it, else that of the page. */
  function language(text, { lang, languages }) {
    const spoken = /\p{Script=Han}/u.test(text) ? "zh" : /[a-z]{3}/i.test(text) ? "en" : lang;
    const near = (other) => other.split("-")[0] === spoken;
    return near(lang) ? lang : (languages.find(near) ?? lang);
  }

  /** Why an article was chosen: a code that is there to the letter, else words of the question. */
  function why({ title, text, section, terms }, asked, { lang, words }) {
    const say = (name, found) => words[name].replace("{words}", found.join(lang.startsWith("zh") ? "、" : ", "));
    const there = `${plain(title)} ${plain(section?.title ?? "")} ${plain(section?.text || text || "")}`;
    const codes = (asked.match(CODE) ?? []).filter((code) => code.length > 2 && there.includes(code));
    if (codes.length) return say("ask_why_code", [...new Set(codes)].slice(0, 3));
    const html = [title, section?.title ?? "", section?.text || text || ""];
    const found = [...html.flatMap(phrases), ...Object.keys(terms)];
    const longest = found.filter((word, i) => !LITTLE.test(word) && !found.some((other, j) => within(word, i, other, j)));
    return longest.length ? say("ask_why", longest.slice(0, 4)) : words.ask_why_wording;
  }

  /** Whether a word stands in another one, or stood there before. */
  function within(word, i, other, j) {
    const [one, two] = [word.toLowerCase(), other.toLowerCase()];
    return one === two ? j < i : two.includes(one);
  }

  /** What is marked in a piece of HTML, neighbouring words together. */
  function phrases(html) {
    const found = [];
    let gap = "…";
    for (const { nodeName, textContent } of marked(html)) {
      if (nodeName !== "MARK") gap = textContent;
      else if (gap.trim() || !found.length) found.push(textContent);
      else found.push(found.pop() + gap + textContent);
    }
    return found;
  }

  /** An article's part that answers, or its whole text, out of its own page. */
  async function passage(address) {
    const answer = await fetch(address, { referrerPolicy: "no-referrer" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const html = self.kbTrusted.createHTML(await answer.text());
    const other = new DOMParser().parseFromString(html, "text/html");
    const article = ["article", "main", "body"].map((name) => other.querySelector(name)).find(Boolean);
    const gone =
      "script, style, link, form, iframe, h1, .headerlink, .md-content__button, .kb-path, .kb-facts, .kb-contents, .kb-foot, .kb-feedback";
    for (const element of article.querySelectorAll(gone)) element.remove();
    const anchor = decodeURIComponent(new URL(address).hash.slice(1));
    const heading = anchor && article.querySelector(`:is(h2, h3, h4, h5, h6)[id="${CSS.escape(anchor)}"]`);
    const nodes = heading ? section(heading) : [...article.childNodes];
    for (const node of nodes) harmless(node, address);
    return nodes.map((node) => document.importNode(node, true));
  }

  function section(heading) {
    const nodes = [heading];
    const ends = (node) => /^H[1-6]$/.test(node.nodeName) && node.nodeName <= heading.nodeName;
    for (let next = heading.nextSibling; next && !ends(next); next = next.nextSibling) nodes.push(next);
    return nodes;
  }

  /** Make links lead where they led, and leave no name or handler twice on this page. */
  function harmless(node, address) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const element of [node, ...node.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (/^(id|for|style|srcdoc|on.*)$/.test(name)) element.removeAttribute(name);
        if (/^(href|src|poster)$/.test(name)) element.setAttribute(name, safe(value, address));
      }
      if (element.matches("pre > code, pre:not(:has(> code)), table")) element.tabIndex = 0; // it may scroll
      if (element.nodeName === "A") Object.assign(element, { target: "_blank", rel: "noopener" });
    }
  }

  function safe(value, address) {
    const url = URL.canParse(value, address) ? new URL(value, address) : null;
    return url && /^(https?|mailto|tel|data|file):$/.test(url.protocol) ? url.href : "";
  }

  /** The text in a piece of HTML that the search made. */
  function plain(html) {
    return marked(html).map((node) => node.textContent).join("");
  }

  /** The text in a piece of HTML that the search made, its marks kept, as nodes. */
  function marked(html) {
    const nodes = [];
    let [hit, lang] = [false, ""];
    for (const [, closes, tag, spoken, text] of html.matchAll(PIECE)) {
      if (tag === "mark") hit = !closes;
      else if (tag === "span") lang = closes ? "" : spoken;
      else if (text) nodes.push(hit || lang ? element(hit ? "mark" : "span", lang ? { lang } : {}, [plainly(text)]) : document.createTextNode(plainly(text)));
    }
    return nodes;
  }

  function plainly(text) {
    return text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity]);
  }

  function element(name, properties, children = []) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  self.kbAnswers = { searching, why, passage, plain, marked, element };
})();
