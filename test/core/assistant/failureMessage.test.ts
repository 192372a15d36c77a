import assert from 'node:assert/strict';
import { failureMessage } from '../../../src/core/assistant/failureMessage.ts';
import type { ProviderFailure } from '../../../src/core/assistant/provider.ts';

const KINDS: Record<ProviderFailure['kind'], true> = {
  unauthorized: true,
  unreachable: true,
  timeout: true,
  loading: true,
  rateLimited: true,
  quota: true,
  notFound: true,
  tooLong: true,
  cut: true,
  refused: true,
  badReply: true,
  noConsent: true,
  private: true,
  serverError: true,
  other: true,
};

describe('the message of a failure', () => {
  it('is one sentence that names the provider and the note, for every kind', () => {
    const messages = Object.keys(KINDS).map((kind) =>
      failureMessage(
        { kind: kind as ProviderFailure['kind'], detail: 'HTTP 500.' },
        { provider: 'llama at home', note: 'Tides' },
      ),
    );
    for (const message of messages) {
      assert.match(message, /^“Tides”: .*llama at home.*\.$/);
      assert.doesNotMatch(message, /\.\s+\S|\.\.|undefined/);
    }
    assert.equal(new Set(messages).size, messages.length);
  });

  it('begins with a capital letter, unless it begins with the name of a model', () => {
    const message = (kind: ProviderFailure['kind']): string =>
      failureMessage({ kind, detail: '' }, { provider: 'gpt-5-mini at api.openai.com' });
    assert.match(message('unauthorized'), /^gpt-5-mini at/);
    assert.match(message('noConsent'), /^Nothing was sent to gpt-5-mini/);
  });

  it('says when to come back', () => {
    const after = (retryAfterMs?: number): string =>
      failureMessage(
        { kind: 'rateLimited', detail: '', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
        { provider: 'm' },
      );
    assert.equal(after(20_000), 'm takes no more requests just now; try again in 20 seconds.');
    assert.match(after(600_000), /in 10 minutes\.$/);
    assert.match(after(200), /in a second\.$/);
    assert.match(after(), /in a minute\.$/);
  });
});
