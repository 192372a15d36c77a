import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commandIds, contextKeys, settingDefaults, viewIds } from '../../src/vscode/contributions.ts';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category: string }[];
    views: Record<string, { id: string }[]>;
    configuration: { properties: Record<string, { default: unknown; scope: string }> };
  };
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
}

const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes } = manifest;

describe('contributions', () => {
  it('declares the same commands in package.json and in the code', () => {
    assert.deepEqual(contributes.commands.map((it) => it.command).sort(), Object.values(commandIds).sort());
  });

  it('declares the same views in package.json and in the code', () => {
    const ids = Object.values(contributes.views).flatMap((views) => views.map((view) => view.id));
    assert.deepEqual(ids.sort(), Object.values(viewIds).sort());
  });

  it('declares the same settings with the same defaults in package.json and in the code', () => {
    const declared = Object.fromEntries(
      Object.entries(contributes.configuration.properties).map(([key, { default: value }]) => [key, value]),
    );
    const typed = Object.fromEntries(
      Object.entries(settingDefaults).map(([key, value]) => [`notewright.${key}`, value]),
    );
    assert.deepEqual(declared, typed);
  });

  it('reads only context keys in `when` clauses that the code sets', () => {
    const known = new Set<string>([
      ...Object.values(contextKeys),
      ...Object.values(commandIds),
      ...Object.values(viewIds),
      ...Object.keys(contributes.configuration.properties),
    ]);
    const clauses = [...manifestText.matchAll(/"(?:when|enablement)": "([^"]*)"/g)].map(
      (match) => match[1] ?? '',
    );
    const used = clauses.flatMap((clause) => clause.match(/notewright\.[A-Za-z.]+/g) ?? []);
    assert.deepEqual(
      used.filter((key) => !known.has(key)),
      [],
    );
  });

  it('has a text for every placeholder and no text that nothing uses', () => {
    const placeholders = [...manifestText.matchAll(/"%([^"%]+)%"/g)].map((match) => match[1] ?? '');
    assert.deepEqual([...new Set(placeholders)].sort(), Object.keys(strings).sort());
  });

  it('lets no workspace redirect the assistant', () => {
    const { properties } = contributes.configuration;
    for (const key of [
      'provider',
      'openai.baseUrl',
      'openai.model',
      'openai.contextLength',
      'vscode.model',
      'embeddings.model',
      'prices',
    ]) {
      assert.equal(properties[`notewright.${key}`]?.scope, 'application', key);
      assert.ok(
        manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(`notewright.${key}`),
      );
    }
    assert.ok(
      manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes('notewright.private'),
    );
  });
});
