// The page's side of the search; small, because every page has it. Nothing of the index is loaded
// before the reader turns to the search box.

(() => {
  const RESULT = 3; // the theme's message with what was found
  const OPEN = 10; // Our own message beside the theme's: the reader is about to type.
  const folder = new URL("./", document.currentScript.src).href;
  const Native = self.Worker;
  let ours;
  let script;

  self.Worker = function (url, options) {
    const address = new URL(url, location).href;
    if (!address.startsWith(folder)) return new Native(url, options);
    const trusted = self.kbTrusted.createScriptURL(address);
    const worker = location.protocol === "file:" ? inPage(trusted) : new Native(trusted, options);
    if (!ours) worker.addEventListener("message", tell);
    ours ??= worker; // Material's; the ask page has workers of its own
    return worker;
  };

  // Other scripts hear what a search came to: what was asked, and whether anything fits.
  function tell({ data: { type, data } }) {
    if (type !== RESULT || data.items[0]?.[0].score === 0) return; // nothing could be loaded
    const text = document.querySelector("[data-md-component=search-query]")?.value ?? "";
    const detail = { text, fits: data.items[0]?.[0].fits === true };
    document.dispatchEvent(new CustomEvent("kb:results", { detail }));
  }

  // A browser starts no worker in a folder opened by double click: it runs in the page instead.
  function inPage(url) {
    const { port1, port2 } = new MessageChannel();
    script ??= new Promise((resolve) => {
      const element = document.createElement("script");
      element.src = url;
      element.onload = resolve;
      document.head.append(element);
    });
    script.then(() => self.kbSearchWorker(port2, String(url)));
    port1.start();
    return port1;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const input = document.querySelector("[data-md-component=search-query]");
    if (!input) return;
    input.addEventListener("focus", () => ours?.postMessage({ type: OPEN }));
    // Material listens to keys only; pasted, spoken and composed text comes without any.
    input.addEventListener("input", () => input.dispatchEvent(new KeyboardEvent("keyup")));
    input.setAttribute("enterkeyhint", "search");
    document.querySelector(".md-search-result__meta")?.setAttribute("role", "status");
  });
})();

// The theme makes elements out of text. Where a policy asks for more care than that, nothing that
// runs comes through. A whole page is only read.
(() => {
  const RUNS = "script, iframe, object, embed, base, meta, link";
  const MAY_RUN = /<(?:script|iframe|object|embed|base|meta|link)\b|\bon\w+\s*=|javascript:|srcdoc/i;

  function harmless(html) {
    if (!MAY_RUN.test(html) || /^\s*<!doctype/i.test(html)) return html;
    const { body } = new DOMParser().parseFromString(self.kbTrusted.createHTML(html), "text/html");
    for (const element of body.querySelectorAll(RUNS)) element.remove();
    for (const element of body.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        if (/^(?:on|srcdoc)/i.test(name) || /^\W*javascript:/i.test(value)) element.removeAttribute(name);
      }
    }
    return body.innerHTML;
  }

  const own = (url) => (new URL(url, location).origin === location.origin ? url : null);
  if (!self.trustedTypes || self.trustedTypes.defaultPolicy) return;
  self.trustedTypes.createPolicy("default", { createHTML: harmless, createScriptURL: own });
})();
