import Eye from '@lucide/svelte/icons/eye';
import Siren from '@lucide/svelte/icons/siren';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { Gravite } from '../../bindings';

/** The icon and the colour of a gravity; its word comes from the core. */
export const gravites: Record<Gravite, { icon: typeof Eye; tone: '' | 'warn' | 'bad' }> = {
  urgente: { icon: Siren, tone: 'bad' },
  importante: { icon: TriangleAlert, tone: 'warn' },
  a_surveiller: { icon: Eye, tone: '' },
};

/** What a reason says beyond the title that it begins with: "Urgence : réponse oui." has "Réponse oui." */
export function beyond(title: string, reason: string): string {
  const head = `${title}\u00a0: `;
  if (!reason.startsWith(head)) return reason;
  const rest = reason.slice(head.length);
  return rest.charAt(0).toLocaleUpperCase('fr') + rest.slice(1);
}
