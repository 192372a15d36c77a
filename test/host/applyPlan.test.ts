import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { applyPlan } from '../../src/vscode/applyPlan.ts';
import { append, newPath, openNew, tidyUp, vaultFolder } from './openNotes.ts';

const toUri = (path: string): vscode.Uri => vscode.Uri.file(join(vaultFolder(), path));
const onTop = (path: string, before: string) => ({
  path,
  before,
  edits: [{ start: 0, end: 0, newText: '> New.\n' }],
});
const planOf = (...notes: ReturnType<typeof onTop>[]) => ({ label: 'Try', notes, newNotes: [], refused: [] });

describe('applying a plan', () => {
  afterEach(tidyUp);

  it('writes closed notes, leaves an unsaved one unsaved, and names them all', async () => {
    const closed = await openNew('Closed.\n', 'Plan closed.md');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    const unsaved = await openNew('Open.\n', 'Plan open.md');
    await append(unsaved, 'Typed.\n');
    const plan = planOf(onTop('Plan closed.md', 'Closed.\n'), onTop('Plan open.md', 'Open.\nTyped.\n'));
    const outcome = await applyPlan(plan, toUri);
    assert.deepEqual(outcome, { kind: 'applied', changed: ['Plan closed.md', 'Plan open.md'] });
    assert.equal(await closed.onDisk(), '> New.\nClosed.\n');
    assert.equal(unsaved.document.getText(), '> New.\nOpen.\nTyped.\n');
    assert.equal(await unsaved.onDisk(), 'Open.\n');
  });

  it('changes no note, and names none as changed, when one is another than it was', async () => {
    const one = await openNew('One.\n', 'Plan one.md');
    const two = await openNew('Two.\n', 'Plan two.md');
    await append(two, 'Typed.\n');
    const outcome = await applyPlan(
      planOf(onTop('Plan one.md', 'One.\n'), onTop('Plan two.md', 'Two.\n')),
      toUri,
    );
    assert.ok(outcome.kind === 'failed' && outcome.reason.includes('Plan two.md'), JSON.stringify(outcome));
    assert.deepEqual(outcome.changed, []);
    assert.equal(one.document.getText(), 'One.\n');
    assert.equal(two.document.getText(), 'Two.\nTyped.\n');
  });

  it('sees what is typed while the other notes are being opened', async () => {
    const typedIn = await openNew('Mine.\n', 'Plan typed in.md');
    const others = Array.from({ length: 20 }, (_, i) => `Plan other ${i}.md`);
    for (const path of others) await writeFile(newPath(path), 'Other.\n');
    const plan = planOf(
      onTop('Plan typed in.md', 'Mine.\n'),
      ...others.map((path) => onTop(path, 'Other.\n')),
    );
    const [outcome] = await Promise.all([applyPlan(plan, toUri), append(typedIn, 'Typed.\n')]);
    const text = typedIn.document.getText();
    assert.equal(text, outcome.kind === 'applied' ? '> New.\nMine.\nTyped.\n' : 'Mine.\nTyped.\n');
  });
});
