import { DEFAULT_VAULT_SETTINGS } from './noteRules.ts';
import type { VaultSettings } from './vaultSettings.ts';

/** What `notewright.private` says, whatever stands there. */
export interface PrivateSetting extends Pick<VaultSettings, 'privateKeys' | 'privateTags' | 'privateGlobs'> {
  /** What could not be read as it stands, one clear sentence each. */
  readonly problems: readonly string[];
}

const LISTS = ['keys', 'tags', 'globs'];

/**
 * Reads the setting, as it stands in a settings file that a person wrote. In doubt more is private: a text that should
 * be a list is a list of one, and texts without a list count as keys, tags and globs alike.
 */
export function readPrivateSetting(value: unknown): PrivateSetting {
  const problems: string[] = [];
  const { privateKeys, privateTags, privateGlobs } = DEFAULT_VAULT_SETTINGS;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const lists = value as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(lists).filter((name) => !LISTS.includes(name));
    for (const name of unknown)
      problems.push(`notewright.private knows no “${name}”: only keys, tags and globs.`);
    return {
      privateKeys: listOf(lists['keys'], 'keys', privateKeys, problems),
      privateTags: listOf(lists['tags'], 'tags', privateTags, problems),
      privateGlobs: listOf(lists['globs'], 'globs', privateGlobs, problems),
      problems,
    };
  }
  problems.push('notewright.private must be an object with the lists keys, tags and globs.');
  const texts = [value].flat().filter((item) => typeof item === 'string');
  return {
    privateKeys: [...privateKeys, ...texts],
    privateTags: [...privateTags, ...texts],
    privateGlobs: [...privateGlobs, ...texts],
    problems,
  };
}

function listOf(
  value: unknown,
  name: string,
  fallback: readonly string[],
  problems: string[],
): readonly string[] {
  if (value === undefined) return fallback;
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) {
    problems.push(`${name} in notewright.private must be a list of texts; the default is used instead.`);
    return fallback;
  }
  const texts = value.filter((item) => typeof item === 'string');
  if (texts.length < value.length) {
    problems.push(`${name} in notewright.private holds what is no text; that is left out.`);
  }
  return texts;
}
