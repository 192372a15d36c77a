import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type * as vscode from 'vscode';

/** What a disk must have left beside what is written: others write to it too. Bytes. */
const MARGIN = 64 * 1024;

/**
 * Whether the disk that a note lies on takes so many bytes more. VS Code empties a file before it writes it anew, so
 * that a full disk would leave half a note. `true` where nobody can tell, as on a file system that is no disk.
 */
export async function hasRoom(uri: vscode.Uri, bytes: number): Promise<boolean> {
  if (uri.scheme !== 'file') return true;
  try {
    const { bavail, bsize } = await statfs(dirname(uri.fsPath));
    return bavail * bsize >= bytes + MARGIN;
  } catch {
    return true;
  }
}
