import { Signal } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { type ImportContext, refuse, take } from './report.ts'

/** Imports whole signed signals, one per line. `from` is the number of the first line, from 1. */
export async function importEntente(
  tx: Tx,
  context: ImportContext,
  lines: readonly string[],
  from: number,
): Promise<void> {
  for (const [place, text] of lines.entries()) {
    const at = `line ${from + place}`
    context.report.read += 1
    let value: unknown = null
    try {
      value = JSON.parse(text)
    } catch {
      // The schema check below reports it.
    }
    const parsed = Signal.safeParse(value)
    if (parsed.success) {
      await take(tx, context, at, parsed.data)
      continue
    }
    const unknown = parsed.error.issues.find(({ code }) => code === 'unrecognized_keys')
    const issue = unknown ?? parsed.error.issues[0]
    const where = (issue?.path ?? []).map((step) => `/${String(step)}`).join('')
    const id = (value as { id?: unknown } | null)?.id
    refuse(
      context,
      `${at}${where}`,
      id,
      unknown === undefined ? 'signal-invalid' : 'unknown-field',
      issue?.message ?? '',
    )
  }
}
