import type { ImportReport } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { nodeClient } from '../command/node-client.ts'
import { printReport } from '../signals/import-signals.ts'
import { type TaxiiOptions, taxiiClient } from './taxii-client.ts'

const objectsAtOnce = 500
const waits = 60

interface Status {
  id: string
  status: string
  success_count: number
  failures?: { id: string; message?: string }[]
}

/**
 * Sends the signals that a member may receive to a collection, in envelopes of the size that the server accepts. The exit status is 1 if an object
 * was refused.
 */
export async function push(url: string, options: TaxiiOptions & { member: string }): Promise<0 | 1> {
  const ask = taxiiClient(url, options.user)
  const root = JSON.parse((await ask('')).text) as { max_content_length?: number }
  const most = Math.min(root.max_content_length ?? 1_000_000, 8_000_000)
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
  let batch: string[] = []
  let bytes = 0
  const send = async () => {
    if (batch.length === 0) return
    const path = `collections/${encodeURIComponent(options.collection)}/objects/`
    let status = JSON.parse((await ask(path, `{"objects":[${batch.join(',')}]}`)).text) as Status
    for (let wait = 0; status.status === 'pending'; wait += 1) {
      if (wait === waits) throw new CommandFailure('taxii-failed', 'The server does not finish processing the objects.')
      await new Promise((resolve) => setTimeout(resolve, 1000))
      status = JSON.parse((await ask(`status/${encodeURIComponent(status.id)}/`)).text) as Status
    }
    report.read += batch.length
    report.created += status.success_count
    for (const { id, message = '' } of status.failures ?? [])
      report.refused.push({ at: id, id, code: 'taxii-refused', message })
    batch = []
    bytes = 0
  }
  const query = new URLSearchParams({ format: 'stix', to: options.member })
  for await (const line of nodeClient(options).lines(`/v1/signals/export?${query}`)) {
    if (line.startsWith('{"end":')) continue
    const length = Buffer.byteLength(line) + 1
    if (batch.length === objectsAtOnce || bytes + length > most - 100) await send()
    batch.push(line)
    bytes += length
  }
  await send()
  printReport(options, report)
  return report.refused.length > 0 ? 1 : 0
}
