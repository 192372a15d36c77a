import { momentFormat } from './dateFnsFormat.ts';
import { readFormat } from './dateFormat.ts';

/** The texts of a vault's `.obsidian` files; undefined for one that is not there. */
export interface ObsidianFiles {
  /** `app.json` */
  readonly app?: string | undefined;
  /** `templates.json` */
  readonly templates?: string | undefined;
  /** `community-plugins.json`: the plugins that are switched on. */
  readonly communityPlugins?: string | undefined;
  /** `plugins/update-time-on-edit/data.json` */
  readonly updateTimeOnEdit?: string | undefined;
  /** `plugins/obsidian-linter/data.json` */
  readonly linter?: string | undefined;
}

/** A setting of ours and the value that Obsidian's settings suggest for it. */
export interface ProposedSetting {
  /** Without `notewright.`, e.g. `dates.modifiedKey`. */
  readonly key: string;
  readonly value: string | number | readonly string[];
  /** Where it comes from, for people: `Update time on edit: headerUpdated`. */
  readonly from: string;
}

/** What to set, and what could not be read or carried over, one clear sentence each. */
export interface ObsidianImport {
  readonly settings: readonly ProposedSetting[];
  readonly problems: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads Obsidian's settings and those of the plugins that keep dates there, and proposes the same here. Of two
 * sources for one setting, Update time on edit comes before the Linter and that before Templates; folders that are
 * to be left alone are gathered from all.
 */
export function importObsidianSettings(files: ObsidianFiles): ObsidianImport {
  const collector = new Collector();
  const app = collector.parse('app.json', files.app);
  if (typeof app?.['useMarkdownLinks'] === 'boolean') {
    collector.propose(
      'links.style',
      app['useMarkdownLinks'] ? 'markdown' : 'wiki',
      'app.json: useMarkdownLinks',
    );
  }
  const enabled = collector.parseList('community-plugins.json', files.communityPlugins);
  const isOn = (plugin: string): boolean => enabled === undefined || enabled.includes(plugin);
  if (isOn('update-time-on-edit')) {
    importUpdateTimeOnEdit(
      collector.parse('update-time-on-edit/data.json', files.updateTimeOnEdit),
      collector,
    );
  }
  if (isOn('obsidian-linter'))
    importLinter(collector.parse('obsidian-linter/data.json', files.linter), collector);
  importTemplates(collector.parse('templates.json', files.templates), collector);
  return collector.result();
}

function importUpdateTimeOnEdit(data: Json | undefined, collector: Collector): void {
  if (data === undefined) return;
  const from = (key: string): string => `Update time on edit: ${key}`;
  collector.proposeText('dates.modifiedKey', data['headerUpdated'], from('headerUpdated'));
  collector.proposeText('dates.createdKey', data['headerCreated'], from('headerCreated'));
  const format = data['dateFormat'];
  if (typeof format === 'string') collector.proposeFormat(momentFormat(format), format, from('dateFormat'));
  if (typeof data['enableCreateTime'] === 'boolean') {
    const missing = data['enableCreateTime'] ? 'both' : 'modified';
    collector.propose('dates.addMissing', missing, from('enableCreateTime'));
  }
  const minutes = data['minMinutesBetweenSaves'];
  if (typeof minutes === 'number' && minutes >= 0) {
    collector.propose('dates.minMinutes', minutes, from('minMinutesBetweenSaves'));
  }
  collector.leaveAlone(data['ignoreGlobalFolder'], from('ignoreGlobalFolder'));
}

function importLinter(data: Json | undefined, collector: Collector): void {
  const rule = objectIn(objectIn(data, 'ruleConfigs'), 'yaml-timestamp');
  if (rule === undefined || rule['enabled'] !== true) return;
  const from = (key: string): string => `Linter, YAML timestamp: ${key}`;
  const hasModified = rule['date-modified'] !== false;
  const hasCreated = rule['date-created'] !== false;
  if (hasModified)
    collector.proposeText('dates.modifiedKey', rule['date-modified-key'], from('date-modified-key'));
  if (hasCreated)
    collector.proposeText('dates.createdKey', rule['date-created-key'], from('date-created-key'));
  const missing = hasModified ? (hasCreated ? 'both' : 'modified') : hasCreated ? 'created' : 'none';
  collector.propose('dates.addMissing', missing, from('date-created'));
  const format = rule['format'];
  if (typeof format === 'string') collector.proposeFormat(format, format, from('format'));
  if (rule['convert-to-utc'] === true) collector.propose('dates.timeZone', 'UTC', from('convert-to-utc'));
  collector.leaveAlone(data?.['foldersToIgnore'], 'Linter: foldersToIgnore');
}

function importTemplates(data: Json | undefined, collector: Collector): void {
  if (data === undefined) return;
  collector.leaveAlone(data['folder'], 'Templates: folder');
  const { dateFormat, timeFormat } = data;
  if (typeof dateFormat !== 'string' || dateFormat === '') return;
  const format =
    typeof timeFormat === 'string' && timeFormat !== '' ? `${dateFormat} ${timeFormat}` : dateFormat;
  collector.proposeFormat(format, format, 'Templates: dateFormat, timeFormat');
}

function objectIn(data: Json | undefined, key: string): Json | undefined {
  const value = data?.[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** Gathers proposals: the first for a setting stays. */
class Collector {
  readonly #settings = new Map<string, ProposedSetting>();
  readonly #problems: string[] = [];
  readonly #folders: string[] = [];
  readonly #folderSources: string[] = [];

  parse(name: string, text: string | undefined): Json | undefined {
    const value = this.#json(name, text);
    if (value === undefined) return undefined;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
    this.#problems.push(`${name} does not hold settings.`);
    return undefined;
  }

  parseList(name: string, text: string | undefined): readonly unknown[] | undefined {
    const value = this.#json(name, text);
    return Array.isArray(value) ? value : undefined;
  }

  #json(name: string, text: string | undefined): unknown {
    if (text === undefined || text.trim() === '') return undefined;
    try {
      return JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#problems.push(`${name} is not valid JSON.`);
      return undefined;
    }
  }

  propose(key: string, value: ProposedSetting['value'], from: string): void {
    if (!this.#settings.has(key)) this.#settings.set(key, { key, value, from });
  }

  proposeText(key: string, value: unknown, from: string): void {
    if (typeof value === 'string' && value.trim() !== '') this.propose(key, value.trim(), from);
  }

  /** @param format in moment's tokens, or undefined where the original has no counterpart */
  proposeFormat(format: string | undefined, original: string, from: string): void {
    if (format !== undefined && format.trim() !== '' && readFormat(format, 'en').ok) {
      this.propose('dates.format', format.trim(), from);
    } else {
      this.#problems.push(`The date format ${original} (${from}) has no counterpart here.`);
    }
  }

  leaveAlone(folders: unknown, from: string): void {
    const list = Array.isArray(folders) ? folders : [folders];
    const paths = list.filter(
      (folder): folder is string => typeof folder === 'string' && folder.trim() !== '',
    );
    if (paths.length > 0) this.#folderSources.push(from);
    for (const path of paths) {
      const glob = folderGlob(path.trim());
      if (!this.#folders.includes(glob)) this.#folders.push(glob);
    }
  }

  result(): ObsidianImport {
    if (this.#folders.length > 0)
      this.propose('dates.exclude', this.#folders, this.#folderSources.join('; '));
    return { settings: [...this.#settings.values()], problems: this.#problems };
  }
}

/** All that is in a folder, or the note itself; its name may hold characters that mean something in a glob. */
function folderGlob(path: string): string {
  const plain = path.replace(/^\/+|\/+$/g, '').replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
  return /\.md$/i.test(plain) ? plain : `${plain}/**`;
}
