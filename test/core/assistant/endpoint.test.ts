import assert from 'node:assert/strict';
import { endpointOf } from '../../../src/core/assistant/endpoint.ts';

describe('an endpoint', () => {
  it('is scheme, host and port', () => {
    const origin = (address: string): string | undefined => endpointOf(address)?.origin;
    assert.equal(origin('https://api.openai.com/v1'), 'https://api.openai.com');
    assert.equal(origin('https://API.openai.com:443/v1/'), 'https://api.openai.com');
    assert.notEqual(origin('http://api.openai.com/v1'), origin('https://api.openai.com/v1'));
    assert.notEqual(origin('http://localhost:1234/v1'), origin('http://localhost:11434/v1'));
    assert.notEqual(origin('https://api.openai.com.evil.example/v1'), origin('https://api.openai.com/v1'));
  });

  it('is on this machine only by a loopback address', () => {
    const isLocal = (host: string): boolean | undefined => endpointOf(`http://${host}:8080/v1`)?.isLocal;
    for (const host of [
      'localhost',
      'LOCALHOST',
      'ollama.localhost',
      'localhost.',
      '127.0.0.1',
      '127.9.9.9',
      '127.1',
      '0x7f.0.0.1',
      '[::1]',
    ]) {
      assert.equal(isLocal(host), true, host);
    }
    for (const host of [
      '127.evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      'notlocalhost',
      '128.0.0.1',
      '192.168.0.2',
      '[::2]',
      '0.0.0.0',
    ]) {
      assert.equal(isLocal(host), false, host);
    }
  });

  it('is nothing else', () => {
    for (const address of [
      '',
      'x',
      'localhost:11434',
      'file:///etc/passwd',
      'ftp://localhost',
      'javascript:alert(1)',
      'https://user:secret@api.openai.com/v1',
      'https://user@api.openai.com',
    ]) {
      assert.equal(endpointOf(address), undefined, address);
    }
  });
});
