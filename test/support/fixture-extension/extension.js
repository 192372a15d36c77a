// A language model that answers what a test told it to. The folder that NOTEWRIGHT_TEST_MODELS names holds
//   script.json     the replies, used one after another; the last one stays. A reply is
//                   { text, delayMs?, chunks? } | { error: 'NoPermissions' | 'Blocked' | 'NotFound' | …, delayMs? }
//   requests.jsonl  what was asked, one { model, text, cancelled } a line, written when the request ended
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

const models = ['Steady', 'Other'].map((name) => ({
  id: name.toLowerCase(),
  name: `Test model ${name}`,
  family: 'test',
  version: '1',
  maxInputTokens: 32_000,
  maxOutputTokens: 4_000,
  capabilities: {},
}));

export function activate(context) {
  const folder = process.env.NOTEWRIGHT_TEST_MODELS;
  if (!folder) return;
  const script = join(folder, 'script.json');

  const nextReply = () => {
    const [first, ...rest] = JSON.parse(readFileSync(script, 'utf8'));
    if (rest.length > 0) writeFileSync(script, JSON.stringify(rest));
    return first;
  };

  /** False when the request was cancelled before the time was over. */
  const pause = async (ms, token) => {
    for (let waited = 0; waited < ms && !token.isCancellationRequested; waited += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return !token.isCancellationRequested;
  };

  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('notewright-test', {
      provideLanguageModelChatInformation: () => models,
      provideTokenCount: (_model, text) => Math.ceil(textOf(text).length / 4),
      async provideLanguageModelChatResponse(model, messages, _options, progress, token) {
        const reply = nextReply();
        const finished = await pause(reply.delayMs ?? 0, token);
        const text = messages.map(textOf).join('\n\n');
        appendFileSync(
          join(folder, 'requests.jsonl'),
          `${JSON.stringify({ model: model.id, text, cancelled: !finished })}\n`,
        );
        if (!finished) return;
        if (reply.error)
          throw vscode.LanguageModelError[reply.error]?.('told to fail') ?? new Error(reply.error);
        const size = Math.ceil(reply.text.length / (reply.chunks ?? 3)) || 1;
        for (let at = 0; at < reply.text.length; at += size) {
          progress.report(new vscode.LanguageModelTextPart(reply.text.slice(at, at + size)));
        }
      },
    }),
  );
}

function textOf(message) {
  if (typeof message === 'string') return message;
  return message.content.map((part) => part.value ?? '').join('');
}
