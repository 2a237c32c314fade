import type { Skipped } from './drop-unusable.ts'

const most = 20

/** Describes skipped rows as text: the first ones in full, and the number of further ones. */
export function skippedLines(skipped: readonly Skipped[]): string[] {
  if (skipped.length === 0) return []
  return [
    '',
    'skipped',
    ...skipped.slice(0, most).map(({ line, code, message }) => `  line ${line} ${code}: ${message}`),
    ...(skipped.length > most ? [`  and ${skipped.length - most} more: see --json`] : []),
  ]
}
