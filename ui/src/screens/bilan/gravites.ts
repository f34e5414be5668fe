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
