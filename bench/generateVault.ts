/** A note of the generated vault. */
export interface GeneratedNote {
  readonly path: string;
  readonly text: string;
}

/** About 2.5 KB a note: 10,000 notes are 25 MB. */
const PARAGRAPHS = 7;
const WORDS_A_PARAGRAPH = 42;
const NOTES_A_MOC = 60;
const NOTES_A_FOLDER = 250;

/** Deterministic numbers in [0, 1): mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A vault as its author might have written it, the same for the same numbers: frontmatter with dates and nested
 * tags, up-links to MOCs that list most of their notes, markdown links and wikilinks (some of them dangling), inline
 * tags, lists, code, and a tenth of the notes in other scripts. The vocabulary, the tags and the MOCs grow with the
 * vault, as they do in real ones.
 */
export function* generateVault(count: number, seed = 1): Generator<GeneratedNote> {
  const writer = new Writer(count, seed);
  for (let i = 0; i < count; i++) yield writer.note(i);
}

class Writer {
  readonly #count: number;
  readonly #random: () => number;
  readonly #words: readonly string[];
  readonly #tags: readonly string[];

  constructor(count: number, seed: number) {
    this.#count = count;
    this.#random = seededRandom(seed);
    this.#words = Array.from({ length: 4000 + Math.floor(40 * Math.sqrt(count)) }, () => this.#newWord());
    this.#tags = Array.from({ length: 20 + Math.floor(4 * Math.sqrt(count)) }, () => this.#newTag());
  }

  note(i: number): GeneratedNote {
    return this.#isMoc(i) ? this.#moc(i) : this.#plainNote(i);
  }

  #plainNote(i: number): GeneratedNote {
    const up = this.#mocOf(i);
    const body = [`### [${titleOf(up, true)}](${this.#address(i, up)})`, `# ${titleOf(i, false)}`];
    for (let p = 0; p < PARAGRAPHS; p++) {
      if (p % 3 === 1) body.push(`## ${capital(this.#phrase(3))}`);
      body.push(p % 3 === 2 ? this.#list(i) : this.#paragraph(i));
    }
    if (this.#random() < 0.3) body.push(`\`\`\`sh\n${this.#phrase(6)} --${this.#word()} #not-a-tag\n\`\`\``);
    body.push(
      '## Links',
      `* [${capital(this.#phrase(4))}](https://example.org/${this.#word()}/${this.#word()})`,
    );
    return { path: this.#pathOf(i), text: `${this.#frontmatter(i)}\n${body.join('\n\n')}\n` };
  }

  #moc(i: number): GeneratedNote {
    const lines = [`# ${titleOf(i, true)}`, '', this.#paragraph(i), '', '## Notes', ''];
    for (let member = i + 1; member < Math.min(i + NOTES_A_MOC, this.#count); member++) {
      if (this.#random() < 0.7) lines.push(`- [${titleOf(member, false)}](${this.#address(i, member)})`);
    }
    return { path: this.#pathOf(i), text: `${this.#frontmatter(i)}\n${lines.join('\n')}\n` };
  }

  #frontmatter(i: number): string {
    const tags = Array.from(
      { length: 2 + Math.floor(this.#random() * 3) },
      () => `  - ${this.#zipf(this.#tags)}`,
    );
    const day = `2023-0${1 + (i % 9)}-${String(1 + (i % 28)).padStart(2, '0')}`;
    return [
      '---',
      `title: "${titleOf(i, this.#isMoc(i))}"`,
      `date: ${day} 11:03`,
      `last_modified_at: ${day} 13:37`,
      'tags:',
      ...new Set(tags),
      '---',
      '',
    ].join('\n');
  }

  #paragraph(i: number): string {
    const words = Array.from({ length: WORDS_A_PARAGRAPH }, () => this.#word());
    const at = Math.floor(this.#random() * words.length);
    words[at] = this.#link(i);
    if (this.#random() < 0.2) words.push(`#${this.#zipf(this.#tags)}`);
    if (this.#random() < 0.3) words[3] = `**${words[3]}**`;
    if (i % 10 === 0) words[7] = ['naïveté', 'Größe', '検索と索引', 'заметка', '색인'][i % 5]!;
    return `${capital(words.slice(0, 15).join(' '))}. ${capital(words.slice(15).join(' '))}.`;
  }

  #list(i: number): string {
    return Array.from(
      { length: 5 },
      (_, n) => `${n % 2 === 1 ? '\t' : ''}- ${n === 2 ? this.#link(i) : this.#phrase(8)}`,
    ).join('\n');
  }

  #link(i: number): string {
    const target = Math.floor(this.#random() * this.#count);
    const title = titleOf(target, this.#isMoc(target));
    const kind = this.#random();
    if (kind < 0.06) return `[[${capital(this.#phrase(2))} ${target % 50}]]`;
    if (kind < 0.5) return `[[${title}]]`;
    if (kind < 0.6) return `[[${title}|${this.#phrase(2)}]]`;
    return `[${title}](${this.#address(i, target)})`;
  }

  /** The address of one note in another, as Obsidian writes it. */
  #address(from: number, to: number): string {
    const path = this.#pathOf(to);
    const isBeside = folderNumber(from) === folderNumber(to);
    return encodeURI(
      isBeside ? path.slice(path.lastIndexOf('/') + 1) : `../${path.slice(path.indexOf('/') + 1)}`,
    );
  }

  #isMoc(i: number): boolean {
    return i % NOTES_A_MOC === 0;
  }

  #mocOf(i: number): number {
    return i - (i % NOTES_A_MOC);
  }

  #pathOf(i: number): string {
    return `docs/${folderNumber(i)}/${titleOf(i, this.#isMoc(i))}.md`;
  }

  #phrase(words: number): string {
    return Array.from({ length: words }, () => this.#word()).join(' ');
  }

  #word(): string {
    return this.#zipf(this.#words);
  }

  /** The first ones often, the last ones seldom. */
  #zipf<T>(items: readonly T[]): T {
    return items[Math.floor(items.length ** this.#random()) - 1]!;
  }

  #newWord(): string {
    const syllables = [
      'ba',
      'con',
      'de',
      'fi',
      'gra',
      'ho',
      'in',
      'ka',
      'lu',
      'men',
      'no',
      'per',
      'qua',
      'ri',
      'sto',
      'ta',
      'vu',
      'zer',
    ];
    const length = 1 + Math.floor(this.#random() * 3);
    return Array.from({ length }, () => syllables[Math.floor(this.#random() * syllables.length)]).join('');
  }

  #newTag(): string {
    const parts = Array.from({ length: 1 + Math.floor(this.#random() * 2) }, () => this.#newWord());
    return parts.join('/');
  }
}

function folderNumber(i: number): string {
  return `part-${String(Math.floor(i / NOTES_A_FOLDER)).padStart(3, '0')}`;
}

function titleOf(i: number, isMoc: boolean): string {
  return isMoc ? `Topic ${i} MOC` : `On the ${ordinals[i % ordinals.length]} idea ${i}`;
}

const ordinals = ['first', 'second', 'better', 'lost', 'simple', 'Bayesian', 'great', 'quiet'];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
