import type { ImportReport, TaxiiPosition } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { type NodeClient, nodeClient } from '../command/node-client.ts'
import { printReport } from '../signals/import-signals.ts'
import { type TaxiiOptions, taxiiClient } from './taxii-client.ts'

/**
 * Pulls a collection into the node, page by page, from the end of the last pull or from `since`. The node stores the position after each page. The
 * position of the next page comes from `next`, or else from the addition time of the last object. A repeated page ends the pull. The exit status is
 * 1 if an object was refused.
 */
export async function pull(url: string, options: TaxiiOptions): Promise<0 | 1> {
  const ask = taxiiClient(url, options.user)
  const client = nodeClient(options)
  const source = `${url}#${options.collection}`.slice(0, 300)
  const query = new URLSearchParams({ format: 'stix', source })
  const report: ImportReport = {
    ...{
      format: 'stix',
      read: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      withdrawn: 0,
      foreign: 0,
      findings: [],
      refused: [],
    },
  }
  const position = nodePosition(client, { source, user: options.user })
  let since = options.since ?? (await position.read())
  let next: string | undefined
  for (;;) {
    const page = new URLSearchParams({
      ...(since === undefined ? {} : { added_after: since }),
      ...(next === undefined ? {} : { next }),
    })
    const { text, headers } = await ask(`collections/${encodeURIComponent(options.collection)}/objects/?${page}`)
    const envelope = parse(text)
    if ((envelope.objects ?? []).length > 0)
      add(report, await client.sendStream<ImportReport>(`/v1/signals/import?${query}`, once(text)))
    const last = headers.get('x-taxii-date-added-last') ?? undefined
    // The next page may have further objects with the same time, so an interrupted pull must read the objects of this time again.
    const follows = envelope.more === true && typeof envelope.next === 'string'
    if (last !== undefined) await position.keep(follows ? justBefore(last) : last)
    if (envelope.more !== true) break
    if (typeof envelope.next === 'string') {
      if (envelope.next === next) throw new CommandFailure('taxii-failed', 'The server returned the same page again.')
      next = envelope.next
      continue
    }
    if (last === undefined || last === since)
      throw new CommandFailure('taxii-failed', 'The server announces more objects without a position.')
    since = last
    next = undefined
  }
  printReport(options, report)
  return report.refused.length > 0 ? 1 : 0
}

/** Returns a time that is up to two milliseconds earlier. Any other text is returned unchanged. */
function justBefore(time: string): string {
  const at = Date.parse(time)
  return Number.isNaN(at) ? time : new Date(at - 1).toISOString()
}

/** Reads and stores the position of this user in a collection. A time in an unknown format is not stored. */
function nodePosition(client: NodeClient, of: { source: string; user: string }) {
  const isTime = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?Z$/.test(text)
  return {
    async read(): Promise<string | undefined> {
      const path = `/v1/taxii/position?${new URLSearchParams(of)}`
      return (await client.call<TaxiiPosition>('GET', path)).addedAfter ?? undefined
    },
    async keep(addedAfter: string): Promise<void> {
      if (isTime(addedAfter)) await client.call('PUT', '/v1/taxii/position', { ...of, addedAfter })
    },
  }
}

function parse(text: string): { more?: unknown; next?: unknown; objects?: unknown[] } {
  try {
    return JSON.parse(text) as { more?: unknown }
  } catch {
    throw new CommandFailure('taxii-failed', 'The server answered without JSON.')
  }
}
async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
function add(to: ImportReport, from: ImportReport): void {
  for (const count of ['read', 'created', 'updated', 'unchanged', 'withdrawn', 'foreign'] as const)
    to[count] += from[count]
  to.findings.push(...from.findings)
  to.refused.push(...from.refused)
}
