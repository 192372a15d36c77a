import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of this user where provisioned test hosts are kept between runs and between clones:
 * `$XDG_CACHE_HOME` or `~/.cache` on Linux, and the places that macOS and Windows have for it.
 */
export function cacheFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'notewright-test-host');
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'notewright-test-host');
  }
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'notewright-test-host');
}
