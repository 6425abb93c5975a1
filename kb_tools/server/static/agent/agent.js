// The agents' page. What a ticket, an article or the service says is only ever text, but for the
// article's own body: that is HTML which the service made anew from a short list of elements.
(() => {
  "use strict";
  const words = JSON.parse(document.body.dataset.words);
  const lang = document.body.dataset.lang;
  const root = new URL("../", location.href);
  const at = (id) => document.getElementById(id);
  const [ticket, list, state, said, none] = ["ticket", "list", "state", "said", "none"].map(at);
  const preview = document.querySelector(".preview");
  const composer = preview.querySelector(".reply");
  const shown = preview.querySelector("article");
  const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
  let rows = [];
  let chosen = -1;
  let asked = "";
  let token = Promise.resolve(""); // of the record of what was shown for `asked`
  let recorded = false;
  let running = new AbortController();
  let timers = [];

  for (const id of ["key", "reply-lang", "format"]) {
    at(id).value = sessionStorage.getItem(`kb-${id}`) ?? at(id).value;
    at(id).addEventListener("change", () => {
      sessionStorage.setItem(`kb-${id}`, at(id).value);
      if (id === "key") ask();
    });
  }

  async function call(path, body, signal) {
    const headers = { "accept-language": lang };
    const key = at("key").value.trim();
    if (key) headers.authorization = `Bearer ${key}`;
    if (body) headers["content-type"] = "application/json";
    const answer = await fetch(new URL(path, root), {
      method: body ? "POST" : "GET",
      headers,
      body: body && JSON.stringify(body),
      signal,
      credentials: "omit",
    });
    const data = await answer.json();
    if (!answer.ok) throw new Refused(data.error.message);
    return data;
  }

  class Refused extends Error {}

  const why = (error) => (error instanceof Refused ? error.message : say("offline"));

  // Suggestions, as the ticket is pasted or typed.

  ticket.addEventListener("input", () => {
    timers.forEach(clearTimeout);
    timers = [setTimeout(ask, 180), setTimeout(record, 3000)];
  });

  async function ask() {
    running.abort();
    running = new AbortController();
    const text = ticket.value.trim();
    forget(text);
    if (!text) return show([], say("waiting"));
    if (!rows.length) state.textContent = say("searching");
    try {
      const data = await call("v1/suggest", { text, top: 5 }, running.signal);
      const found = data.suggestions;
      show(found, data.note || (found.length ? say("count", { n: found.length }) : say("none")));
    } catch (error) {
      if (error.name !== "AbortError") show([], why(error));
    }
  }

  function forget(text) {
    if (text === asked) return;
    asked = text;
    recorded = false;
    token = Promise.resolve("");
  }

  /** Keep what was shown for this ticket, once; what becomes of it is told by the token. */
  function record() {
    if (!asked || recorded) return token;
    recorded = true;
    const wish = { text: asked, top: 5, record: true, place: "agent" };
    token = call("v1/suggest", wish).then((data) => data.token ?? "", () => "");
    return token;
  }

  async function tell(kind, fields) {
    const known = (await record()) || fresh();
    const message = { version: 1, kind, token: known, lang, place: "agent", ...fields };
    return call("v1/feedback", message);
  }

  const fresh = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const used = (kind, row) =>
    tell(kind, { article: row.id, rank: rows.indexOf(row) + 1, score: row.score }).catch(() => {});

  function show(found, text) {
    const before = rows[chosen]?.id;
    rows = found;
    state.textContent = text;
    list.replaceChildren(...rows.map(option));
    list.tabIndex = rows.length ? 0 : -1;
    none.hidden = !asked;
    none.disabled = false;
    choose(Math.max(rows.findIndex((row) => row.id === before), rows.length ? 0 : -1), false);
  }

  function option(row, i) {
    const percent = Math.round(row.score * 100);
    const meter = element("meter", { value: row.score });
    const item = element("li", { id: `article-${i}` }, [
      element("h3", {}, [element("span", { className: "number" }, [String(i + 1)]), title(row)]),
      element("div", { className: "score" }, [meter, say("score", { n: percent })]),
      element("ul", {}, row.reasons.map((reason) => element("li", {}, [reason.detail]))),
    ]);
    meter.setAttribute("aria-hidden", "true");
    item.setAttribute("role", "option");
    item.addEventListener("click", () => {
      choose(i);
      if (!matchMedia("(min-width: 760px)").matches) preview.scrollIntoView();
    });
    return item;
  }

  const title = (row) =>
    element("span", { lang: row.lang }, [row.section ? `${row.title} › ${row.section}` : row.title]);

  // The article beside it.

  function choose(i, byHand = true) {
    const same = rows[i] && rows[i].id === preview.dataset.id && rows[i].url === preview.dataset.url;
    chosen = i;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === i)));
    if (i < 0) {
      list.removeAttribute("aria-activedescendant");
      preview.hidden = true;
      delete preview.dataset.id;
      return;
    }
    list.setAttribute("aria-activedescendant", `article-${i}`);
    if (byHand) list.children[i].scrollIntoView({ block: "nearest" });
    if (!same) read(rows[i]);
    if (byHand) used("opened", rows[i]);
  }

  async function read(row) {
    Object.assign(preview.dataset, { id: row.id, url: row.url });
    composer.hidden = true;
    said.textContent = "";
    at("preview-name").textContent = row.title;
    at("preview-name").lang = row.lang;
    at("open").href = address(row);
    shown.replaceChildren();
    preview.hidden = false;
    try {
      const path = `v1/articles/${encodeURIComponent(row.id)}?html=1&lang=${encodeURIComponent(row.lang)}`;
      const article = await call(path);
      if (preview.dataset.id !== row.id) return;
      facts(article);
      shown.lang = article.lang;
      shown.replaceChildren(...harmless(article.html));
      const heading = [...shown.querySelectorAll("h2, h3, h4")].find((h) => h.textContent.trim() === row.section);
      heading?.classList.add("here");
    } catch (error) {
      if (preview.dataset.id === row.id) said.textContent = why(error);
    }
  }

  function facts(article) {
    const inner = article.audience_rank > 0;
    at("write").disabled = inner;
    const line = preview.querySelector(".facts");
    line.replaceChildren([article.id, article.summary].filter(Boolean).join(" · "));
    if (inner) line.prepend(element("span", { className: "internal" }, [say("colleagues")]), " · ");
  }

  /** The nodes of an article's body, with whole addresses and nothing that acts. */
  function harmless(html) {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    for (const node of body.querySelectorAll("*")) {
      for (const { name } of [...node.attributes]) if (name !== "href") node.removeAttribute(name);
      if (node.nodeName !== "A") continue;
      if (!/^https?:$/.test(new URL(node.href, root).protocol)) node.removeAttribute("href");
      Object.assign(node, { target: "_blank", rel: "noopener noreferrer" });
    }
    body.querySelectorAll("script, style, iframe, object, embed, form, link, meta").forEach((node) => node.remove());
    body.querySelector("h1")?.remove(); // the preview's own heading says it
    return [...body.childNodes].map((node) => document.importNode(node, true));
  }

  const address = (row) => new URL(row.url, root).href;

  // The reply.

  async function write() {
    const row = rows[chosen];
    if (!row) return;
    if (at("write").disabled) return void (said.textContent = say("colleagues_reply"));
    const anchor = new URL(row.url, root).hash.slice(1);
    try {
      const wish = { text: asked, article: row.id, format: at("format").value, section: decodeURIComponent(anchor) };
      const data = await call("v1/reply", { ...wish, lang: at("reply-lang").value });
      at("reply").value = data.reply;
      composer.hidden = false;
      said.textContent = "";
      at("reply").focus();
      at("reply").setSelectionRange(0, 0);
      at("reply").scrollTop = 0;
    } catch (error) {
      said.textContent = why(error);
    }
  }

  async function copy(text, field) {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = say("copied");
    } catch {
      field?.select();
      said.textContent = field ? say("copy_here") : text;
    }
    used("linked", rows[chosen]);
  }

  async function copyReply() {
    if (composer.hidden) await write();
    if (!composer.hidden) await copy(at("reply").value, at("reply"));
  }

  async function noneFits() {
    if (!asked || none.disabled) return;
    none.disabled = true;
    try {
      await tell("gap", { text: asked.slice(0, 20000) });
      state.textContent = say("noted");
    } catch (error) {
      none.disabled = false;
      state.textContent = say("not_noted", { why: why(error) });
    }
  }

  at("write").addEventListener("click", write);
  at("copy").addEventListener("click", copyReply);
  at("copy-link").addEventListener("click", () => rows[chosen] && copy(address(rows[chosen])));
  none.addEventListener("click", noneFits);
  at("help").addEventListener("click", () => at("keys").showModal());

  // By keyboard: letters act wherever nothing is being written.

  const move = (by) => rows.length && choose(Math.min(Math.max(chosen + by, 0), rows.length - 1));
  const KEYS = {
    ArrowDown: () => move(1),
    j: () => move(1),
    ArrowUp: () => move(-1),
    k: () => move(-1),
    r: write,
    c: copyReply,
    l: () => rows[chosen] && copy(address(rows[chosen])),
    n: noneFits,
    t: toTicket,
    "?": () => at("keys").showModal(),
  };

  function toTicket() {
    ticket.focus();
    ticket.select();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || at("keys").open) return;
    const writing = event.target.closest("textarea, input, select");
    if (event.key === "Escape") return act(event, event.target === at("reply") ? () => list.focus() : toTicket);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      return act(event, event.target === at("reply") ? copyReply : () => list.focus());
    }
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[1-9]$/.test(event.key) && rows[event.key - 1]) return act(event, () => choose(event.key - 1));
    const arrow = event.key.startsWith("Arrow");
    if (KEYS[event.key] && (!arrow || event.target === list || event.target === document.body)) {
      act(event, KEYS[event.key]);
    }
  });

  function act(event, does) {
    event.preventDefault();
    does();
  }

  function element(name, properties, children = []) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  if (ticket.value.trim()) ask();
})();
