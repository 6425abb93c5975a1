// Addresses of our own scripts, and HTML that is only read, where a policy forbids text for that
// (`require-trusted-types-for 'script'`). The policy's name is `kb`; a page makes it once.
self.kbTrusted ??= (() => {
  const rules = { createHTML: (html) => html, createScriptURL: (url) => url };
  return self.trustedTypes?.createPolicy("kb", rules) ?? rules;
})();
