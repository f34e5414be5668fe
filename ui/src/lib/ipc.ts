import { invoke } from '@tauri-apps/api/core';
import type { Commands } from '../bindings';
import { asEchec, Echec, type EchecBrut } from './echec';

type Listener = () => void;
let onLocked: Listener = () => {};

/** Calls `listener` when a command finds the store locked. */
export function whenLocked(listener: Listener): void {
  onLocked = listener;
}

async function send(name: string, args: unknown): Promise<unknown> {
  if ('__TAURI_INTERNALS__' in window) return invoke('call', { name, args });
  const response = await fetch(`/ipc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-escale': '1' },
    body: JSON.stringify(args),
  });
  if (response.ok) return response.json();
  throw new Echec((await response.json()) as EchecBrut);
}

/** Calls a command of the core; the only function that does. Throws an `Echec`, and nothing else. */
export async function call<K extends keyof Commands>(
  name: K,
  args: Commands[K]['args'],
): Promise<Commands[K]['result']> {
  try {
    return (await send(name, args)) as Commands[K]['result'];
  } catch (thrown) {
    const echec = asEchec(thrown);
    if (echec.code === 'verrouille') onLocked();
    throw echec;
  }
}

/**
 * Calls `asked` when the user closes the window, which stays until `answerClosing`; the shell waits
 * five seconds for a page that no longer answers.
 */
export function whenClosing(asked: () => void): void {
  window.addEventListener('escale:fermeture', asked);
}

/** Lets the window close, or keeps it. A page in a browser has no window of its own to close. */
export async function answerClosing(close: boolean): Promise<void> {
  if ('__TAURI_INTERNALS__' in window) await invoke('fermeture', { fermer: close });
}
