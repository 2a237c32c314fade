import { z } from 'zod'
import { type ExchangeApi, ExchangeFailure, type ExchangeRecord } from './exchange-api.ts'

const config = z.strictObject({
  base_url: z.url().default('https://beta.terrorismanalytics.org').meta({ help: 'Where the service is' }),
})
const credentials = z.strictObject({
  username: z.string().min(1).max(500).meta({ help: 'The account at TCAP' }),
  password: z.string().min(1).max(500).meta({ help: 'Its password' }),
})
const Entry = z.object({
  id: z.coerce.string(),
  hash_digest: z.string(),
  algorithm: z.string(),
  ideology: z.string().nullish(),
  file_type: z.string().nullish(),
  deleted: z.boolean().nullish(),
})
const Page = z.object({
  next: z.string().nullish(),
  checkpoint: z.string().nullish(),
  results: z.array(Entry),
})
const types = new Set(['pdq', 'md5', 'sha1', 'sha256'])
const ideologies = new Set(['islamist', 'far-right'])

/** Tech Against Terrorism's hash list, version 2. It reads all entries; other clients read only two kinds of them. */
export const tcap: ExchangeApi = {
  name: 'tat',
  config,
  credentials,
  refused: null,
  async *pages({ ask, config: given, credentials: key, checkpoint }) {
    const { base_url: base } = config.parse(given)
    const known = z.string().safeParse(checkpoint).data ?? null
    const signedIn = await ask(`${base}/token-auth/tcap/`, { body: credentials.parse(key) })
    const token = z.object({ token: z.string() }).safeParse(signedIn).data?.token
    if (token === undefined) throw new ExchangeFailure('The source gave no token.')
    const headers = { authorization: `Bearer ${token}` }
    let from = known
    for (let first = true, more = true; more; first = false) {
      const query = from === null ? {} : { checkpoint: from }
      const read = Page.safeParse(await ask(`${base}/api/hash-list/v2/all`, { headers, query }))
      if (!read.success) throw new ExchangeFailure('The source’s page has another shape.')
      const { next, checkpoint: to = null, results } = read.data
      more = next != null && to !== null && to !== from
      from = to ?? from
      const page = {
        records: results.map(recordOf),
        checkpoint: known === null && more ? null : from,
        checkpointAt: timeOf(from),
      }
      yield first && known === null ? { ...page, whole: true } : page
    }
  },
}

/** Reads the time of a checkpoint, `<epoch>,<id>`. */
function timeOf(checkpoint: string | null): Date | null {
  const seconds = Number(checkpoint?.split(',')[0])
  return checkpoint === null || !Number.isFinite(seconds) ? null : new Date(1000 * seconds)
}

function recordOf({
  id,
  hash_digest: value,
  algorithm,
  ideology,
  file_type,
  deleted,
}: z.infer<typeof Entry>): ExchangeRecord {
  const type = algorithm.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (deleted === true || !types.has(type)) return { ref: id, item: null, opinions: [] }
  const labels =
    ideology != null && ideologies.has(ideology) ? [{ scheme: 'ideology', version: '1', code: ideology }] : null
  return {
    ref: id,
    item: {
      signals: [{ type, value }],
      ...(labels === null ? {} : { labels }),
      metadata: { ideology: ideology ?? null, file_type: file_type ?? null },
    },
    opinions: [],
  }
}
