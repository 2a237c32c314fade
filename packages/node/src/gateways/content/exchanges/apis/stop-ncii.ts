import { z } from 'zod'
import { type ExchangeApi, ExchangeFailure, type ExchangeRecord } from './exchange-api.ts'

const pageSize = 800
const config = z.strictObject({
  base_url: z.url().default('https://api.stopncii.org/v1').meta({ help: 'Where the service is' }),
})
const credentials = z.strictObject({
  fetch_function_key: z.string().min(1).max(500).meta({ help: 'The key of the function FetchHashes' }),
  subscription_key: z.string().min(1).max(500).meta({ help: 'The key of the subscription' }),
  /** HMA has the address among the fields of the key. Empty: the address of the configuration. */
  base_url_override: z
    .union([z.url(), z.literal('')])
    .nullable()
    .default(null)
    .meta({ help: 'Another address of the service, such as one for tests' }),
})
const Hash = z.object({
  lastModtimestamp: z.coerce.number(),
  hashValue: z.string(),
  hashStatus: z.string(),
  signalType: z.string(),
  caseNumbers: z.unknown().optional(),
  hashFeedbacks: z.array(z.object({ source: z.coerce.string(), feedbackValue: z.string() })).nullish(),
})
const Page = z.object({
  count: z.number().nullish(),
  maxTimestamp: z.coerce.number().nullish(),
  hasMoreRecords: z.boolean().nullish(),
  nextPageToken: z.string().nullish(),
  nextSetTimestamp: z.coerce.number().nullish(),
  hashRecords: z.array(Hash),
})
const typeOf: Readonly<Record<string, string>> = {
  ImagePDQ: 'pdq',
  VideoMD5: 'md5',
  VideoTMK: 'tmk',
  Text: 'text',
  URL: 'url',
}
const gone = new Set(['Withdrawn', 'Deleted'])
/** Opinions of members: the member blocked the content, or reviewed it and did not block it. */
const opinionOf: Readonly<Record<string, 'confirmed' | 'mistaken'>> = { Blocked: 'confirmed', NotBlocked: 'mistaken' }
const Checkpoint = z.object({ since: z.number() })

/** StopNCII's hashes and the opinions of its members. */
export const stopNcii: ExchangeApi = {
  name: 'stop_ncii',
  config,
  credentials,
  formerNames: { function_key: 'fetch_function_key' },
  refused: null,
  async *pages({ ask, config: given, credentials: key, checkpoint }) {
    const keys = credentials.parse(key)
    const base = keys.base_url_override || config.parse(given).base_url
    const headers = { 'x-functions-key': keys.fetch_function_key, 'ocp-apim-subscription-key': keys.subscription_key }
    const since = Checkpoint.safeParse(checkpoint).data?.since ?? null
    let newest = since ?? 0
    let token: string | null = null
    for (let first = true; first || token !== null; first = false) {
      const query = {
        ...{ startTimestamp: String(since ?? 0), pageSize: String(pageSize) },
        ...(token === null ? {} : { nextPageToken: token }),
      }
      const read = Page.safeParse(await ask(`${base}/FetchHashes`, { headers, query }))
      if (!read.success) throw new ExchangeFailure('The source’s page has another shape.')
      const { hashRecords, hasMoreRecords, nextPageToken } = read.data
      newest = Math.max(newest, ...hashRecords.map(({ lastModtimestamp }) => lastModtimestamp))
      token = hasMoreRecords === true ? (nextPageToken ?? null) : null
      const page = {
        records: hashRecords.map(recordOf),
        // Page tokens end with the fetch: an interrupted fetch starts again.
        checkpoint: token === null ? { since: newest } : since === null ? null : { since },
        checkpointAt: newest === 0 ? null : new Date(1000 * newest),
      }
      yield first && since === null ? { ...page, whole: true } : page
    }
  },
}

function recordOf({ hashValue: value, hashStatus, signalType, hashFeedbacks }: z.infer<typeof Hash>): ExchangeRecord {
  const ref = `${signalType}:${value}`
  const type = typeOf[signalType]
  if (gone.has(hashStatus) || type === undefined) return { ref, item: null, opinions: [] }
  const opinions = (hashFeedbacks ?? []).flatMap(({ source, feedbackValue }) => {
    const outcome = opinionOf[feedbackValue]
    return outcome === undefined ? [] : [{ source, outcome }]
  })
  return { ref, item: { signals: [{ type, value }], metadata: { status: hashStatus } }, opinions }
}
