/** What Windows, macOS, Linux, Obsidian or a link between them cannot carry in a name, and control characters. */
const UNSAFE =
  /[\\/:*?"<>|#^[\]\p{Cs}\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
/** Names of devices on Windows, whatever extension follows. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
/** File systems allow 255 bytes (or UTF-16 units) a name; syncing tools and the extension need some of them. */
const MAX_BYTES = 200;

/**
 * A file name, without extension, that every file system takes and that reads like the title. Two titles can lead
 * to one name.
 *
 * @returns `Untitled` where nothing of the title can stay
 * @example safeFileName('What is CI/CD?') // 'What is CI-CD'
 * @example safeFileName('aux') // 'aux_'
 */
export function safeFileName(title: string): string {
  const plain = title
    .normalize('NFC')
    .replace(/(?<=\S)[\\/:|](?=\S)/g, '-')
    .replace(UNSAFE, ' ');
  // Windows drops dots and blanks at the end; a dot at the beginning hides the file.
  const name = withinBytes(plain.replace(/\s+/g, ' ').replace(/^[ .]+/, '')).replace(/[ .]+$/, '');
  return name === '' ? 'Untitled' : name.replace(RESERVED, '$&_');
}

/** The whole characters that fit. */
function withinBytes(name: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of name) {
    bytes += utf8Length(character.codePointAt(0)!);
    if (bytes > MAX_BYTES) break;
    kept += character;
  }
  return kept;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
