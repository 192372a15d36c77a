const PRIME = 0x01000193;

/** Tells whether a text is one that was seen: gives 32-bit hashes (FNV-1a over the words of its UTF-8 form). */
export class TextHasher {
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(16 * 1024);

  hash(text: string): number {
    // A UTF-16 code unit takes three bytes at most.
    if (this.#bytes.length < text.length * 3) this.#bytes = new Uint8Array(text.length * 4);
    const { written } = this.#encoder.encodeInto(text, this.#bytes);
    return hashBytes(this.#bytes, written);
  }
}

/** Of the first bytes of a buffer that begins at a multiple of four. */
function hashBytes(bytes: Uint8Array, length: number): number {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, length >> 2);
  let a = 0x811c9dc5 ^ length;
  let b = a ^ 1;
  let i = 0;
  for (; i + 1 < words.length; i += 2) {
    a = Math.imul(a ^ words[i]!, PRIME);
    b = Math.imul(b ^ words[i + 1]!, PRIME);
  }
  if (i < words.length) a = Math.imul(a ^ words[i]!, PRIME);
  for (let rest = words.length * 4; rest < length; rest++) a = Math.imul(a ^ bytes[rest]!, PRIME);
  return Math.imul(a ^ b ^ (b >>> 15), PRIME);
}
