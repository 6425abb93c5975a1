// Whether an article helped. The tap alone is sent at once; a reason or words replace it.
(() => {
  "use strict";
  const box = document.querySelector("[data-kb-feedback]");
  if (!box) return;
  const { endpoint, article, url, lang, words } = JSON.parse(box.dataset.kbFeedback);
  const said = box.querySelector("[role=status]");
  const form = box.querySelector("form");
  const comment = form.querySelector("textarea");
  const answers = [...box.querySelectorAll("[data-kb-helpful]")];
  const reasons = [...box.querySelectorAll("[data-kb-reason]")];
  const rating = { kind: "rating", token: self.kbSend.fresh(), article, url, lang };
  let last = Promise.resolve(); // one message after the other: the later one counts
  box.hidden = false;

  for (const button of answers) {
    button.addEventListener("click", () => {
      rating.helpful = button.dataset.kbHelpful === "yes";
      if (rating.helpful) choose(reasons, null);
      choose(answers, button);
      form.hidden = rating.helpful;
      box.querySelector(".kb-to-ask")?.toggleAttribute("hidden", rating.helpful);
      send(rating.helpful ? words.helpful_thanks : words.helpful_sorry);
    });
  }

  for (const button of reasons) {
    button.addEventListener("click", () => {
      choose(reasons, button);
      send(words.helpful_received);
    });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await send(words.helpful_received)) form.hidden = true;
  });

  function choose(buttons, chosen) {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
  }

  function send(thanks) {
    const reason = reasons.find((button) => button.getAttribute("aria-pressed") === "true");
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
