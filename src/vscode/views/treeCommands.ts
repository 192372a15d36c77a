import * as vscode from 'vscode';
import type { TreeOrder } from '../../core/vault/treeOrder.ts';
import type { TreeShape } from './treeShape.ts';

/** How long typing must rest before a tree is filtered; ms. */
const TYPING_RESTS_MS = 80;

/** Asks for the order of a tree's rows; the one that it has is marked. */
export async function pickOrder(
  title: string,
  names: ReadonlyMap<TreeOrder, string>,
  now: TreeOrder,
): Promise<TreeOrder | undefined> {
  const items = [...names].map(([order, label]) => ({
    label,
    order,
    iconPath: new vscode.ThemeIcon(order === now ? 'check' : 'blank'),
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.order;
}

/**
 * Filters a tree while it is typed. Enter keeps the filter, Escape brings the one before back.
 *
 * @param show draws the tree again
 */
export async function typeFilter(title: string, shape: TreeShape, show: () => void): Promise<void> {
  const box = vscode.window.createInputBox();
  const before = shape.typed;
  let timer: NodeJS.Timeout | undefined;
  const filterBy = (typed: string): void => {
    clearTimeout(timer);
    if (typed.trim() === shape.typed) return;
    shape.typed = typed;
    show();
  };
  box.title = title;
  box.placeholder = vscode.l10n.t('Words of a tag, a title or an alias');
  box.prompt = vscode.l10n.t('Enter keeps the filter, Escape drops it');
  box.value = before;
  box.onDidChangeValue((typed) => {
    clearTimeout(timer);
    timer = setTimeout(() => filterBy(typed), TYPING_RESTS_MS);
  });
  try {
    const kept = await new Promise<string>((resolve) => {
      box.onDidAccept(() => resolve(box.value));
      box.onDidHide(() => resolve(before));
      box.show();
    });
    filterBy(kept);
  } finally {
    box.dispose();
  }
}
