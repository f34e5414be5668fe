/** The kinds of matricule, by the OID that names each. */

import type { Choix } from '../../bindings';

export const NATURES: Choix[] = [
  { code: '1.2.250.1.213.1.4.8', label: 'NIR' },
  { code: '1.2.250.1.213.1.4.9', label: 'NIA' },
  { code: '1.2.250.1.213.1.4.10', label: 'Test' },
  { code: '1.2.250.1.213.1.4.11', label: 'Démonstration' },
];
