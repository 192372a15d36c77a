import assert from 'node:assert/strict';
import { isWorkflowTag } from '../../../src/core/vault/workflowTags.ts';

describe('workflow tags', () => {
  it('are told from subjects, in any spelling and below a level of their own', () => {
    const workflow = [
      'toreview',
      'to-review',
      'To_Review',
      'reviewed',
      'incomplete',
      'TODO',
      'notes/draft',
      'status/x',
    ];
    for (const tag of workflow) assert.equal(isWorkflowTag(tag), true, tag);
    const subjects = [
      'code-review',
      'reviews',
      'status',
      'drafting',
      'reading',
      'done-well',
      'state-machines',
      '',
    ];
    for (const tag of subjects) assert.equal(isWorkflowTag(tag), false, tag);
  });
});
