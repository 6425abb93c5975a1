// Whether an article helped. The tap alone is sent at once; a reason or words replace it. Where the
// site takes no messages, reason and words are filled into the issue or e-mail that readers open.
(() => {
  "use strict";
  const LONGEST = { "mailto:": 1800 }; // longer addresses are cut off by some mail programs
  const PAGE = 6000; // what web servers take
  const box = document.querySelector("[data-kb-feedback]");
  if (!box) return;
  const { endpoint, article, url, lang, words } = JSON.parse(box.dataset.kbFeedback);
  const said = box.querySelector("[role=status]");
  const form = box.querySelector("form");
  const comment = form.querySelector("textarea");
  const page = form.querySelector("[data-kb-page]");
  const empty = page?.getAttribute("href"); // it ends where the words begin
  const answers = [...box.querySelectorAll("[data-kb-helpful]")];
  const reasons = [...box.querySelectorAll("[data-kb-reason]")];
  const rating = { kind: "rating", token: self.kbSend?.fresh(), article, url, lang };
  let last = Promise.resolve(); // one message after the other: the later one counts
  box.hidden = false;

  for (const button of answers) {
    button.addEventListener("click", () => {
      rating.helpful = button.dataset.kbHelpful === "yes";
      if (rating.helpful) choose(reasons, null);
      choose(answers, button);
      form.hidden = rating.helpful;
      box.querySelector(".kb-to-ask")?.toggleAttribute("hidden", rating.helpful);
      give(rating.helpful ? words.helpful_thanks : words.helpful_sorry);
    });
  }

  for (const button of reasons) {
    button.addEventListener("click", () => {
      choose(reasons, button);
      give(words.helpful_received);
    });
  }

  comment.addEventListener("input", () => page && fill());
  page?.addEventListener("click", () => {
    if ("kbCut" in page.dataset) navigator.clipboard?.writeText(comment.value.trim()).catch(() => {});
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await give(words.helpful_received)) form.hidden = true;
  });

  function choose(buttons, chosen) {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
  }

  function chosen() {
    return reasons.find((button) => button.getAttribute("aria-pressed") === "true");
  }

  function give(thanks) {
    if (!page) return send(thanks);
    fill();
    said.textContent = thanks;
    return true;
  }

  /** Put reason and words into the address, as much as fits into one. */
  function fill() {
    const text = [...comment.value.trim()];
    const filled = (words) =>
      empty + encodeURIComponent([chosen()?.textContent, words].filter(Boolean).join("\n\n"));
    const longest = LONGEST[page.protocol] ?? PAGE;
    const full = filled(text.join(""));
    let href = full;
    for (let size = text.length; href.length > longest && size > 10; size = Math.floor(size / 1.2)) {
      href = filled(`${text.slice(0, size).join("")} …\n${words.helpful_cut}`);
    }
    page.toggleAttribute("data-kb-cut", href !== full);
    page.setAttribute("href", href);
  }

  function send(thanks) {
    const reason = chosen();
    const text = form.hidden ? "" : comment.value.trim();
    const message = {
      ...rating,
      ...(reason && { reason: reason.dataset.kbReason }),
      ...(text && { comment: text }),
    };
    last = last
      .then(() => self.kbSend.post(endpoint, message))
      .then(
        () => thanks,
        () => words.helpful_failed,
      )
      .then((text) => {
        said.textContent = text;
        return text === thanks;
      });
    return last;
  }
})();
