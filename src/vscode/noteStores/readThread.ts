/*
 * A thread that reads notes for the extension host: the host stays free, and a slow disk or a long note keeps nobody
 * waiting. The entry of a file of its own in dist/.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { packNotes } from '../../core/vault/noteParcel.ts';
import { noteRules } from '../../core/vault/noteRules.ts';
import type { ReadFile } from '../../core/vault/noteStore.ts';
import { TextHasher } from '../../core/vault/textHash.ts';
import { readNoteNow } from './readFile.ts';
import type { ReadThreadData, ThreadReply } from './threadReader.ts';

const { root, settings, leaves } = workerData as ReadThreadData;
const rules = noteRules(settings);
const hasher = new TextHasher();

parentPort?.on('message', (paths: readonly string[]) => {
  const texts: ReadFile[] = [];
  const own: ReadFile[] = [];
  for (const path of paths) {
    const text = readNoteNow(`${root}/${path}`, path);
    if (typeof text === 'string' && text.length < leaves) texts.push([path, text, hasher.hash(text)]);
    else own.push([path, text]);
  }
  const reply: ThreadReply = { parcel: packNotes(own, rules), texts };
  parentPort?.postMessage(reply, [reply.parcel.records.buffer]);
});
