/** Tags that say how far a note is, not what it is about; without case, hyphens and underscores. */
const WORKFLOW: ReadonlySet<string> = new Set([
  'todo',
  'fixme',
  'done',
  'wip',
  'workinprogress',
  'draft',
  'drafts',
  'stub',
  'inbox',
  'incomplete',
  'unfinished',
  'review',
  'toreview',
  'reviewed',
  'unreviewed',
  'inreview',
  'needsreview',
  'reviewneeded',
  'toread',
  'unread',
  'toprocess',
  'processed',
  'unprocessed',
  'publish',
  'published',
]);

/** Levels above tags of such a kind, as in `status/draft`. */
const WORKFLOW_LEVELS: ReadonlySet<string> = new Set(['status', 'state', 'workflow']);

/**
 * Whether a tag tells the state of the work on a note: nothing that could be seen in its text, so never to be
 * suggested.
 *
 * @example isWorkflowTag('to-review') // true
 */
export function isWorkflowTag(tag: string): boolean {
  const levels = tag.split('/').map((level) => level.toLowerCase().replace(/[-_]/g, ''));
  return WORKFLOW.has(levels.at(-1) ?? '') || (levels.length > 1 && WORKFLOW_LEVELS.has(levels[0] ?? ''));
}
