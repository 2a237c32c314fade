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
/** The counts to show first: those to review before the import. */
export function firstShow(preview: ImportPreview): Show {
  if (preview.refused.length > 0) return 'refused'
  if (preview.updated > 0) return 'changed'
  return 'new'
}
/** Counts the signals that an import writes: new ones and new versions. */
export const writes = (preview: ImportPreview): number => preview.created + preview.updated
/** Counts the listed changes after which a signal matches more than before. */
export const widening = (preview: ImportPreview): number =>
  preview.changes.filter((change) => change.change === 'change' && change.fields.some((field) => field.widens)).length
