/**
 * The saved index: one block of bytes in the byte order of this machine, laid out so that it is taken back without
 * being read: the notes' records as they are in memory, their strings as UTF-8 that is decoded when somebody asks.
 *
 * A header of whole numbers, then the sections in this order, each padded to 8 bytes:
 * - `mtimes`: one float64 a note.
 * - `sizes`: one int32 a note, bytes; -1 where the file must be read again.
 * - `lengths`: int32, UTF-16 lengths of the strings in `names`.
 * - `tags`: int32, for each note how many spellings of tags it has, and their numbers.
 * - `records`: int32, the notes' records (noteRecord.ts) end to end, in the order of the notes' titles.
 * - `names`: UTF-8 end to end: for each note its path, title and aliases; then every name of the name index by its
 *   key; then every spelling of a tag by its number.
 * - `strings`: UTF-8 of the notes' string pools.
 */
const SECTIONS = ['mtimes', 'sizes', 'lengths', 'tags', 'records', 'names', 'strings'] as const;
export type Section = (typeof SECTIONS)[number];

/** Goes up with every change of the layout or of what reading a note gives. */
const VERSION = 5;
const MAGIC = 0x4e574958; // NWIX; differs on a machine with another byte order

const HEADER = {
  magic: 0,
  version: 1,
  checksum: 2,
  rules: 3,
  notes: 4,
  keys: 5,
  spellings: 6,
  sections: 7,
} as const;
const HEADER_BYTES = 64;

/** Byte lengths of the sections, and what they hold. */
export interface SnapshotHeader {
  /** Hash of the settings that the notes were read with. */
  readonly rules: number;
  readonly notes: number;
  readonly keys: number;
  readonly spellings: number;
  readonly lengths: Readonly<Record<Section, number>>;
}

/** Room for a snapshot whose sections are still to be filled; {@link sealSnapshot} comes last. */
export function newSnapshot(header: SnapshotHeader): Uint8Array {
  const bytes = new Uint8Array(
    SECTIONS.reduce((sum, name) => sum + padded(header.lengths[name]), HEADER_BYTES),
  );
  const numbers = new Int32Array(bytes.buffer, 0, HEADER_BYTES / 4);
  numbers[HEADER.magic] = MAGIC;
  numbers[HEADER.version] = VERSION;
  numbers[HEADER.rules] = header.rules;
  numbers[HEADER.notes] = header.notes;
  numbers[HEADER.keys] = header.keys;
  numbers[HEADER.spellings] = header.spellings;
  for (const [i, name] of SECTIONS.entries()) numbers[HEADER.sections + i] = header.lengths[name];
  return bytes;
}

export function sealSnapshot(bytes: Uint8Array): void {
  new Int32Array(bytes.buffer, bytes.byteOffset, HEADER_BYTES / 4)[HEADER.checksum] = checksum(bytes);
}

/** The header of a whole and unbroken snapshot of this version and layout. */
export function readHeader(bytes: Uint8Array): SnapshotHeader | undefined {
  if (bytes.byteLength < HEADER_BYTES || bytes.byteLength % 8 !== 0 || bytes.byteOffset % 8 !== 0)
    return undefined;
  const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, HEADER_BYTES / 4);
  if (numbers[HEADER.magic] !== MAGIC || numbers[HEADER.version] !== VERSION) return undefined;
  const sizes = SECTIONS.map((_, i) => numbers[HEADER.sections + i]!);
  const counts = [numbers[HEADER.notes]!, numbers[HEADER.keys]!, numbers[HEADER.spellings]!];
  if ([...sizes, ...counts].some((number) => number < 0)) return undefined;
  if (sizes.reduce((sum, size) => sum + padded(size), HEADER_BYTES) !== bytes.byteLength) return undefined;
  if (numbers[HEADER.checksum] !== checksum(bytes)) return undefined;
  return {
    rules: numbers[HEADER.rules]!,
    notes: counts[0]!,
    keys: counts[1]!,
    spellings: counts[2]!,
    lengths: Object.fromEntries(SECTIONS.map((name, i) => [name, sizes[i]!])) as Record<Section, number>,
  };
}

/** The bytes of each section. */
export function sectionsOf(bytes: Uint8Array, { lengths }: SnapshotHeader): Record<Section, Uint8Array> {
  let at = HEADER_BYTES;
  const sections = {} as Record<Section, Uint8Array>;
  for (const name of SECTIONS) {
    sections[name] = bytes.subarray(at, at + lengths[name]);
    at += padded(lengths[name]);
  }
  return sections;
}

export function int32s(section: Uint8Array): Int32Array {
  return new Int32Array(section.buffer, section.byteOffset, section.byteLength >> 2);
}

export function float64s(section: Uint8Array): Float64Array {
  return new Float64Array(section.buffer, section.byteOffset, section.byteLength >> 3);
}

function padded(length: number): number {
  return (length + 7) & ~7;
}

const PRIME = 0x01000193;

/** Of all but itself: FNV-1a over 32-bit words, in four lanes, since a processor multiplies several at a time. */
function checksum(bytes: Uint8Array): number {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  let [a, b, c, d] = [0x811c9dc5, 0x811c9dc4, 0x811c9dc7, 0x811c9dc6];
  let i: number = HEADER.rules;
  for (; i + 3 < words.length; i += 4) {
    a = Math.imul(a ^ words[i]!, PRIME);
    b = Math.imul(b ^ words[i + 1]!, PRIME);
    c = Math.imul(c ^ words[i + 2]!, PRIME);
    d = Math.imul(d ^ words[i + 3]!, PRIME);
  }
  for (; i < words.length; i++) a = Math.imul(a ^ words[i]!, PRIME);
  return [b, c, d].reduce((sum, lane) => Math.imul(sum ^ lane ^ (lane >>> 15), PRIME), a);
}
