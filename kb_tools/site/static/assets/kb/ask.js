// The ask page: the site's own search answers while the reader types; whatever is left goes to
// people, with what was read. What the reader typed and what articles say is only ever text.
(() => {
  "use strict";
  const SHOWN = 3;
  const ASKED = 2000; // characters of a pasted log that are searched for
  const MAIL = 1800; // longer addresses are cut off by some mail programs
  const [SETUP, QUERY, RESULT] = [0, 2, 3]; // as search/worker.js says
  const CODE = /[\p{L}\p{N}]*\d[\p{L}\p{N}]*(?:[-_.:/]+[\p{L}\p{N}]+)*|[\p{L}\p{N}]+(?:[-_.:/]+[\p{L}\p{N}]+)*[-_.:/]+\d+/gu;

  const page = document.querySelector("[data-kb-askpage]");
  const set = JSON.parse(page.dataset.kbAskpage);
  const say = (name, values = {}) =>
    set.words[name].replace(/\{(\w+)\}/g, (field, key) => String(values[key] ?? field));
  const part = (selector) => page.querySelector(selector);
  const box = part("#kb-problem");
  const [state, list, said] = [part(".kb-ask-state"), part(".kb-answers ol"), part(".kb-ask-said")];
  const [form, contact, take] = [part("form"), part("[data-kb-contact]"), part("[data-kb-take]")];
  const base = new URL(set.base, location.href).href;
  const workers = new Map();
  const entries = new Map(); // by address, so that what is open stays open
  const opened = new Map();
  let shown = [];
  let asked = "";
  let token = self.kbSend.fresh(); // a question that is sent again is the same question
  let timer;

  // The theme opens its search for ?q= and looks for an element named by the fragment: both are
  // taken from the address before it starts, and put back as a fragment, which no server sees.
  const kept = new URL(location.href);
  const first = kept.searchParams.get("q") ?? new URLSearchParams(kept.hash.slice(1)).get("q") ?? "";
  kept.search = kept.hash = "";
  if (first) history.replaceState(history.state, "", kept);

  box.disabled = false;
  box.value = first;
  take.hidden = false;
  if (form) form.hidden = false;
  state.textContent = say("ask_waiting");
  document.addEventListener("DOMContentLoaded", () => {
    if (first) ask();
    if (matchMedia("(hover: hover)").matches) box.focus({ preventScroll: true });
  });
  addEventListener("hashchange", () => {
    const text = new URLSearchParams(location.hash.slice(1)).get("q");
    if (text === null || text === inAddress(box.value)) return;
    box.value = text;
    ask();
  });
  box.addEventListener("focus", () => worker(set.lang), { once: true });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 180);
    said.textContent = "";
    fillContact();
  });

  /** Ask the search for what stands in the box. */
  function ask() {
    const text = box.value.trim();
    const address = text ? `#q=${encodeURIComponent(inAddress(text))}` : location.pathname;
    history.replaceState(history.state, "", address);
    fillContact();
    if (text === asked) return;
    asked = text;
    if (!text) {
      show([]);
      state.textContent = say("ask_waiting");
      return;
    }
    if (!shown.length) state.textContent = say("ask_searching");
    worker(language(text)).postMessage({ type: QUERY, data: text.slice(0, ASKED) });
  }

  function inAddress(text) {
    return text.trim().replace(/["\\]/g, " ").slice(0, 1500);
  }

  /** The language of a text if the site has it, else that of the page. */
  function language(text) {
    const spoken = /\p{Script=Han}/u.test(text) ? "zh" : /[a-z]{3}/i.test(text) ? "en" : set.lang;
    const near = (lang) => lang.split("-")[0] === spoken;
    return near(set.lang) ? set.lang : (set.languages.find(near) ?? set.lang);
  }

  /** The search, by the theme's own address of it. */
  function worker(lang) {
    if (!workers.has(lang)) {
      const settings = JSON.parse(document.getElementById("__config").textContent);
      const address = new URL(settings.search, location.href);
      address.searchParams.set("lang", lang);
      const started = new Worker(address.href);
      started.onerror = failed;
      started.onmessage = ({ data }) => {
        if (data.type === RESULT && lang === language(asked)) answer(data.data.items);
      };
      started.postMessage({ type: SETUP });
      workers.set(lang, started);
    }
    return workers.get(lang);
  }

  function failed() {
    show([]);
    state.textContent = say("ask_offline");
    asked = ""; // the same text may be asked again
  }

  function answer(items) {
    if (!asked) return;
    if (items.length === 1 && items[0][0].score === 0) return failed();
    const fitting = items
      .filter(self.kbFits)
      .slice(0, SHOWN)
      .map(([article, section]) => ({ ...article, section }));
    show(fitting);
    const name = fitting.length === 1 ? "ask_count_one" : fitting.length ? "ask_count" : "ask_none";
    state.textContent = say(name, { count: fitting.length });
    fillContact();
    if (!fitting.length) report();
  }

  function show(rows) {
    shown = rows.map((row) => ({ title: plain(row.title), url: row.location }));
    part(".kb-answers").classList.toggle("kb-empty", !rows.length);
    const wanted = rows.map(entry);
    for (const old of [...list.children]) if (!wanted.includes(old)) old.remove();
    wanted.forEach((item, i) => list.children[i] !== item && list.insertBefore(item, list.children[i]));
  }

  /** One suggested article: title, passage, why, and what to do with it. */
  function entry(row) {
    const known = entries.get(row.location);
    if (known?.querySelector("[aria-expanded=true]")) return known;
    const place = row.section?.location ?? row.location;
    const address = new URL(place, base).href;
    const text = element("div", { className: "kb-found-text", hidden: true });
    const title = element("a", { href: address, target: "_blank", rel: "noopener" }, marked(row.title));
    title.addEventListener("click", () => remember(row));
    const read = element("button", { type: "button", className: "kb-button" }, [say("ask_read")]);
    read.setAttribute("aria-expanded", "false");
    read.addEventListener("click", () => toggle(read, text, address, row));
    const solved = element("button", { type: "button", className: "kb-button kb-solved" }, [say("ask_solved")]);
    solved.addEventListener("click", () => done(row));
    const buttons = location.protocol === "file:" ? [solved] : [read, solved];
    const passage = row.section?.text || row.text || "";
    const item = element("li", {}, [
      element("h3", {}, [title]),
      element("p", { className: "kb-found-passage" }, marked(passage)),
      element("p", { className: "kb-found-why" }, [why(row)]),
      element("p", { className: "kb-choice" }, buttons),
      text,
    ]);
    entries.set(row.location, item);
    return item;
  }

  /** Why an article was chosen: a code that is there to the letter, else words of the question. */
  function why({ title, text, section, terms }) {
    const there = `${plain(title)} ${plain(section?.title ?? "")} ${plain(section?.text || text || "")}`;
    const codes = (asked.match(CODE) ?? []).filter((code) => code.length > 2 && there.includes(code));
    if (codes.length) return say("ask_why_code", { words: codes.slice(0, 3).join(set.lang.startsWith("zh") ? "、" : ", ") });
    const marks = [...marked(title), ...marked(section?.title ?? "")].filter((node) => node.nodeName === "MARK");
    const words = [...new Set([...marks.map((node) => node.textContent), ...Object.keys(terms)])];
    const joined = words.slice(0, 4).join(set.lang.startsWith("zh") ? "、" : ", ");
    return joined ? say("ask_why", { words: joined }) : say("ask_why_wording");
  }

  async function toggle(button, text, address, row) {
    const open = text.hidden;
    button.setAttribute("aria-expanded", String(open));
    text.hidden = !open;
    if (!open || text.childNodes.length) return;
    remember(row);
    const whole = element("a", { href: address, target: "_blank", rel: "noopener" }, [say("ask_whole")]);
    try {
      text.append(...(await passage(address)));
    } catch {
      text.append(element("p", {}, [say("ask_offline")]));
    }
    text.append(element("p", {}, [whole]));
  }

  /** An article's part that answers, or its whole text, out of its own page. */
  async function passage(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const other = new DOMParser().parseFromString(await answer.text(), "text/html");
    const article = other.querySelector("article, main, body");
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
        if (name === "id" || name === "for" || name.startsWith("on")) element.removeAttribute(name);
        if (name === "href" || name === "src") element.setAttribute(name, safe(value, address));
      }
      if (element.nodeName === "A") Object.assign(element, { target: "_blank", rel: "noopener" });
    }
  }

  function safe(value, address) {
    const url = URL.parse ? URL.parse(value, address) : new URL(value, address);
    return url && /^(https?|mailto|tel|data|file):$/.test(url.protocol) ? url.href : "";
  }

  function remember(row) {
    opened.set(row.location, { title: plain(row.title), url: row.location });
    fillContact();
  }

  function done(row) {
    const place = shown.findIndex(({ url }) => url === row.location) + 1;
    if (set.feedback && place) {
      const text = set.searches ? { text: self.kbSend.anonymous(asked) } : {};
      const message = { kind: "solved", lang: set.lang, url: row.location, place, ...text };
      self.kbSend.post(set.feedback, message).catch(() => {});
    }
    finish(say("ask_thanks"), "");
  }

  function finish(words, more) {
    const end = part(".kb-done");
    end.querySelector("h2").textContent = words;
    end.querySelector("p").textContent = more;
    part(".kb-asking").hidden = true;
    end.hidden = false;
    end.querySelector("h2").focus();
  }

  part(".kb-done button").addEventListener("click", () => {
    part(".kb-done").hidden = true;
    part(".kb-asking").hidden = false;
    box.value = said.textContent = "";
    token = self.kbSend.fresh();
    opened.clear();
    entries.clear();
    ask();
    box.focus();
  });

  // Only where the site asks for it, once a reader stopped typing.
  let waiting;
  function report() {
    clearTimeout(waiting);
    if (!set.searches) return;
    const question = asked;
    const text = self.kbSend.anonymous(question);
    waiting = setTimeout(() => {
      if (asked !== question || text.length < 2) return;
      const message = { kind: "search", lang: set.lang, text, place: "ask" };
      self.kbSend.post(set.feedback, message).catch(() => {});
    }, 1500);
  }

  // To people: by the site's own address, by mail, on a page of contacts, or by copying.

  /** Everything that people need, as text. */
  function whole(text = box.value.trim()) {
    const named = (name, pages) =>
      pages.length ? [`${say(name)}:`, ...pages.map(({ title, url }) => `- ${title} ${new URL(url, base).href}`), ""] : [];
    return [text, "", ...named("ask_suggested", shown), ...named("ask_opened", [...opened.values()])].join("\n").trim();
  }

  function fillContact() {
    if (!contact || !contact.protocol.startsWith("mailto")) return;
    const address = contact.getAttribute("href").split("?")[0];
    const subject = encodeURIComponent(box.value.trim().split("\n")[0].slice(0, 60) || set.site);
    const link = (text) => `${address}?subject=${subject}&body=${encodeURIComponent(text)}`;
    let href = link(whole());
    for (let size = 800; href.length > MAIL && size > 10; size = Math.floor(size / 1.5)) {
      href = link(`${[...box.value.trim()].slice(0, size).join("")} …\n${say("ask_cut")}`);
      contact.dataset.kbCut = "";
    }
    if (href === link(whole())) delete contact.dataset.kbCut;
    contact.setAttribute("href", href);
  }

  contact?.addEventListener("click", () => {
    const mail = contact.protocol.startsWith("mailto");
    if (box.value.trim() && (!mail || "kbCut" in contact.dataset)) copy();
  });
  take.addEventListener("click", () => written() && copy());

  async function copy() {
    const text = whole();
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = say("ask_copied");
    } catch {
      const shown = part(".kb-whole");
      shown.value = text;
      shown.hidden = false;
      shown.select();
      said.textContent = say("ask_copy_here");
    }
  }

  function written() {
    if (box.value.trim()) return true;
    said.textContent = say("ask_write_first");
    box.focus();
    return false;
  }

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const reply = form.querySelector("input");
    if (!written()) return;
    reply.value = reply.value.trim();
    const valid = /^[^@\s]+@[^@\s]+$/.test(reply.value);
    reply.setAttribute("aria-invalid", String(!valid));
    if (!valid) {
      said.textContent = say("ask_reply_first");
      reply.focus();
      return;
    }
    const button = form.querySelector("button");
    button.disabled = true;
    said.textContent = say("ask_sending");
    try {
      await self.kbSend.post(set.questions, {
        kind: "question",
        token,
        lang: set.lang,
        text: box.value.trim(),
        reply_to: reply.value,
        suggested: shown,
        opened: [...opened.values()],
      });
      finish(say("ask_sent", { reply: reply.value }), set.promise);
    } catch {
      said.textContent = say("ask_failed");
    } finally {
      button.disabled = false;
    }
  });

  /** The text in a piece of HTML that the search made. */
  function plain(html) {
    return marked(html).map((node) => node.textContent).join("");
  }

  /** The text in a piece of HTML that the search made, its marks kept, as nodes. */
  function marked(html) {
    const piece = new DOMParser().parseFromString(html, "text/html").body;
    const nodes = [];
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      const lang = parentElement.closest("[lang]")?.lang;
      const hit = parentElement.closest("mark");
      nodes.push(hit || lang ? element(hit ? "mark" : "span", lang ? { lang } : {}, [data]) : document.createTextNode(data));
    }
    return nodes;
  }

  function element(name, properties, children = []) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }
})();
