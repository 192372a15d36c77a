import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('activates in this VS Code', async () => {
    const extension = vscode.extensions.getExtension('notewright.notewright');
    assert.ok(extension, 'VS Code does not know notewright.notewright');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
