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
  /**
   * The name of the MOC for a `[[YOUR MOC]]` in the frontmatter, where only a wikilink is a link; undefined where the
   * reminder shall stay. In the text, filing the note replaces it.
   */
  readonly mocName: string | undefined;
}

const PLACEHOLDER = /\{\{[ \t]*(?:(title)|(date|time)(?:[ \t]*:([^{}\r\n]*))?)[ \t]*\}\}/gi;
const PLAIN = { inFlow: false, keep: '', preferred: '"' } as const;
const MOC_PLACEHOLDER = /\[\[[ \t]*your[ \t]+moc[ \t]*(?:\|[^\][\r\n]*)?\]\]/gi;

/**
 * Fills in `{{title}}`, `{{date}}`, `{{time}}`, `{{date:FORMAT}}`, `{{time:FORMAT}}` (in any case, as Obsidian does)
 * and, in the frontmatter, `[[YOUR MOC]]`. Other placeholders stay: they belong to other tools. In the frontmatter, a
 * title is written so that YAML reads it back as it is, within the quotes that the template gives it or quoted where
 * it needs to be.
 *
 * @example
 * applyTemplate('# {{title}}\n\n{{date:D MMM}}\n', values) // '# Rye\n\n3 May\n'
 */
export function applyTemplate(template: string, values: TemplateValues): string {
  const title = values.title.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
  const clean = { ...values, title };
  const fence = findFrontmatterFence(template);
  if (fence === undefined) return filledIn(template, clean, (value) => value);
  const frontmatter = template
    .slice(fence.contentStart, fence.contentEnd)
    .replace(/^.+$/gm, (line) => inYamlLine(line, clean));
  return (
    template.slice(0, fence.contentStart) +
    frontmatter +
    filledIn(template.slice(fence.contentEnd), clean, (value) => value)
  );
}

/** Writes a value for a place in the template. */
type Encode = (value: string, at: number) => string;

/** One line of YAML: what the value is wrapped in says how a title or link has to be written. */
function inYamlLine(line: string, values: TemplateValues): string {
  const before = /^\s*(?:-[ \t]+)*(?:[^\s"'#:{[][^:#]*:[ \t]+)?/.exec(line)?.[0] ?? '';
  const rest = line.slice(before.length);
  const opening = rest[0];
  if (opening === '"' || opening === "'" || /^(?:\[(?!\[)|\{(?!\{))/.test(rest)) {
    const encode = (value: string, at: number): string => {
      const quote = openQuote(rest.slice(0, at));
      return quote === undefined ? encodeYamlScalar(value, { ...PLAIN, inFlow: true }) : within(quote, value);
    };
    return before + inYaml(rest, values, encode);
  }
  const commentAt = rest.search(/(?:^|[ \t])#/);
  const written = (commentAt < 0 ? rest : rest.slice(0, commentAt)).trimEnd();
  const comment = rest.slice(written.length);
  const filled = inYaml(written, values, (value) => value);
  const isFreeText =
    /\{\{[ \t]*title[ \t]*\}\}/i.test(written) || (filled !== written && written.includes('[['));
  return before + (isFreeText ? encodeYamlScalar(filled, PLAIN) : filled) + comment;
}

function inYaml(written: string, values: TemplateValues, encode: Encode): string {
  const { mocName } = values;
  const filed =
    mocName === undefined
      ? written
      : written.replace(MOC_PLACEHOLDER, (_, at: number) => encode(`[[${mocName}]]`, at));
  return filledIn(filed, values, encode);
}

/** The quote that is open at the end of a piece of YAML. */
function openQuote(yaml: string): '"' | "'" | undefined {
  const rest = yaml.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '');
  return rest.includes('"') ? '"' : rest.includes("'") ? "'" : undefined;
}

function within(quote: '"' | "'", value: string): string {
  return quote === "'" ? value.replaceAll("'", "''") : value.replace(/["\\]/g, '\\$&');
}

function filledIn(text: string, values: TemplateValues, encode: Encode): string {
  const fill = (whole: string, title: string | undefined, moment = '', format = '', at = 0): string => {
    if (title !== undefined) return encode(values.title, at);
    const usual = moment.toLowerCase() === 'time' ? 'HH:mm' : 'YYYY-MM-DD';
    return values.formatDate(format.trim() || usual) ?? whole;
  };
  return text.replace(PLACEHOLDER, fill);
}
