// The page's side of the search; small, because every page has it. Nothing of the index is loaded
// before the reader turns to the search box.

(() => {
  const OPEN = 10; // Our own message beside the theme's: the reader is about to type.
  const folder = new URL("./", document.currentScript.src).href;
  const Native = self.Worker;
  let ours;

  self.Worker = function (url, options) {
    const address = new URL(url, location).href;
    if (!address.startsWith(folder)) return new Native(url, options);
    ours = location.protocol === "file:" ? inPage(address) : new Native(url, options);
    return ours;
  };

  // A browser starts no worker in a folder opened by double click: it runs in the page instead.
  function inPage(url) {
    const { port1, port2 } = new MessageChannel();
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => self.kbSearchWorker(port2, url);
    document.head.append(script);
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
