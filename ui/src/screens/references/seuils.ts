/** What the thresholds are about, by the first word of their code, in the order of the bilan. */
const GROUPS: Record<string, string> = {
  croissance: 'Croissance',
  puberte: 'Puberté',
  vision: 'Vision',
  audition: 'Audition',
  dents: 'Dents',
  developpement: 'Développement',
  outil: 'Outils de repérage',
};

/** The title of the group that a threshold belongs to. */
export function groupOf(code: string): string {
  return GROUPS[code.split('.')[0] ?? ''] ?? 'Autres';
}

/** "−2 écarts-types", "12,5 mois": a value with a true minus and its unit, which knows its plural. */
export function withUnit(value: number, unite: string): string {
  const number = String(value).replace('.', ',').replace('-', '\u2212');
  // The core gives units in the plural; French takes it from two on.
  const unit =
    Math.abs(value) < 2 ? unite.replace(/(\p{L}{2,})s\b/gu, '$1').replace(/^moi$/, 'mois') : unite;
  return unite.startsWith('/') ? `${number}${unit}` : `${number}\u00a0${unit}`;
}
