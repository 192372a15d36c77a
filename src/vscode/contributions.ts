import { OPENAI_PRICES, type ModelPrice } from '../core/assistant/cost.ts';
import type { OwnPrompts } from '../core/assistant/prompts/prompt.ts';

/**
 * Every id that package.json contributes, typed: a misspelt id does not compile, and
 * test/core/contributions.test.ts holds this list against package.json.
 */

export const commandIds = {
  summarizeNote: 'notewright.summarizeNote',
  suggestTags: 'notewright.suggestTags',
  suggestLinks: 'notewright.suggestLinks',
  enrichNote: 'notewright.enrichNote',
  chooseModel: 'notewright.chooseModel',
  forgetKeys: 'notewright.forgetKeys',
  useEmbeddings: 'notewright.useEmbeddings',
  showPrompt: 'notewright.showPrompt',
  showTokenUse: 'notewright.showTokenUse',
  showSkippedFiles: 'notewright.showSkippedFiles',
  fillInDates: 'notewright.fillInDates',
  importObsidianSettings: 'notewright.importObsidianSettings',
  renameTag: 'notewright.renameTag',
  mergeTags: 'notewright.mergeTags',
  deleteTag: 'notewright.deleteTag',
  renameFocusedTag: 'notewright.renameFocusedTag',
  deleteFocusedTag: 'notewright.deleteFocusedTag',
  findSimilarTags: 'notewright.findSimilarTags',
  addTag: 'notewright.addTag',
  removeTag: 'notewright.removeTag',
  fileUnderMoc: 'notewright.fileUnderMoc',
  removeFromMoc: 'notewright.removeFromMoc',
  updateMoc: 'notewright.updateMoc',
  newMocFromTag: 'notewright.newMocFromTag',
  newNoteInMoc: 'notewright.newNoteInMoc',
  createMissingNote: 'notewright.createMissingNote',
  sortTags: 'notewright.sortTags',
  filterTags: 'notewright.filterTags',
  clearTagsFilter: 'notewright.clearTagsFilter',
  revealTags: 'notewright.revealTags',
  sortMocs: 'notewright.sortMocs',
  filterMocs: 'notewright.filterMocs',
  clearMocsFilter: 'notewright.clearMocsFilter',
  revealInMocs: 'notewright.revealInMocs',
  linkMention: 'notewright.linkMention',
  openAt: 'notewright.openAt',
  applyReview: 'notewright.applyReview',
  discardReview: 'notewright.discardReview',
  retryReview: 'notewright.retryReview',
  chooseReviewed: 'notewright.chooseReviewed',
  enrichFolder: 'notewright.enrichFolder',
  enrichVault: 'notewright.enrichVault',
  enrichNotes: 'notewright.enrichNotes',
  resumeRun: 'notewright.resumeRun',
  retryNote: 'notewright.retryNote',
  retryFailed: 'notewright.retryFailed',
  undoLastRun: 'notewright.undoLastRun',
  collectBatch: 'notewright.collectBatch',
  cancelBatch: 'notewright.cancelBatch',
  openSuggestions: 'notewright.openSuggestions',
  acceptSuggestions: 'notewright.acceptSuggestions',
  acceptTicked: 'notewright.acceptTicked',
  acceptMany: 'notewright.acceptMany',
  dismissMany: 'notewright.dismissMany',
  dismissSuggestions: 'notewright.dismissSuggestions',
  showTickedChanges: 'notewright.showTickedChanges',
} as const;

export const viewIds = {
  tags: 'notewright.tags',
  mocs: 'notewright.mocs',
  related: 'notewright.related',
  suggestions: 'notewright.suggestions',
} as const;

