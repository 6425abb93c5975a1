// Starts `kb lsp` and lets the editor talk to it; all that is clever is on the other side.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const options = workspace.getConfiguration("kb");
  client = new LanguageClient(
    "kb",
    "kb_tools",
    { command: options.get("command"), args: ["lsp"] },
    {
      documentSelector: [{ scheme: "file", language: "markdown" }],
      initializationOptions: { diagnostics: options.get("diagnostics") },
    },
  );
  return client.start();
};

exports.deactivate = () => client && client.stop();
