import { serverHostRunsHere } from './provision.ts';

/** Which VS Code runs the tests, and why that one. */
export interface HostChoice {
  readonly kind: 'electron' | 'server';
  readonly why: string;
}

const downloads = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * Desktop VS Code where it can be downloaded and has a display, the server host otherwise.
 * `NOTEWRIGHT_HOST=electron` or `NOTEWRIGHT_HOST=server` decides by hand.
 */
export async function chooseHost(env: NodeJS.ProcessEnv = process.env): Promise<HostChoice> {
  const wish = env.NOTEWRIGHT_HOST;
  if (wish === 'electron' || wish === 'server') return { kind: wish, why: `NOTEWRIGHT_HOST is ${wish}` };
  if (wish) throw new Error(`NOTEWRIGHT_HOST is "${wish}": it may be electron or server.`);
  if (!serverHostRunsHere) {
    return {
      kind: 'electron',
      why: `the server host is for Linux x64, this is ${process.platform} ${process.arch}`,
    };
  }
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return { kind: 'server', why: 'desktop VS Code needs a display and there is none' };
  }
  try {
    const reply = await fetch(downloads, { signal: AbortSignal.timeout(3000) });
    if (reply.ok) return { kind: 'electron', why: 'it can be downloaded here' };
    return { kind: 'server', why: `desktop VS Code cannot be downloaded here (HTTP ${reply.status})` };
  } catch (error) {
    return { kind: 'server', why: `desktop VS Code cannot be downloaded here (${String(error)})` };
  }
}
