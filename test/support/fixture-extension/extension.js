// A language model that answers what a test told it to. Commands:
//   notewright-test.script(replies): sets the replies, used one after another; the last one stays. A reply is
//     { text } | { error: 'NoPermissions' | 'Blocked' | 'NotFound' | … } | { text, delayMs, chunks }
//   notewright-test.requests(): the requests so far, as [{ model, text }], and forgets them.
import * as vscode from 'vscode';

const models = ['steady', 'other'].map((id) => ({
  id,
  name: `Test model ${id}`,
  family: 'test',
  version: '1',
  maxInputTokens: 32_000,
  maxOutputTokens: 4_000,
  capabilities: {},
}));

export function activate(context) {
  let replies = [{ text: '{}' }];
  let requests = [];

  const provider = {
    provideLanguageModelChatInformation: () => models,
    provideTokenCount: (_model, text) => Math.ceil(textOf(text).length / 4),
    async provideLanguageModelChatResponse(model, messages, _options, progress, token) {
      requests.push({ model: model.id, text: messages.map(textOf).join('\n\n') });
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      for (let waited = 0; waited < (reply.delayMs ?? 0); waited += 20) {
        if (token.isCancellationRequested) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (reply.error)
        throw vscode.LanguageModelError[reply.error]?.('told to fail') ?? new Error(reply.error);
      const size = Math.ceil(reply.text.length / (reply.chunks ?? 3)) || 1;
      for (let at = 0; at < reply.text.length; at += size) {
        progress.report(new vscode.LanguageModelTextPart(reply.text.slice(at, at + size)));
      }
    },
  };

  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('notewright-test', provider),
    vscode.commands.registerCommand('notewright-test.script', (next) => {
      replies = next;
    }),
    vscode.commands.registerCommand('notewright-test.requests', () => {
      const seen = requests;
      requests = [];
      return seen;
    }),
  );
}

function textOf(message) {
  if (typeof message === 'string') return message;
  return message.content.map((part) => part.value ?? '').join('');
}
