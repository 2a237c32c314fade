import { longestReport } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { systemAccess } from '../access/system.ts'
import { isSealed } from './age-file.ts'
import { reportsStored, sealForOversight } from './seal-file.ts'

/** Reports of all callers together. Addresses are not counted, because they would have to be kept. */
const mostAMinute = 30
const mostADay = 500
const mostBytes = 256 * 1024 * 1024
/** The largest body: a text of the most characters in a browser's age file, with room for its header. */
export const largestReport = 96 * 1024
const fewestCharacters = 10

/**
 * Returns a function that takes a report of somebody who is not asked who they are. It keeps no address, no browser and no time but the
 * day: no log entry, and the count of a minute is forgotten when the minute is over.
 *
 * Errors: `recipient-missing`; `body-invalid` for a text that is too short or too long, or bytes that are neither text nor an age file;
 * `too-many-requests`; `reports-full`.
 */
export function createReportTaker(
  deps: Pick<CoreDeps, 'store' | 'member'>,
): (body: Uint8Array | string) => Promise<void> {
  let inMinute = 0
  return async (body) => {
    const content = contentOf(body)
    if (inMinute >= mostAMinute) throw fail('too-many-requests', { retryAfterMs: 60_000 })
    if (inMinute === 0)
      setTimeout(() => {
        inMinute = 0
      }, 60_000).unref()
    inMinute += 1
    const intent = { action: 'record.write', type: 'report.take', impersonal: true } as const
    await systemAccess(deps, null).transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      const { today, bytes } = await reportsStored(tx)
      if (today >= mostADay)
        throw fail('reports-full', { detail: 'This node takes no more reports today. Try again tomorrow.' })
      if (bytes >= mostBytes)
        throw fail('reports-full', { detail: 'The room for reports is used up until oversight has read some.' })
      await sealForOversight(tx, { kind: 'report', content })
    })
  }
}

function contentOf(body: Uint8Array | string): { plain: string } | { sealed: Uint8Array } {
  if (typeof body !== 'string' && isSealed(body)) return { sealed: body }
  const text = (typeof body === 'string' ? body : asText(body)).trim()
  if (text.length < fewestCharacters || text.length > longestReport)
    throw fail('body-invalid', {
      at: '/text',
      detail: `A report has ${fewestCharacters} to ${longestReport} characters.`,
    })
  return { plain: text }
}

function asText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fail('body-invalid', { detail: 'A report is text in UTF-8, or an age file for the recipient of this node.' })
  }
}
