import type { ImportReport, TaxiiPosition } from '@entente/contracts'
import { type NodeClient, nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { printReport } from '../signals/import-signals.ts'
import { taxiiClient } from './taxii-client.ts'
import type { TaxiiOptions } from './taxii-command.ts'

/**
 * Takes a collection into the node, page by page as it was written, from where the last pull ended or from `since`; the node keeps how far it came after each
 * page that it took. A page says by `next` what follows; one that says `more` without it is gone on from by the
 * time of adding of its last object, and not for ever. Exit status 1 where something was refused.
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
      add(report, await client.upload<ImportReport>(`/v1/signals/import?${query}`, once(text)))
    const last = headers.get('x-taxii-date-added-last') ?? undefined
    // The next page may go on with objects of the same time: a pull that breaks off there must meet them again.
    const follows = envelope.more === true && typeof envelope.next === 'string'
    if (last !== undefined) await position.keep(follows ? justBefore(last) : last)
    if (envelope.more !== true) break
    if (typeof envelope.next === 'string') {
      if (envelope.next === next) throw new CommandFailure('taxii-failed', 'The server gives the same page again.')
      next = envelope.next
      continue
    }
    if (last === undefined || last === since)
      throw new CommandFailure('taxii-failed', 'The server says more and not where.')
    since = last
    next = undefined
  }
  printReport(options, report)
  return report.refused.length > 0 ? 1 : 0
}

/** A time at most two milliseconds earlier; what is no time stays as it is. */
function justBefore(time: string): string {
  const at = Date.parse(time)
  return Number.isNaN(at) ? time : new Date(at - 1).toISOString()
}

/** How far this collection was taken as this user, as the node keeps it. What it cannot read of another server's time is not kept. */
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
    throw new CommandFailure('taxii-failed', 'The server answered no JSON.')
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
