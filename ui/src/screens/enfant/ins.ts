/** The kinds of matricule, by the OID that names each. */

import type { Choix } from '../../bindings';

const NATURES: Choix[] = [
  { code: '1.2.250.1.213.1.4.8', label: 'NIR' },
  { code: '1.2.250.1.213.1.4.9', label: 'NIA' },
];

/** Those of invented children, which are no choice for a real one. */
const INVENTED: Choix[] = [
  { code: '1.2.250.1.213.1.4.10', label: 'Test' },
  { code: '1.2.250.1.213.1.4.11', label: 'Démonstration' },
];

/** The kinds that a child may be given: the invented ones in the demonstration, and the one it has. */
export function natures(demo: boolean, present: string): Choix[] {
  return [...NATURES, ...INVENTED.filter(({ code }) => demo || code === present)];
}
