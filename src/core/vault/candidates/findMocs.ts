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
}

const NEIGHBOURS = 20;

/** MOCs that the note does not belong to and might, best first. */
export function findMocs(
  profile: NoteProfile,
  limit: number,
  filing: Filing = filingOf(profile),
): FittingMoc[] {
  const { similar, note, context, text } = profile;
  const { vault, search } = context;
  const own = new Set(filing.mocsOf(note.path));
  const filed = similar
    .map(({ path, score }) => ({ mocs: filing.mocsOf(path), weight: (score / similar[0]!.score) ** 2 }))
    .filter(({ mocs }) => mocs.length > 0)
    .slice(0, NEIGHBOURS);
  const total = filed.reduce((sum, { weight }) => sum + weight, 0);
  const words = new Set(termsOf(text));
  const scored = filing.mocs
    .filter((path) => isAccepted(profile, path) && !own.has(path))
    .map((path) => {
      const title = vault.note(path)?.title ?? path;
      const votes = filed.reduce(
        (sum, { mocs, weight }) => sum + (mocs.includes(path) ? weight / total : 0),
        0,
      );
      const near = filed.slice(0, 5).filter(({ mocs }) => mocs.includes(path)).length;
      const terms = [...new Set(termsOf(title))].filter((term) => term !== 'moc');
      const named = terms.reduce((sum, term) => sum + (words.has(term) ? search.rarity(term) : 0), 0);
      const all = terms.reduce((sum, term) => sum + search.rarity(term), 0);
      const sum = -3 + 4 * votes + 2 * profile.likeness(path) + 1.5 * (all === 0 ? 0 : named / all);
      return { path, title, near, score: 1 / (1 + Math.exp(-sum)) };
    })
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .slice(0, limit);
  const members = new Map(vault.mocs().mocs.map((moc) => [moc.path, moc]));
  return scored.map(({ path, title, near, score }) => ({
    path,
    title,
    members: members.get(path)?.members.length ?? 0,
    score,
    why: near > 0 ? `${near} of the 5 most similar notes belong to it` : 'its words are those of the note',
  }));
}

function filingOf({ context: { vault } }: NoteProfile): Filing {
  return { mocs: vault.mocs().mocs.map((moc) => moc.path), mocsOf: (path) => vault.mocsOf(path) };
}
