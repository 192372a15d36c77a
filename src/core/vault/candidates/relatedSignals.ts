import { folderOf, stemOf } from '../notePath.ts';
import { termsOf } from '../terms.ts';
import { isAccepted, type NoteProfile } from './noteProfile.ts';

/** What speaks for a note as a target of a link, each 0 when nothing does, about 1 at most. */
export interface RelatedSignals {
  /** Likeness of the words, 1 for the note most like it. */
  likeness: number;
  /** Share of the notes most like it that link there. */
  neighbours: number;
  /** The same among the few most alike, and among those in the same place. */
  nearest: number;
  siblings: number;
  /** How surely the words of the note that name it would be linked. */
  mention: number;
  /** Share of the target's title that stands in the note. */
  title: number;
  /** It links to the note. */
  linksHere: number;
  /** Notes that link both. */
  linkedTogether: number;
  /** It is linked from notes that link here, or by notes that the note links to. */
  nearby: number;
  /** How many notes link there. */
  popular: number;
  /** It stands in the same folder, above the note or below it. */
  samePlace: number;
  above: number;
  isMoc: number;
  mocVotes: number;
}

const NEIGHBOURS = 20;
const NEAREST = 6;
/** Notes that link everywhere say nothing about any two of their targets. */
const MANY_LINKS = 60;
const MAX_CANDIDATES = 200;
/** Words that are linked more rarely than this bring no candidate of their own. */
const LEAST_MENTION = 0.07;

/** Every note that could be related to the one at hand, with what speaks for it. */
export class RelatedSignalFinder {
  readonly #profile: NoteProfile;
  readonly #found = new Map<string, RelatedSignals>();

  constructor(profile: NoteProfile) {
    this.#profile = profile;
  }

  find(): Map<string, RelatedSignals> {
    this.#addMocs();
    this.#addSimilar();
    this.#addNeighbourVotes();
    this.#addLinkGraph();
    this.#addPlacesAbove();
    this.#addMentions();
    this.#describe();
    return this.#found;
  }

