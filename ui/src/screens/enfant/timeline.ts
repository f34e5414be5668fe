import type { BilanLigne, DocumentLigne, EnfantPage, PreconisationVue } from '../../bindings';

/** One thing that happened, or is due, in the child's column of time. */
export type Moment =
  | { kind: 'bilan'; key: string; date: string; bilan: BilanLigne }
  | { kind: 'document'; key: string; date: string; document: DocumentLigne }
  | { kind: 'preconisation'; key: string; date: string; preconisation: PreconisationVue };

/** Bilans, préconisations and documents in one column, the latest first, cut by year. */
export function timeline(
  page: Pick<EnfantPage, 'bilans' | 'documents' | 'preconisations'>,
): { year: string; moments: Moment[] }[] {
  const moments: Moment[] = [
    ...page.bilans.map((bilan): Moment => ({
      kind: 'bilan',
      key: `b${bilan.id}`,
      date: bilan.date,
      bilan,
    })),
    ...page.documents.map((document): Moment => ({
      kind: 'document',
      key: `d${document.id}`,
      date: document.date.slice(0, 10),
      document,
    })),
    ...page.preconisations.map((preconisation): Moment => ({
      kind: 'preconisation',
      key: `p${preconisation.id}`,
      date: preconisation.echeance,
      preconisation,
    })),
  ];
  moments.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  const years: { year: string; moments: Moment[] }[] = [];
  for (const moment of moments) {
    const year = moment.date.slice(0, 4);
    const last = years.at(-1);
    if (last?.year === year) last.moments.push(moment);
    else years.push({ year, moments: [moment] });
  }
  return years;
}
