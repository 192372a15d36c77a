import type { DateSettings } from '../../src/core/edits/dates/dateSettings.ts';

/** The settings of someone who has set nothing. */
export const dateSettings: DateSettings = {
  modifiedKey: 'last_modified_at',
  createdKey: 'date',
  aliases: ['updated', 'updated_at', 'lastmod', 'last_modified', 'last_updated', 'modified', 'date modified'],
  format: 'YYYY-MM-DD HH:mm',
  timeZone: 'local',
  addMissing: 'none',
  onSave: 'always',
  include: [],
  exclude: [],
  minMinutes: 0,
};
