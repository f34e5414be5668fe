import type { Choix, Etat, Permission } from '../bindings';
import { asEchec, type Echec } from './echec';
import { call, whenLocked } from './ipc';
import { flushAll } from './saves';

/** Who is here, and what the store allows. */
export const session = $state<{ etat: Etat | null; echec: Echec | null }>({
  etat: null,
  echec: null,
});

/** Asks the core where things stand. */
export async function refresh(): Promise<void> {
  try {
    session.etat = await call('etat', {});
    session.echec = null;
  } catch (thrown) {
    session.echec = asEchec(thrown);
  }
}

/** Takes the new state that a command of the vault gave. */
export function enter(etat: Etat): void {
  session.etat = etat;
  session.echec = null;
}

/** Hides the screen. What is being typed is sent first; what cannot be stays in memory as a draft. */
export async function lock(): Promise<void> {
  await flushAll();
  try {
    enter(await call('coffre_verrouiller', {}));
  } catch {
    await refresh();
  }
}

/** Whether the account may do this. */
export function may(permission: Permission): boolean {
  return session.etat?.permissions.includes(permission) ?? false;
}

/** The civil date of the core's clock. */
export function today(): string {
  return session.etat?.aujourd_hui ?? '';
}

let lists: Promise<Record<string, Choix[]>> | null = null;

/** The closed lists of the domain, asked once. */
export function nomenclatures(): Promise<Record<string, Choix[]>> {
  lists ??= call('nomenclatures', {}).catch((thrown: unknown) => {
    lists = null;
    throw thrown;
  });
  return lists;
}

/** The French word of a code; the code itself where the list does not have it. */
export function label(choices: Choix[] | undefined, code: string): string {
  return choices?.find((choice) => choice.code === code)?.label ?? code;
}

whenLocked(() => {
  if (session.etat?.phase === 'ouvert') void refresh();
});
