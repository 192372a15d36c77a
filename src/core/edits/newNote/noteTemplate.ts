import { findFrontmatterFence } from '../../markdown/frontmatterFence.ts';
import { encodeYamlScalar } from '../../markdown/yamlScalar.ts';

/** What a template's placeholders stand for. */
export interface TemplateValues {
  readonly title: string;
  /**
   * The moment of creation in a format of Moment's tokens (`YYYY-MM-DD HH:mm`); `undefined` for a format that
   * cannot be written, whose placeholder then stays.
   */
  readonly formatDate: (format: string) => string | undefined;
  /** The up-link as the vault writes it; where undefined, `[[YOUR MOC]]` stays as a reminder. */
  readonly upLink: UpLinkText | undefined;
}

/** A link to the new note's MOC. */
export interface UpLinkText {
  /** For a line of the note, e.g. `[Data science MOC](Data%20science%20MOC.md)`. */
  readonly inText: string;
  /** For a frontmatter value, unquoted, e.g. `[[Data science MOC]]`. */
  readonly inFrontmatter: string;
}

const PLACEHOLDER = /\{\{[ \t]*(?:(title)|(date|time)[ \t]*(?::([^{}\r\n]*))?)[ \t]*\}\}/gi;
const PLAIN = { inFlow: false, keep: '', preferred: '"' } as const;
const MOC_PLACEHOLDER = /\[\[[ \t]*your[ \t]+moc[ \t]*(?:\|[^\][\r\n]*)?\]\]/gi;

/** Whether the template says where the up-link goes. */
export function hasMocPlaceholder(template: string): boolean {
  return template.search(MOC_PLACEHOLDER) >= 0;
}

/**
 * Fills in `{{title}}`, `{{date}}`, `{{time}}`, `{{date:FORMAT}}`, `{{time:FORMAT}}` (in any case, as Obsidian does)
 * and `[[YOUR MOC]]`. Other placeholders stay: they belong to other tools. In the frontmatter, a title is written so
 * that YAML reads it back as it is, within the quotes that the template gives it or quoted where it needs to be.
 *
 * @example
 * applyTemplate('# {{title}}\n\n{{date:D MMM}}\n', values) // '# Rye\n\n3 May\n'
 */
export function applyTemplate(template: string, values: TemplateValues): string {
  const title = values.title
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
  const clean = { ...values, title };
  const fence = findFrontmatterFence(template);
  if (fence === undefined) return inText(template, clean);
  const frontmatter = template
    .slice(fence.contentStart, fence.contentEnd)
    .replace(/^.+$/gm, (line) => inYamlLine(line, clean));
  return (
    template.slice(0, fence.contentStart) + frontmatter + inText(template.slice(fence.contentEnd), clean)
  );
}

function inText(text: string, values: TemplateValues): string {
  const upLink = values.upLink?.inText;
  const filled = filledIn(text, values, (value) => value);
  return upLink === undefined ? filled : filled.replace(MOC_PLACEHOLDER, () => upLink);
}

/** One line of YAML: what the value is wrapped in says how a title or link has to be written. */
function inYamlLine(line: string, values: TemplateValues): string {
  const before = /^\s*(?:-[ \t]+)*(?:[^\s"'#:{[][^:#]*:[ \t]+)?/.exec(line)?.[0] ?? '';
  const rest = line.slice(before.length);
  const opening = rest[0];
  if (opening === '"' || opening === "'") return before + inYaml(rest, values, (value) => within(opening, value));
  if (/^(?:\[(?!\[)|\{(?!\{))/.test(rest)) {
    return before + inYaml(rest, values, (value) => encodeYamlScalar(value, { ...PLAIN, inFlow: true }));
  }
  const comment = /(?:^|[ \t]+)#.*$|\s*$/.exec(rest)?.[0] ?? '';
  const written = rest.slice(0, rest.length - comment.length);
  const filled = inYaml(written, values, (value) => value);
  const holdsFreeText = filled !== written && /\{\{[ \t]*title|\[\[/i.test(written);
  return before + (holdsFreeText ? encodeYamlScalar(filled, PLAIN) : filled) + comment;
}

function inYaml(written: string, values: TemplateValues, encode: (value: string) => string): string {
  const upLink = values.upLink?.inFrontmatter;
  const filled = filledIn(written, values, encode);
  return upLink === undefined ? filled : filled.replace(MOC_PLACEHOLDER, () => encode(upLink));
}

function within(quote: '"' | "'", value: string): string {
  return quote === "'" ? value.replaceAll("'", "''") : value.replace(/["\\]/g, '\\$&');
}

function filledIn(text: string, values: TemplateValues, encode: (value: string) => string): string {
  return text.replace(PLACEHOLDER, (whole: string, title?: string, moment?: string, format?: string) => {
    if (title !== undefined) return encode(values.title);
    const usual = moment?.toLowerCase() === 'time' ? 'HH:mm' : 'YYYY-MM-DD';
    return values.formatDate(format?.trim() || usual) ?? whole;
  });
}
