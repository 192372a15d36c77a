/*
 * A thread that reads notes for the extension host: the host stays free, and a slow disk or a long note keeps nobody
 * waiting. The entry of a file of its own in dist/.
 */
import { parentPort } from 'node:worker_threads';
import { packNotes } from '../../core/vault/noteParcel.ts';
import { noteRules } from '../../core/vault/noteRules.ts';
import type { ReadFile } from '../../core/vault/noteStore.ts';
import { readNoteNow } from './readFile.ts';
import type { ThreadRequest } from './threadPort.ts';

let root = '';
let rules = noteRules({});

parentPort?.on('message', (request: ThreadRequest) => {
  if ('folder' in request) {
    root = request.folder.root;
    rules = noteRules(request.folder.settings);
    return;
  }
  const files = request.paths.map((path): ReadFile => [path, readNoteNow(`${root}/${path}`, path)]);
  const parcel = packNotes(files, rules);
  parentPort?.postMessage(parcel, [parcel.records.buffer]);
});
