// The page's side of the search; small, because every page has it. It loads nothing itself until
// the reader turns to the search box, and then only fetches ahead what the first key will need.

(() => {
  const here = new URL(document.currentScript.src);
  const folder = new URL("./", here);

  // A browser starts no worker in a folder opened by double click: run it in the page instead.
  if (location.protocol === "file:") {
    const Native = self.Worker;
    self.Worker = function (url) {
      const address = new URL(url, location).href;
      return address.startsWith(folder.href) ? inPage(address) : new Native(url);
    };
  }

  function inPage(url) {
    const { port1, port2 } = new MessageChannel();
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => self.kbSearchWorker(port2, url);
    document.head.append(script);
    port1.start();
    return port1;
  }

  function ahead(name) {
    const link = document.createElement("link");
    link.rel = "prefetch";
    link.href = new URL(name, folder).href;
    document.head.append(link);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const input = document.querySelector("[data-md-component=search-query]");
    if (!input) return;
    if (location.protocol !== "file:") {
      const needed = [`search.js${here.search}`, "index.js"];
      input.addEventListener("focus", () => needed.forEach(ahead), { once: true });
    }
    // Material listens to keys only; pasted, spoken and composed text comes without any.
    input.addEventListener("input", () => input.dispatchEvent(new KeyboardEvent("keyup")));
    input.setAttribute("enterkeyhint", "search");
    document.querySelector(".md-search-result__meta")?.setAttribute("role", "status");
  });
})();
