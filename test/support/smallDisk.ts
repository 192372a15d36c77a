import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Does work on a real disk of so many KB, in memory; a test is skipped where none can be made, which needs Linux and
 * its administrator's rights.
 */
export async function onSmallDisk(
  test: Mocha.Context,
  kilobytes: number,
  work: (disk: string) => Promise<void>,
): Promise<void> {
  const disk = await mkdtemp(join(tmpdir(), 'notewright-disk-'));
  const mount = ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk];
  const isMounted = await run('mount', mount).then(
    () => true,
    () => false,
  );
  try {
    if (!isMounted) {
      console.log('      skipped: no small disk can be made here');
      return test.skip();
    }
    await work(disk);
  } finally {
    if (isMounted) await run('umount', ['-l', disk]);
    await rm(disk, { recursive: true, force: true });
  }
}

/** Leaves no room but so many bytes, in whole blocks. */
export async function fillUp(disk: string, left = 0): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  const bytes = Math.max(0, bavail * bsize - left);
  await writeFile(join(disk, 'filler'), Buffer.alloc(bytes), { flag: 'a' });
}
