import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a scripted language model does with one request. */
export type ScriptedReply =
  | { readonly text: string; readonly delayMs?: number; readonly chunks?: number }
  | { readonly error: string; readonly delayMs?: number };

/** A request that a scripted language model got. */
export interface ScriptedRequest {
  readonly model: string;
  /** All messages, as the model saw them. */
  readonly text: string;
  readonly cancelled: boolean;
}

/** Steers the language models of `test/support/fixture-extension` through files. */
export class TestModels {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Sets the replies, used one after another; the last one stays. Forgets earlier requests. */
  async script(...replies: readonly ScriptedReply[]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(join(this.folder, 'script.json'), JSON.stringify(replies));
    await rm(join(this.folder, 'requests.jsonl'), { force: true });
  }

  /** The requests that have ended since the last {@link script}. */
  async requests(): Promise<ScriptedRequest[]> {
    const file = join(this.folder, 'requests.jsonl');
    if (!existsSync(file)) return [];
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    return lines.map((line) => JSON.parse(line) as ScriptedRequest);
  }
}
