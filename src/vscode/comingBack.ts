import * as vscode from 'vscode';

/** Fires when the person comes back to this window from another program. */
export const onDidComeBack: vscode.Event<void> = (listener, self, disposables) =>
  vscode.window.onDidChangeWindowState(
    ({ focused }) => {
      if (focused) listener.call(self);
    },
    undefined,
    disposables,
  );
