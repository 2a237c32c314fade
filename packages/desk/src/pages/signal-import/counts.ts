import type { ImportPreview } from '@entente/contracts'

export const shows = ['new', 'changed', 'unchanged', 'foreign', 'refused'] as const
export type Show = (typeof shows)[number]

/** The five counts of a preview. */
export const countOf = (preview: ImportPreview): Record<Show, number> => ({
  new: preview.created,
  changed: preview.updated,
  unchanged: preview.unchanged,
  foreign: preview.foreign,
  refused: preview.refused.length,
})
/** Which to show first: what needs a look before the import. */
export function firstShow(preview: ImportPreview): Show {
  if (preview.refused.length > 0) return 'refused'
  if (preview.updated > 0) return 'changed'
  return 'new'
}
/** How many signals an import writes: new ones, new versions. */
export const writes = (preview: ImportPreview): number => preview.created + preview.updated
/** How many of the listed changes make a signal match more than before. */
export const widening = (preview: ImportPreview): number =>
  preview.changes.filter((change) => change.change === 'change' && change.fields.some((field) => field.widens)).length
