import { SortedList } from './sortedList.ts';

/** Paths in the order of a key, mostly their notes' titles; those with equal keys by themselves. */
export class SortedPaths extends SortedList<string> {
  constructor(keyOf: (path: string) => string) {
    super(keyOf, (path) => path);
  }
}
