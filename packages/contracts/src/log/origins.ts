import { hexOf } from './bytes.ts'

/** An origin is `<node>/audit`, and `<node>/audit/<n>` after the n-th restore that lost entries. */
const originForm = /^(.+\/audit)(?:\/([1-9]\d{0,5}))?$/
export const logNameOf = (origin: string): string => originForm.exec(origin)?.[1] ?? origin
export const generationOf = (origin: string): number => Number(originForm.exec(origin)?.[2] ?? 0)

/** The reference of the first entry after a restore: the size and the root (hex) of the last known checkpoint. */
export const continuationRef = (size: number, root: Uint8Array | null): string =>
  `log:${size}${root === null ? '' : `.${hexOf(root)}`}`
export const continuationType = 'log.continue'

/** The last known checkpoint of the log before a restore, and how many of its entries the restore lost. */
export interface Continuation {
  size: number
  /** In hex; empty if it is not known. */
  root: string
  lost: number
}

/** Returns what the first entry of a log says about the log before it; null for any other entry. */
export function continuedLog(text: string): Continuation | null {
  const { type, ref, count } = JSON.parse(text) as { type: string; ref: string | null; count: number }
  const [, size, root] = /^log:(\d+)(?:\.([0-9a-f]{64}))?$/.exec(ref ?? '') ?? []
  if (type !== continuationType || size === undefined) return null
  return { size: Number(size), root: root ?? '', lost: count }
}
