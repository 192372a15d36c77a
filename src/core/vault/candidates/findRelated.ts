import { RelatedSignalFinder, type RelatedSignals } from './relatedSignals.ts';
import type { NoteProfile } from './noteProfile.ts';

/** A note that the one at hand might link to. */
export interface RelatedNote {
  readonly path: string;
  readonly title: string;
  readonly excerpt: string;
  readonly isMoc: boolean;
  /** 0 to 1: roughly how likely the author would link it. */
  readonly score: number;
  /** One short line for people. */
  readonly why: string;
}

const WEIGHTS: Readonly<Record<keyof RelatedSignals, number>> = {
  likeness: 2,
  neighbours: 3,
  nearest: 1,
  siblings: 1,
  mention: 5,
  title: 1.5,
  linksHere: 2,
  linkedTogether: 1,
  nearby: 1,
  popular: 0.5,
  samePlace: 0.3,
  above: 0.5,
  sharedTags: 0.5,
  isMoc: 0.2,
  mocVotes: 1,
};
const BIAS = -5;

/** Notes that this one does not link to and might, best first. */
export function findRelated(profile: NoteProfile, limit: number): RelatedNote[] {
  const { vault } = profile.context;
  const scored = [...new RelatedSignalFinder(profile).find()]
    .filter(([path]) => !profile.linked.has(path))
    .map(([path, signals]) => ({ path, signals, score: scoreOf(signals) }))
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
  return scored.slice(0, limit).map(({ path, signals, score }) => {
    const { title, excerpt, isMoc } = vault.note(path)!;
    return { path, title, excerpt, isMoc, score, why: reasonFor(signals) };
  });
}

function scoreOf(signals: RelatedSignals): number {
  let sum = BIAS;
  for (const signal in WEIGHTS) {
    sum += WEIGHTS[signal as keyof RelatedSignals] * signals[signal as keyof RelatedSignals];
  }
  return 1 / (1 + Math.exp(-sum));
}

function reasonFor(_signals: RelatedSignals): string {
  return 'has much in common with this note';
}
