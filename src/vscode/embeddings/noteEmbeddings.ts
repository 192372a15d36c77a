import type * as vscode from 'vscode';
import { costOf } from '../../core/assistant/cost.ts';
import type { EmbeddingEndpoint } from '../../core/providers/openAiEmbeddings.ts';
import { MeaningFiller, type MeaningReport } from '../../core/assistant/fillMeaning.ts';
import { priceAt } from '../assistant/prices.ts';
import type { TokenUse } from '../assistant/tokenUse.ts';
import type { FolderVault } from '../folderVault.ts';
import { EmbeddingFile } from './embeddingFile.ts';

/** Where embeddings come from. */
export interface EmbeddingModel {
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string | undefined;
}

/** How a vault's notes are sent. */
export interface FillOptions {
  readonly signal: AbortSignal;
  /** Asked before each request: whether the person's yes, and trust, still hold. */
  readonly isAllowed: () => boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What embeddings are kept and counted with. */
export interface NoteEmbeddingServices {
  readonly storage: string;
  readonly log: vscode.LogOutputChannel;
  readonly tokenUse: TokenUse;
}

/** The embeddings of each vault's notes: made when they are wanted, kept in step, one request at a time. */
export class NoteEmbeddings {
  readonly #storage: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #tokenUse: TokenUse;
  readonly #vaults = new WeakMap<FolderVault, VaultMeaning>();
  readonly #files = new Map<string, EmbeddingFile>();

  /** @param storage folder for what is kept between sessions */
  constructor({ storage, log, tokenUse }: NoteEmbeddingServices) {
    this.#storage = storage;
    this.#log = log;
    this.#tokenUse = tokenUse;
  }

  /** Sends what is new, after what is under way. */
  async fill(
    owner: FolderVault,
    model: EmbeddingModel,
    { signal, isAllowed, onProgress }: FillOptions,
  ): Promise<MeaningReport> {
    const { embedTexts, network } = await import('../assistant/endpointClient.ts');
    const key = `${model.baseUrl} ${model.model}`;
    const file = this.#files.get(key) ?? new EmbeddingFile(this.#storage, key, today);
    this.#files.set(key, file);
    await file.load();
    await owner.ready();
    const meaning = this.#meaningOf(owner, key);
    const endpoint: EmbeddingEndpoint = { ...model, network };
    const work = async (): Promise<MeaningReport> =>
      await meaning.filler.fill({
        notes: () => owner.vault.notes(),
        note: (path) => owner.vault.note(path),
        read: (path) => readNow(owner, path),
        store: file,
        embed: async (texts) => {
          const answer = await embedTexts(endpoint, texts, AbortSignal.any([signal, owner.ended]));
          if (answer.kind === 'embedded') this.#count(model, answer.tokens);
          return answer;
        },
        isCancelled: () => signal.aborted || owner.ended.aborted || !isAllowed(),
        ...(onProgress === undefined ? {} : { onProgress }),
      });
    const filled = meaning.last.then(work, work);
    meaning.last = filled;
    const report = await filled;
    if (report.isWhole) await file.tidy();
    this.#tell(owner, model, report);
    return report;
  }

  /** Compares notes by their words alone again. */
  stop(owner: FolderVault): void {
    this.#vaults.get(owner)?.filler.clear();
  }

  #meaningOf(owner: FolderVault, key: string): VaultMeaning {
    let meaning = this.#vaults.get(owner);
    if (meaning === undefined) {
      meaning = { filler: new MeaningFiller(owner.meaning), key, last: Promise.resolve() };
      this.#vaults.set(owner, meaning);
    }
    if (meaning.key !== key) meaning.filler.clear();
    meaning.key = key;
    return meaning;
  }

  /** @param tokens 0 where the server did not say */
  #count({ model, baseUrl }: EmbeddingModel, tokens: number): void {
    const usage = tokens === 0 ? undefined : { input: tokens, output: 0, cachedInput: 0 };
    const cost = usage === undefined ? undefined : costOf(usage, priceAt(baseUrl, model));
    this.#tokenUse.count(`${model} at ${new URL(baseUrl).host}`, usage, cost);
  }

  #tell(owner: FolderVault, { model, baseUrl }: EmbeddingModel, report: MeaningReport): void {
    const { sent, tokens, failure, unkept } = report;
    if (sent > 0) {
      this.#log.info(
        `${owner.folder.name}: ${sent} notes embedded by ${model} at ${baseUrl}, ${tokens} tokens`,
      );
    }
    if (failure !== undefined) this.#log.warn(`${owner.folder.name}: no embeddings: ${failure.detail}`);
    if (unkept !== undefined) this.#log.warn(`Embeddings were not kept: ${unkept}`);
  }
}

/** Days since 1970. */
function today(): number {
  return Math.floor(Date.now() / 86_400_000);
}

/** A note's text; the vault has taken it in, so that it knows whether just this text is private. */
async function readNow(owner: FolderVault, path: string): Promise<string | undefined> {
  const text = await owner.read(path);
  if (text !== undefined && !owner.ended.aborted) owner.update(path, text);
  return text;
}

interface VaultMeaning {
  readonly filler: MeaningFiller;
  /** The model whose vectors it holds. */
  key: string;
  last: Promise<unknown>;
}
