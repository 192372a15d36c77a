import { folderOf } from '../notePath.ts';
import { termsOf } from '../terms.ts';
import { isAccepted, type NoteProfile } from './noteProfile.ts';

/** A MOC that the note might belong to. */
export interface FittingMoc {
  readonly path: string;
  readonly title: string;
  /** Notes that belong to it. */
  readonly members: number;
  /** 0 to 1: roughly how likely the author would file the note there. */
  readonly score: number;
  /** One short line for people. */
  readonly why: string;
}

/** Which notes are MOCs and what belongs to them. */
export interface Filing {
  readonly mocs: readonly string[];
  mocsOf(path: string): readonly string[];
  /** Notes that belong to a MOC. */
  sizeOf(moc: string): number;
}

const NEIGHBOURS = 20;
/** Shares are kept off 0 and 1: a few notes prove nothing. */
const DOUBT = 0.02;

/** What a note's own words and tags, and the notes most like it, say about MOCs. Set by hand; few vaults have MOCs. */
const BIAS = -2.6;
/** Few notes belong to two MOCs. */
const SECOND_MOC_COST = 2;
const WEIGHTS = {
  votes: 0.6,
  /** How far a MOC that holds much of the vault is held back: its members are near every note. */
  size: 0.5,
  likeness: 1.5,
  title: 1.2,
  tags: 2,
  place: 1.5,
  /** How far notes are held back where similar notes in the same folder are in no MOC. */
  unfiled: 0.5,
};

/** MOCs that the note does not belong to and might, best first. */
export function findMocs(
  profile: NoteProfile,
  limit: number,
  filing: Filing = filingOf(profile),
): FittingMoc[] {
  const { vault } = profile.context;
  const own = new Set(filing.mocsOf(profile.note.path));
  const filed = filing.mocs.reduce((sum, moc) => sum + filing.sizeOf(moc), 0);
  const { votes, near } = neighbourVotes(profile, filing);
  const byTag = tagVotes(profile, filing);
  const here = similarHere(profile, filing);
  const byPlace = placeVotes(here);
  const bias = BIAS - (isPlaced(profile, own) ? SECOND_MOC_COST : 0) + WEIGHTS.unfiled * unfiledLogit(here);
  return filing.mocs
    .filter((path) => isAccepted(profile, path) && !own.has(path))
    .map((path) => {
      const title = vault.note(path)?.title ?? path;
      const tags = byTag.get(path) ?? 0;
      const sum =
        bias +
        WEIGHTS.votes * (logit(votes.get(path) ?? 0) + 3) -
        WEIGHTS.size * (logit(filing.sizeOf(path) / Math.max(1, filed)) + 3) +
        WEIGHTS.likeness * profile.likeness(path) +
        WEIGHTS.title * titleShare(profile, title) +
        WEIGHTS.tags * tags +
        WEIGHTS.place * (byPlace.get(path) ?? 0);
      const score = 1 / (1 + Math.exp(-sum));
      return { path, title, members: filing.sizeOf(path), score, why: reasonFor(near.get(path) ?? 0, tags) };
    })
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .slice(0, limit);
}

/**
 * From this score on a MOC is likely. In the vault of 343 notes that it was measured on, of the MOCs of 82 notes and of
 * the second MOCs of 16, one each scores less; 124 of 145 notes that are filed already have no other MOC that scores so
 * much.
 */
const LIKELY = 0.1;

/** The MOCs that a person may file a note under: all but its own, each list best first. */
export interface MocChoice {
  readonly likely: readonly FittingMoc[];
  readonly others: readonly FittingMoc[];
}

/** @param limit the most that are called likely */
export function chooseAmongMocs(profile: NoteProfile, limit: number): MocChoice {
  const ranked = findMocs(profile, Infinity);
  const likely = ranked.filter(({ score }) => score >= LIKELY).slice(0, limit);
  return { likely, others: ranked.slice(likely.length) };
}

