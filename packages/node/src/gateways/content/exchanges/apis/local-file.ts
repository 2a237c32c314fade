import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readSignal } from '../../signals/read-signal.ts'
import type { BankItem } from '../lists/bank-item.ts'
import { readHashList } from '../lists/read-hash-list.ts'
import type { ExchangeApi, ExchangePage, ExchangeRecord } from './exchange-api.ts'

const recordsAPage = 2000
const config = z.strictObject({
  filename: z
    .string()
    .regex(/^[A-Za-z0-9_][\w.-]{0,199}$/, 'is the name of a file in the folder `exchange` of the node’s data')
    .meta({ help: 'A file in the folder exchange of the node’s data: CSV, JSON lines, or a PDQ hash a line' }),
})

/**
 * A list in a folder of the node: read completely whenever its content changed; items that it no longer names are
 * withdrawn.
 */
export const localFile: ExchangeApi = {
  name: 'local_file',
  config,
  credentials: null,
  refused: null,
  async *pages({ readFile, config: given, checkpoint, now }) {
    const bytes = await readFile(config.parse(given).filename)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (z.object({ sha256: z.literal(sha256) }).safeParse(checkpoint).success) return
    const records = readHashList(bytes).items.map(recordOf)
    for (let from = 0; from === 0 || from < records.length; from += recordsAPage) {
      const last = from + recordsAPage >= records.length
      const page: ExchangePage = {
        records: records.slice(from, from + recordsAPage),
        // An interrupted read starts again.
        checkpoint: last ? { sha256 } : null,
        checkpointAt: now,
      }
      yield from === 0 ? { ...page, whole: true } : page
    }
  },
}

function recordOf({ id, item, owner, feedback }: BankItem): ExchangeRecord {
  const key = item.signals.map((input) => {
    const read = readSignal(input)
    return 'signal' in read ? `${read.signal.type}:${read.signal.value}` : `${input.type}:${input.value}`
  })
  const ref = createHash('sha256')
    .update(`${id ?? ''}\n${key.sort().join('\n')}`)
    .digest('hex')
  const counts = feedback ?? { confirmed: 0, mistaken: 0, notUseful: 0 }
  // The file has counts of opinions without names of members, so the counts become one opinion of the list.
  const outcome =
    counts.mistaken > counts.confirmed
      ? 'mistaken'
      : counts.confirmed > 0
        ? 'confirmed'
        : counts.notUseful > 0
          ? 'not-useful'
          : null
  const opinions = outcome === null ? [] : [{ source: owner ?? 'list', outcome } as const]
  return { ref, item, opinions }
}