/** Context keys that the `when` clauses of package.json read. */
export const contextKeys = {
  /** Every vault has been read once. */
  indexed: 'notewright.indexed',
  /** Some vault holds a note. */
  hasNotes: 'notewright.hasNotes',
  /** The editor in front holds a markdown file of a vault. */
  noteOpen: 'notewright.noteOpen',
  /** The Tags view is filtered. */
  tagsFiltered: 'notewright.tagsFiltered',
  /** The MOCs view is filtered. */
  mocsFiltered: 'notewright.mocsFiltered',
  /** Some vault holds files that look like notes and cannot be read. */
  hasSkippedFiles: 'notewright.hasSkippedFiles',
  /** A change is shown side by side and waits for a yes. */
  reviewing: 'notewright.reviewing',
  /** That change has parts to choose among. */
  reviewingParts: 'notewright.reviewingParts',
  /** A run is going on in this window. */
  running: 'notewright.running',
  /** The latest run has notes that wait or failed, and is not going on. */
  unfinishedRun: 'notewright.unfinishedRun',
  /** Notes of the latest run failed, and it is not going on. */
  hasFailedNotes: 'notewright.hasFailedNotes',
  /** Notes of the latest run are with the provider as a batch. */
  pendingBatch: 'notewright.pendingBatch',
  /** Suggestions of the latest run wait for a decision. */
  hasSuggestions: 'notewright.hasSuggestions',
  /** Suggestions of the latest run were accepted and not taken back. */
  canUndoRun: 'notewright.canUndoRun',
} as const;

/** The settings and their types, as package.json declares them; keys without the `notewright.` prefix. */
export interface SettingTypes {
  provider: 'builtIn' | 'openai' | 'vscode';
  'openai.baseUrl': string;
  'openai.model': string;
  'openai.contextLength': number;
  'vscode.model': string;
  'embeddings.model': string;
  prices: Readonly<Record<string, ModelPrice>>;
  prompts: OwnPrompts;
  'summary.placement': 'callout' | 'section' | 'frontmatter';
  'summary.length': 'short' | 'medium' | 'long';
  'tags.max': number;
  'tags.vocabularyNote': string;
  'tags.hidden': string[];
  'links.style': 'auto' | 'wiki' | 'markdown';
  'links.section': string;
  'moc.pattern': string;
  'moc.addEntry': boolean;
  'dates.modifiedKey': string;
  'dates.createdKey': string;
  'dates.aliases': string[];
  'dates.format': string;
  'dates.timeZone': string;
  'dates.addMissing': 'none' | 'modified' | 'created' | 'both';
  'dates.onSave': 'always' | 'manual' | 'never';
  'dates.minMinutes': number;
  'dates.include': string[];
  'dates.exclude': string[];
  private: { keys?: string[]; tags?: string[]; globs?: string[] };
  exclude: string[];
}

/** What a setting is when a workspace or a person has written something of another type. */
export const settingDefaults: SettingTypes = {
  provider: 'builtIn',
  'openai.baseUrl': 'https://api.openai.com/v1',
  'openai.model': '',
  'openai.contextLength': 0,
  'vscode.model': '',
  'embeddings.model': '',
  prices: OPENAI_PRICES,
  prompts: {},
  'summary.placement': 'callout',
  'summary.length': 'short',
  'tags.max': 5,
  'tags.vocabularyNote': '',
  'tags.hidden': [],
  'links.style': 'auto',
  'links.section': 'Links',
  'moc.pattern': '',
  'moc.addEntry': true,
  'dates.modifiedKey': 'last_modified_at',
  'dates.createdKey': 'date',
  'dates.aliases': [
    'updated',
    'updated_at',
    'lastmod',
    'last_modified',
    'last_updated',
    'modified',
    'date modified',
    'date_modified',
  ],
  'dates.format': 'YYYY-MM-DD HH:mm',
  'dates.timeZone': 'local',
  'dates.addMissing': 'none',
  'dates.onSave': 'always',
  'dates.minMinutes': 0,
  'dates.include': [],
  'dates.exclude': [],
  private: { keys: ['private'], tags: ['private'], globs: [] },
  exclude: [],
};