  #signals(path: string): RelatedSignals | undefined {
    let signals = this.#found.get(path);
    if (signals === undefined && this.#found.size < MAX_CANDIDATES && isAccepted(this.#profile, path)) {
      signals = { ...NOTHING };
      this.#found.set(path, signals);
    }
    return signals;
  }

  #add(path: string, signal: keyof RelatedSignals, value: number): void {
    const signals = this.#signals(path);
    if (signals !== undefined) {
      signals[signal] += value;
    }
  }

  #addSimilar(): void {
    for (const { path } of this.#profile.similar) {
      this.#signals(path);
    }
  }

  /** What the notes most like this one link to. */
  #addNeighbourVotes(): void {
    const { similar, note, context } = this.#profile;
    const place = placeOf(note.path);
    const neighbours = similar.slice(0, NEIGHBOURS);
    const weights = neighbours.map(({ score }) => (score / similar[0]!.score) ** 2);
    const total = sum(weights);
    const nearest = sum(weights.slice(0, NEAREST));
    const siblings = sum(weights.filter((_, at) => placeOf(neighbours[at]!.path) === place));
    neighbours.forEach(({ path }, at) => {
      const weight = weights[at]!;
      const isSibling = placeOf(path) === place;
      for (const target of context.vault.outgoing(path)) {
        this.#add(target, 'neighbours', weight / total);
        if (at < NEAREST) {
          this.#add(target, 'nearest', weight / nearest);
        }
        if (isSibling) {
          this.#add(target, 'siblings', weight / siblings);
        }
      }
    });
  }

  #addMentions(): void {
    for (const mention of this.#profile.mentioned) {
      const isNamed = mention.name === 'none' ? 0 : 0.5;
      const share = (mention.linkedBy + isNamed) / (mention.heldBy + 1);
      const strength = Math.sqrt(Math.min(1, share) / mention.meanings);
      const signals = strength < LEAST_MENTION ? this.#found.get(mention.path) : this.#signals(mention.path);
      if (signals !== undefined) {
        signals.mention = Math.max(signals.mention, strength);
      }
    }
  }

  #addLinkGraph(): void {
    const { note, context, linked } = this.#profile;
    const { vault } = context;
    for (const source of vault.incoming(note.path)) {
      this.#add(source, 'linksHere', 1);
      const targets = vault.outgoing(source);
      if (targets.length <= MANY_LINKS) {
        for (const target of targets) {
          this.#add(target, 'linkedTogether', 1 / Math.log2(1 + targets.length));
        }
      }
    }
    for (const target of linked) {
      const near = [...vault.outgoing(target), ...vault.incoming(target)];
      for (const path of near.length <= MANY_LINKS ? near : []) {
        this.#add(path, 'nearby', 1 / Math.log2(2 + near.length));
      }
    }
  }

  /** MOCs by the share of the notes most like this one that belong to them; any may take a note that is in none. */
  #addMocs(): void {
    const { similar, isFiled, context } = this.#profile;
    const neighbours = similar.slice(0, NEIGHBOURS);
    const weights = neighbours.map(({ score }) => (score / similar[0]!.score) ** 2);
    const total = sum(weights);
    neighbours.forEach(({ path }, at) => {
      for (const moc of context.vault.mocsOf(path)) {
        this.#add(moc, 'mocVotes', weights[at]! / total);
      }
    });
    for (const moc of isFiled ? [] : context.vault.mocs().mocs) {
      this.#signals(moc.path);
    }
  }

  /** The note `topic.git` above `topic.git.commands`, and the folder's own note. */
  #addPlacesAbove(): void {
    const { note, context } = this.#profile;
    for (const path of placesAbove(note.path)) {
      if (context.vault.note(path) !== undefined) {
        this.#add(path, 'above', 1);
      }
    }
  }

  #describe(): void {
    const { note, context, words, likeness } = this.#profile;
    const { vault, search } = context;
    const place = placeOf(note.path);
    for (const [path, signals] of this.#found) {
      const target = vault.note(path)!;
      signals.likeness = likeness(path);
      signals.popular = Math.log2(1 + vault.incomingCount(path)) / 8;
      signals.samePlace = placeOf(path) === place ? 1 : 0;
      signals.isMoc = target.isMoc ? 1 : 0;
      signals.title = shareOf(termsOf(target.title), words, (term) => search.rarity(term));
    }
  }
}

const NOTHING: RelatedSignals = {
  likeness: 0,
  neighbours: 0,
  nearest: 0,
  siblings: 0,
  mention: 0,
  title: 0,
  linksHere: 0,
  linkedTogether: 0,
  nearby: 0,
  popular: 0,
  samePlace: 0,
  above: 0,
  isMoc: 0,
  mocVotes: 0,
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The folder, and of a name built with dots all but its last part. */
function placeOf(path: string): string {
  const stem = stemOf(path);
  const dot = stem.lastIndexOf('.');
  return `${folderOf(path)}/${dot < 0 ? '' : stem.slice(0, dot)}`;
}

function placesAbove(path: string): string[] {
  const folder = folderOf(path);
  const prefix = folder === '' ? '' : `${folder}/`;
  const names = stemOf(path).split('.');
  const above = names.slice(1).map((_, at) => `${prefix}${names.slice(0, at + 1).join('.')}.md`);
  const own =
    folder === ''
      ? []
      : [`${folder}.md`, `${prefix}${stemOf(folder)}.md`, `${prefix}index.md`, `${prefix}README.md`];
  return [...above, ...own];
}

/** The share of the terms, by weight, that are among the words. */
function shareOf(
  terms: readonly string[],
  words: ReadonlySet<string>,
  weightOf: (term: string) => number,
): number {
  if (!terms.some((term) => words.has(term))) {
    return 0;
  }
  let found = 0;
  let all = 0;
  for (const term of new Set(terms)) {
    const weight = weightOf(term);
    all += weight;
    found += words.has(term) ? weight : 0;
  }
  return all === 0 ? 0 : found / all;
}
