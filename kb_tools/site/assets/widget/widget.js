// The help button in pages of other products: a script tag is all they need. What it shows is
// the ask page, in a shadow root, so that neither page changes the other's looks. Everything
// comes by script elements: no host has to allow another origin anything.
(() => {
  "use strict";
  const tag = document.currentScript;
  if (self.kbWidget || !tag) return; // twice in a page is once
  const site = new URL("./", tag.src);
  const { languages, labels, version, css } = self.kbWidgetSet;
  const PHONE = "(max-width: 520px)";
  const lang = spoken(tag.dataset.lang || document.documentElement.lang || navigator.language);
  let opening; // the panel, once somebody wanted it

  const host = document.createElement("kb-widget");
  host.lang = lang;
  host.dataset.scheme = tag.dataset.scheme ?? "";
  host.dataset.side = tag.dataset.side ?? "";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // no policy on styles forbids this one
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const launch = document.createElement("button");
  launch.type = "button";
  launch.className = "kb-launch";
  launch.textContent = tag.dataset.label || labels[lang];
  launch.setAttribute("aria-haspopup", "dialog");
  launch.setAttribute("aria-expanded", "false");
  launch.addEventListener("click", () => (isOpen() ? close() : open()));
  if (tag.dataset.button !== "none") root.append(launch);
  if (document.body) document.body.append(host);
  else document.addEventListener("DOMContentLoaded", () => document.body.append(host));

  // The product's own buttons open it too: <button data-kb-open="what to ask">.
  document.addEventListener("click", (event) => {
    const own = event.target.closest?.("[data-kb-open]");
    if (!own) return;
    event.preventDefault();
    open(own.dataset.kbOpen, own);
  });

  /** The language among the site's that comes nearest. */
  function spoken(wanted) {
    const one = wanted.toLowerCase().replace(/^zh-(tw|hk|mo)\b.*/, "zh-hant");
    const same = languages.find((other) => other.toLowerCase() === one);
    const near = languages.find((other) => other.split("-")[0].toLowerCase() === one.split("-")[0]);
    return same ?? near ?? languages[0];
  }

  function script(path) {
    return new Promise((resolve, reject) => {
      const src = self.kbTrusted.createScriptURL(new URL(path, site).href);
      const element = Object.assign(document.createElement("script"), { src });
      element.referrerPolicy = "no-referrer";
      element.nonce = tag.nonce;
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${element.src}: not loaded`));
      document.head.append(element);
    });
  }

  /** Load the words and the panel in this language, and bring them to life. */
  async function load() {
    await script(`assets/kb/widget.${lang}.js?v=${version}`);
    const set = self.kbWidgetSet[lang];
    for (const name of ["questions", "feedback"]) if (set[name]) set[name] = new URL(set[name], site).href;
    const parsed = new DOMParser().parseFromString(self.kbTrusted.createHTML(set.html), "text/html");
    const panel = document.importNode(parsed.body.firstChild, true);
    for (const link of panel.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), site).href;
    root.append(panel);
    panel.querySelector(".kb-close").addEventListener("click", close);
    panel.addEventListener("close", closed);
    panel.addEventListener("keydown", escape);
    const own = { ...set, base: site.href };
    const first = () => forThisPage(set);
    const asking = self.kbAsk(panel, own, { place: "widget", start: searchOf(set), page: here, first });
    return { panel, asking };
  }

  /** A search that runs in this page, as no browser starts a worker of another origin. */
  function searchOf(set) {
    let loaded;
    return (wanted) => {
      const { port1, port2 } = new MessageChannel();
      const address = new URL(`${set.worker}&lang=${wanted}`, site).href;
      loaded ??= script(set.worker);
      loaded.then(
        () => self.kbSearchWorker(port2, address),
        () => port1.onerror?.(),
      );
      port1.start();
      return port1;
    };
  }

  function here() {
    return `${location.origin}${location.pathname}${route()}`;
  }

  /** The place in an application of one page, which says it behind the `#`. */
  function route() {
    return /^#!?\//.test(location.hash) ? location.hash.replace(/\?.*/, "") : "";
  }

  /** The articles that say of themselves that they are about this page of the product. */
  function forThisPage({ pages, words }) {
    const path = `${location.pathname}${route()}`;
    const about = pages.flatMap(([patterns, title, url, text]) =>
      patterns.filter((pattern) => fits(pattern, path)).map((pattern) => [pattern.length, { title, text, location: url }]),
    );
    about.sort(([a], [b]) => b - a); // the narrowest first
    const seen = new Map(about.map(([, row]) => [row.location, row]).reverse());
    return [...seen.values()].reverse().slice(0, 3).map((row) => ({ ...row, why: words.ask_why_page }));
  }

  /** Whether a pattern like `/billing/*` or `app.example.com/billing` names the page. */
  function fits(pattern, path) {
    const address = pattern.startsWith("/") ? path : `${location.host}${path}`;
    const literal = pattern.replace(/\/$/, "").split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${literal.join(".*")}/?$`, "i").test(address);
  }

  let back = launch; // where the focus was
  function isOpen() {
    return root.querySelector("dialog")?.open ?? false;
  }

  async function open(text = "", from = launch) {
    back = from;
    launch.setAttribute("aria-busy", "true");
    opening ??= load();
    try {
      const { panel, asking } = await opening;
      if (!panel.open) {
        if (matchMedia(PHONE).matches) panel.showModal();
        else panel.show();
      }
      launch.setAttribute("aria-expanded", "true");
      if (text || !asking.box.value) asking.ask(text);
      asking.box.focus();
    } catch (error) {
      opening = undefined; // it may be there the next time
      self.open(new URL(labels[`${lang}/ask`], site).href, "_blank", "noopener");
      console.error(error);
    }
    launch.removeAttribute("aria-busy");
  }

  function close() {
    root.querySelector("dialog")?.close();
  }

  function closed() {
    launch.setAttribute("aria-expanded", "false");
    opening?.then(({ asking }) => asking.closed());
    back.focus();
  }

  function escape(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    close();
  }

  self.kbWidget = { open, close };
})();
