/*
 * Loads the built extension and activates it against a VS Code that answers nothing, prints the milliseconds that
 * took, and ends: what is left is the extension's own code. A process of its own, since code is loaded only once.
 */
import { createRequire, Module } from 'node:module';

/** The parts of the API that the extension may name; each of them answers nothing. */
const API = [
  ...['commands', 'env', 'extensions', 'l10n', 'languages', 'lm', 'window', 'workspace', 'Uri'],
  ...['Disposable', 'EventEmitter', 'CancellationTokenSource', 'CancellationError', 'FileSystemError'],
  ...['Range', 'Position', 'Selection', 'RelativePattern', 'MarkdownString', 'WorkspaceEdit', 'TextEdit'],
  ...['TreeItem', 'TreeItemCollapsibleState', 'TreeItemCheckboxState', 'ThemeIcon', 'ThemeColor'],
  ...[
    'CompletionItem',
    'CompletionItemKind',
    'CompletionList',
    'DataTransferItem',
    'LanguageModelChatMessage',
  ],
  ...['LanguageStatusSeverity', 'ProgressLocation', 'QuickPickItemKind', 'StatusBarAlignment', 'ViewColumn'],
  ...[
    'ConfigurationTarget',
    'FileType',
    'LanguageModelError',
    'TextDocumentSaveReason',
    'TextEditorRevealType',
  ],
];

/** Stands for every function, class and object: can be called, constructed, read, and looped over. */
const nothing: unknown = new Proxy(function () {}, {
  get: (target, key) => {
    if (key === Symbol.iterator) return () => [].values();
    if (key === Symbol.toPrimitive) return () => '';
    if (key === 'then') return undefined;
    return key === 'prototype' ? (target.prototype as unknown) : nothing;
  },
  set: () => true,
  apply: () => nothing,
  construct: () => ({ event: nothing, fire: () => undefined, dispose: () => undefined }),
});
const vscode = Object.fromEntries(API.map((name) => [name, nothing]));

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

const require = createRequire(import.meta.url);
const context = new Proxy(
  { subscriptions: [] },
  { get: (own, key) => (Reflect.get(own, key) as unknown) ?? nothing },
);
const began = performance.now();
const extension = require(`${process.cwd()}/dist/extension.cjs`) as { activate: (context: unknown) => void };
extension.activate(context);
console.log(performance.now() - began);
process.exit();
