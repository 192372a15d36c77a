import type { EditPlan } from './editPlan.ts';

/** Whether lines of a text end in different ways, as `a\r\nb\nc`. An editor gives all lines the same end on saving. */
export function hasMixedLineEnds(text: string): boolean {
  return text.includes('\r') && (/\r(?!\n)/.test(text) || /(?:^|[^\r])\n/.test(text));
}

/**
 * The plan without notes whose line ends saving would change: they are refused, and the rest stays.
 *
 * @param reason the sentence to say of each
 */
export function refuseMixedLineEnds(plan: EditPlan, reason: string): EditPlan {
  const isMixed = ({ before }: { readonly before: string }): boolean => hasMixedLineEnds(before);
  const mixed = plan.notes.filter(isMixed);
  if (mixed.length === 0) return plan;
  return {
    ...plan,
    notes: plan.notes.filter((note) => !isMixed(note)),
    refused: [...plan.refused, ...mixed.map(({ path }) => ({ path, reason }))],
  };
}
