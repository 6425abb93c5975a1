// Pictures that are shown smaller than they are can be looked at closely; videos of other sites
// are asked for only when the reader wants them.
(() => {
  "use strict";
  const { zoom, close } = document.currentScript.dataset;
  const article = document.querySelector("article, main, body");

  for (const image of article.querySelectorAll("img")) {
    if (image.closest("a, button, figure.kb-video")) continue;
    if (image.complete) closer(image);
    else image.addEventListener("load", () => closer(image), { once: true });
  }

  /** Let a picture be opened in its own size, if it has more to show. */
  function closer(image) {
    const { clientWidth, clientHeight, naturalWidth, naturalHeight } = image;
    const larger = Math.max(naturalWidth / clientWidth, naturalHeight / clientHeight);
    if (clientWidth < 48 || larger < 1.2) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-zoomable";
    button.setAttribute("aria-label", image.alt ? `${zoom}: ${image.alt}` : zoom);
    button.addEventListener("click", () => open(image));
    image.replaceWith(button);
    button.append(image);
  }

  function open(image) {
    const dialog = document.createElement("dialog");
    dialog.className = "kb-zoom";
    dialog.setAttribute("aria-label", image.alt || zoom);
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "kb-button";
    shut.textContent = close;
    const large = document.createElement("img");
    Object.assign(large, { src: image.currentSrc || image.src, alt: image.alt });
    dialog.append(shut, large);
    document.body.append(dialog);
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove()); // the focus goes back by itself
    dialog.showModal();
  }

  for (const button of article.querySelectorAll("[data-kb-player]")) {
    button.addEventListener("click", () => {
      const player = document.createElement("iframe");
      player.src = button.dataset.kbPlayer;
      player.title = button.getAttribute("aria-label");
      player.allow = "fullscreen; encrypted-media; picture-in-picture";
      player.allowFullscreen = true;
      player.referrerPolicy = "strict-origin-when-cross-origin";
      button.replaceWith(player);
      player.focus();
    });
  }
})();
