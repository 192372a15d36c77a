import { embeddingInput } from '../src/core/assistant/embeddingInput.ts';
import { embedTexts, type EmbeddingEndpoint } from '../src/core/providers/openAiEmbeddings.ts';
import type { Note } from '../src/core/vault/note.ts';

/** Texts in one request. */
const AT_ONCE = 32;

/**
 * What an embedding model says of the texts that an evaluation looks at. A text that it was not asked about yet is
 * noted and means nothing: a first evaluation finds out what to ask about, {@link fill} asks, a second one counts.
 */
export class Meanings {
  readonly #vectors = new Map<string, Float32Array>();
  readonly #missing = new Set<string>();

  /** As much of the text is looked at as would be sent for a note. */
  vectorOf(note: Note, text: string): Float32Array | undefined {
    const input = embeddingInput(note, text);
    if (input === undefined) return undefined;
    const vector = this.#vectors.get(input);
    if (vector === undefined) this.#missing.add(input);
    return vector;
  }

  /**
   * Asks about the texts that are missing.
   *
   * @returns why not all could be asked about; `undefined` when all were
   */
  async fill(endpoint: EmbeddingEndpoint): Promise<string | undefined> {
    const texts = [...this.#missing];
    for (let at = 0; at < texts.length; at += AT_ONCE) {
      const part = texts.slice(at, at + AT_ONCE);
      const answer = await embedTexts(endpoint, part, new AbortController().signal);
      if (answer.kind === 'cancelled') return 'It was cancelled.';
      if (answer.kind === 'failed') return answer.failure.detail;
      part.forEach((text, index) => this.#vectors.set(text, answer.vectors[index]!));
    }
    this.#missing.clear();
    return undefined;
  }
}
