import type { Provider } from '../../core/assistant/provider.ts';
import type {
  EnrichInput,
  PlaceInMocInput,
  SuggestLinksInput,
  SuggestTagsInput,
  SummarizeInput,
} from '../../core/assistant/taskInput.ts';
import { findMentions } from '../../core/vault/candidates/findMentions.ts';
import { findMocs } from '../../core/vault/candidates/findMocs.ts';
import { findRelated } from '../../core/vault/candidates/findRelated.ts';
import { findTagIdeas } from '../../core/vault/candidates/findTagIdeas.ts';
import { findTags } from '../../core/vault/candidates/findTags.ts';
import { profileNote, type NoteProfile } from '../../core/vault/candidates/noteProfile.ts';
import { notesWithTag, withTagsBelow } from '../../core/vault/tagTree.ts';
import { readTagVocabulary } from '../../core/vault/tagVocabulary.ts';
import { isWorkflowTag } from '../../core/vault/workflowTags.ts';
import { hiddenTags } from '../folderSettings.ts';
import { setting } from '../settings.ts';
import type { OpenNote } from './activeNote.ts';

/** How many candidates a provider chooses from: enough to hold the right ones, few enough to send. */
const TAGS = 40;
/** How many are ranked before hidden and private ones are left out. */
const RANKED_TAGS = 3 * TAGS;
const TAG_IDEAS = 10;
const MENTIONS = 40;
const RELATED = 20;
const MOCS = 12;

/** A note to find candidates for; it need not be open. */
export type AskedNote = Pick<OpenNote, 'owner' | 'path' | 'text'>;

/** What finding candidates needs to know of the one who will choose among them. */
type Answering = Pick<Provider, 'isLanguageModel'>;

export function summaryInput({ text, owner }: AskedNote): SummarizeInput {
  return { note: text, length: setting('summary.length', owner.folder.uri) };
}

export async function tagInput(note: AskedNote, provider: Answering): Promise<SuggestTagsInput> {
  return await tagsFrom(await profileOf(note, provider), note);
}

export async function linkInput(note: AskedNote, provider: Answering): Promise<SuggestLinksInput> {
  return linksFrom(await profileOf(note, provider), note);
}

export async function enrichInput(note: AskedNote, provider: Answering): Promise<EnrichInput> {
  const profile = await profileOf(note, provider);
  return {
    note: note.text,
    summarize: summaryInput(note),
    tags: await tagsFrom(profile, note),
    links: linksFrom(profile, note),
    mocs: mocsFrom(profile, note),
  };
}

/** A private note is no candidate for a provider that would send its title somewhere. */
async function profileOf(note: AskedNote, provider: Answering): Promise<NoteProfile> {
  const context = await note.owner.candidates();
  const accepts = (path: string): boolean => !provider.isLanguageModel || !note.owner.isPrivate(path);
  return profileNote({ ...context, accepts }, note.path, note.text.text);
}

async function tagsFrom(profile: NoteProfile, note: AskedNote): Promise<SuggestTagsInput> {
  const scope = note.owner.folder.uri;
  const isHidden = hiddenTags(note.owner.folder);
  const vocabulary = await vocabularyOf(note);
  const { vault, accepts } = profile.context;
  const isOpen = (tag: string): boolean => {
    const node = vault.tag(tag);
    return node === undefined || accepts === undefined || notesWithTag(node).some(accepts);
  };
  const candidates = findTags(profile, RANKED_TAGS)
    .filter(({ tag }) => !isHidden(tag) && !isWorkflowTag(tag) && isOpen(tag))
    .slice(0, TAGS)
    .map((found) => ({ ...found, whenToUse: vocabulary.get(found.tag.toLowerCase()) }));
  return {
    note: note.text,
    candidates,
    newTagIdeas: findTagIdeas(profile, TAG_IDEAS),
    vaultTags: vault
      .tags()
      .flatMap(withTagsBelow)
      .map(({ name }) => name),
    max: setting('tags.max', scope),
  };
}

async function vocabularyOf(note: AskedNote): Promise<ReadonlyMap<string, string>> {
  const path = setting('tags.vocabularyNote', note.owner.folder.uri);
  const isOpen = note.owner.vault.note(path) !== undefined && !note.owner.isPrivate(path);
  const text = isOpen ? await note.owner.read(path) : undefined;
  return readTagVocabulary(text ?? '');
}

/** A MOC is no related note: a note is filed under it, by {@link mocsFrom}. Only MOCs link each other as equals. */
function linksFrom(profile: NoteProfile, note: AskedNote): SuggestLinksInput {
  const related = findRelated(profile, RELATED + profile.context.vault.mocs().mocs.length);
  return {
    note: note.text,
    mentions: findMentions(profile, MENTIONS),
    related: related.filter(({ isMoc }) => !isMoc || profile.note.isMoc).slice(0, RELATED),
  };
}

function mocsFrom(profile: NoteProfile, note: AskedNote): PlaceInMocInput {
  return { note: note.text, candidates: findMocs(profile, MOCS) };
}