/** The share of the notes most like this one that belong to each MOC, and how many of the first five. */
function neighbourVotes(
  { similar }: NoteProfile,
  filing: Filing,
): Record<'votes' | 'near', Map<string, number>> {
  const filed = similar
    .map(({ path, score }) => ({ mocs: filing.mocsOf(path), weight: (score / similar[0]!.score) ** 2 }))
    .filter(({ mocs }) => mocs.length > 0)
    .slice(0, NEIGHBOURS);
  const total = filed.reduce((sum, { weight }) => sum + weight, 0);
  const votes = new Map<string, number>();
  const near = new Map<string, number>();
  filed.forEach(({ mocs, weight }, at) => {
    for (const moc of mocs) {
      votes.set(moc, (votes.get(moc) ?? 0) + weight / total);
      near.set(moc, (near.get(moc) ?? 0) + (at < 5 ? 1 : 0));
    }
  });
  return { votes, near };
}

/** The share of the notes with the note's tags that belong to each MOC; rare tags weigh more. */
function tagVotes({ context, note }: NoteProfile, filing: Filing): Map<string, number> {
  const votes = new Map<string, number>();
  let total = 0;
  for (const name of new Set(note.tags.map((tag) => tag.name))) {
    const mocs = (context.vault.tag(name)?.notes ?? [])
      .filter((path) => path !== note.path)
      .map((path) => filing.mocsOf(path));
    const filed = mocs.filter((list) => list.length > 0);
    const weight = 1 / (2 + filed.length);
    total += filed.length > 0 ? weight : 0;
    for (const moc of filed.flat()) {
      votes.set(moc, (votes.get(moc) ?? 0) + weight / filed.length);
    }
  }
  return new Map([...votes].map(([moc, vote]) => [moc, vote / total]));
}

/** The MOCs of each of the similar notes in the same folder; none where folders do not count. */
function similarHere({ similar, note, withPlaces }: NoteProfile, filing: Filing): (readonly string[])[] {
  const folder = folderOf(note.path);
  const here = withPlaces ? similar.filter(({ path }) => folderOf(path) === folder) : [];
  return here.map(({ path }) => filing.mocsOf(path));
}

/** The share of similar notes in the same folder that belong to each MOC. */
function placeVotes(here: readonly (readonly string[])[]): Map<string, number> {
  const filed = here.filter((mocs) => mocs.length > 0);
  const votes = new Map<string, number>();
  for (const moc of filed.flat()) {
    votes.set(moc, (votes.get(moc) ?? 0) + 1 / filed.length);
  }
  return votes;
}

/**
 * At most 0: how surely notes like this one, in this folder, are in no MOC at all, such as articles that were only
 * imported. The few that were filed vote for a MOC all the same; most notes like them were left alone.
 */
function unfiledLogit(here: readonly (readonly string[])[]): number {
  const filed = here.filter((mocs) => mocs.length > 0).length;
  return Math.min(0, logit((filed + 1) / (here.length + 2)));
}

/** Whether the note has its place: in a MOC, or below another note that it names at its top where others name a MOC. */
function isPlaced({ context, note }: NoteProfile, own: ReadonlySet<string>): boolean {
  if (own.size > 0) return true;
  const title = note.headings.find(({ level }) => level === 1)?.range.start ?? 0;
  const top = note.links.filter((link) => link.source === 'body' && link.alone && link.range.start < title);
  return top.some((link) => context.vault.resolveLink(note.path, link).kind === 'note');
}

/** The share of the words of a MOC's title, by rarity, that stand in the note. */
function titleShare({ context, words }: NoteProfile, title: string): number {
  const terms = [...new Set(termsOf(title))].filter((term) => term !== 'moc');
  const weigh = (list: readonly string[]): number =>
    list.reduce((sum, term) => sum + context.search.rarity(term), 0);
  const all = weigh(terms);
  return all === 0 ? 0 : weigh(terms.filter((term) => words.has(term))) / all;
}

function logit(share: number): number {
  const kept = Math.min(1 - DOUBT, Math.max(DOUBT, share));
  return Math.log(kept / (1 - kept));
}

function reasonFor(near: number, tags: number): string {
  if (tags > 0.5 && near < 3) {
    return 'most notes with the same tags belong to it';
  }
  return near > 0 ? `${near} of the 5 most similar notes belong to it` : 'its words are those of the note';
}

function filingOf({ context: { vault } }: NoteProfile): Filing {
  const sizes = new Map(vault.mocs().mocs.map(({ path, members }) => [path, members.length]));
  return {
    mocs: [...sizes.keys()],
    mocsOf: (path) => vault.mocsOf(path),
    sizeOf: (moc) => sizes.get(moc) ?? 0,
  };
}
