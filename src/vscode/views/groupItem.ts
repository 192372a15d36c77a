import * as vscode from 'vscode';

/** What a row looks like below which stand the rows of one kind. */
export interface GroupLook {
  readonly label: string;
  /** Name of a product icon. */
  readonly icon: string;
  readonly tooltip?: string;
  /** Collapsed unless told otherwise. */
  readonly state?: vscode.TreeItemCollapsibleState;
}

/** @param contextValue what `when` clauses of menus call the row */
export function groupItem(id: string, contextValue: string, count: number, look: GroupLook): vscode.TreeItem {
  const item = new vscode.TreeItem(look.label, look.state ?? vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.description = String(count);
  item.iconPath = new vscode.ThemeIcon(look.icon);
  if (look.tooltip !== undefined) item.tooltip = look.tooltip;
  item.contextValue = contextValue;
  return item;
}
