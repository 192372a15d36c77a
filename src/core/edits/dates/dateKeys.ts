import { DEFAULT_VAULT_SETTINGS } from '../../vault/noteRules.ts';
import type { DateSettings } from './dateSettings.ts';

type Data = Readonly<Record<string, unknown>>;

/** The keys of a note that hold its dates, as the note spells them; undefined where it has none. */
export interface DateKeys {
  readonly modified: string | undefined;
  readonly created: string | undefined;
}

/**
 * Finds the keys that hold a note's dates. The configured key comes first, then the other names in their order,
 * each in any case.
 */
export function findDateKeys(data: Data, settings: DateSettings): DateKeys {
  const modified = firstKey(data, [settings.modifiedKey, ...settings.aliases], undefined);
  const createdNames = [settings.createdKey, ...DEFAULT_VAULT_SETTINGS.createdKeys];
  return { modified, created: firstKey(data, createdNames, modified) };
}

function firstKey(data: Data, names: readonly string[], taken: string | undefined): string | undefined {
  for (const name of names) {
    const key = spelling(data, name);
    if (key !== undefined && key !== taken) return key;
  }
  return undefined;
}

function spelling(data: Data, name: string): string | undefined {
  if (Object.hasOwn(data, name)) return name;
  const folded = name.toLowerCase();
  return Object.keys(data).find((key) => key.toLowerCase() === folded);
}

/**
 * Whether the note itself asks for its dates to be left alone: `notewright-dates: false`, or the Linter's
 * `disabled rules` naming `yaml-timestamp` or `all`.
 */
export function isSwitchedOff(data: Data): boolean {
  const own = spelling(data, 'notewright-dates');
  if (own !== undefined && isNo(data[own])) return true;
  const rules = data['disabled rules'];
  const names = Array.isArray(rules) ? rules : [rules];
  return names.some((name) => name === 'all' || name === 'yaml-timestamp');
}

function isNo(value: unknown): boolean {
  return value === false || (typeof value === 'string' && /^(?:false|no|off)$/i.test(value));
}
