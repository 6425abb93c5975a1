// How the site's pages send what readers give them. Nothing is stored in the browser, no cookie
// goes along, and no address of the page either.
(() => {
  "use strict";

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

  /** What was asked, without e-mail addresses and long numbers. */
  function anonymous(text) {
    return text
      .replace(/\S+@\S+/g, "…")
      .replace(/\+?\d(?:[\s().-]?\d){6,}/g, "…")
      .trim()
      .slice(0, 200);
  }

  self.kbSend = { post, fresh, anonymous };
})();
