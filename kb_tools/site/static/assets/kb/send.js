// How the site's pages send what readers give them. Nothing is stored in the browser, no cookie
// goes along, and no address of the page either.
(() => {
  "use strict";
  const PAUSE = 1500; // milliseconds without a key until a search counts as one

  /** A token by which messages about the same thing are known as such; it is kept nowhere. */
  function fresh() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Send a message; fails when it was not taken. */
  async function post(address, message) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ version: 1, token: fresh(), ...message }),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      keepalive: true,
    });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  }

  /** What was asked, without e-mail addresses, long numbers, keys and what follows a `?`. */
  function anonymous(text) {
    return text
      .normalize("NFKC")
      .replace(/\S+@\S+/g, "…")
      .replace(/(https?:\/\/[^\s?#]+)[?#]\S*/g, "$1")
      .replace(/[\w+=-]{20,}/g, (run) => (/\d/.test(run) ? "…" : run))
      .replace(/\+?\d(?:[\s().-]?\d){6,}[Xx]?/g, "…")
      .trim()
      .slice(0, 200);
  }

  /**
   * Tell, where the site asks for it, of searches that came to nothing: nothing was found, or
   * nothing of it opened until the reader asked something else or left. `set` is {lang, feedback,
   * searches}.
   */
  function unanswered({ lang, feedback, searches }, place) {
    if (!feedback || !searches) return { found: () => {}, opened: () => {}, closed: () => {} };
    let waiting = null; // the last question that the reader stopped at
    let timer;

    function tell(outcome) {
      clearTimeout(timer);
      if (!waiting) return;
      const text = anonymous(waiting);
      waiting = null;
      if (text.length < 2) return;
      post(feedback, { kind: "search", lang, text, place, outcome }).catch(() => {});
    }

    /** A reader who goes on typing has not asked twice. */
    function goesOn(text) {
      const [old, now] = [waiting.toLowerCase(), text.toLowerCase()];
      return now.startsWith(old) || old.startsWith(now) || near(old, now);
    }

    function near(old, now) {
      let same = 0;
      while (same < old.length && old[same] === now[same]) same += 1;
      return same > 0.6 * Math.max(old.length, now.length);
    }

    addEventListener("pagehide", () => tell("no-click"));
    return {
      /** The search answered: `fits` says whether with anything. */
      found: (text, fits) => {
        clearTimeout(timer);
        if (waiting && !goesOn(text)) tell("no-click");
        timer = setTimeout(() => {
          waiting = text;
          if (!fits) tell("no-result");
        }, PAUSE);
      },
      /** The reader opened something of what was found. */
      opened: () => {
        clearTimeout(timer);
        waiting = null;
      },
      /** The reader gave up. */
      closed: () => tell("no-click"),
    };
  }

  self.kbSend = { post, fresh, anonymous, unanswered };
})();
