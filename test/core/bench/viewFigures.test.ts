import assert from 'node:assert/strict';
import { viewFigures } from '../../../bench/viewFigures.ts';

describe('the bench of the views', () => {
  // Its stand-ins for VS Code and for the vaults of a window are not checked by their types.
  it('has what the views ask for', async () => {
    const figures = await viewFigures(300);
    assert.deepEqual(
      figures.map(({ name }) => name),
      [
        ...['Tags', 'MOCs'].flatMap((view) => [
          `first rows of the ${view} view with their counts`,
          `the largest branch of the ${view} view opened`,
          `one note changed until the ${view} view is drawn again with a branch open, p95`,
        ]),
        'a look of the Related view after some typing, p95',
      ],
    );
    for (const { name, value } of figures) assert.ok(Number.isFinite(value) && value > 0, name);
  });
});
