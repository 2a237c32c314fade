import type { SignalInput } from '@entente/contracts'
import { z } from 'zod'
import { type ExchangeApi, ExchangeFailure, type ExchangeRecord } from './exchange-api.ts'

/** Age of a checkpoint from which the list is read completely: ThreatExchange reports deletions for 90 days only. */
const staleMs = 85 * 86_400_000
const typeOf: Readonly<Record<string, string>> = {
  HASH_PDQ: 'pdq',
  HASH_VIDEO_MD5: 'md5',
  HASH_MD5: 'md5',
  HASH_SHA1: 'sha1',
  HASH_VIDEO_SHA256: 'sha256',
  HASH_SHA256: 'sha256',
  HASH_TEXT_TLSH: 'tlsh',
  TEXT_STRING: 'text',
  URI: 'url',
  RAW_URI: 'url',
  UNCLICKABLE_URL: 'url',
}
const config = z.strictObject({
  privacy_group: z.coerce.number().int().min(1).meta({ help: 'ThreatPrivacyGroup ID for this collaboration' }),
  base_url: z.url().default('https://graph.facebook.com/v19.0').meta({ help: 'Where the service is' }),
})
const credentials = z.strictObject({ api_token: z.string().min(1).max(1000).meta({ help: 'The app’s access token' }) })
const Descriptor = z.object({
  owner: z.object({ id: z.coerce.string() }).nullish(),
  status: z.string().nullish(),
  tags: z.union([z.array(z.string()), z.object({ data: z.array(z.object({ text: z.string() })) })]).nullish(),
})
const Update = z.object({
  id: z.coerce.string(),
  indicator: z.string(),
  type: z.string(),
  last_updated: z.coerce.number(),
  should_delete: z.boolean().nullish(),
  descriptors: z.object({ data: z.array(Descriptor) }).nullish(),
})
const Page = z.object({
  data: z.array(Update),
  paging: z.object({ next: z.string().optional(), cursors: z.object({ after: z.string() }).optional() }).optional(),
})
const Checkpoint = z.object({ updatedAt: z.number(), after: z.string().nullable() })

/**
 * A privacy group of ThreatExchange, read by its updates. The status that a member gives an indicator is that member's
 * opinion; tags stay with the item.
 */
export const threatExchange: ExchangeApi = {
  name: 'fb_threatexchange',
  config,
  credentials,
  refused: null,
  async *pages({ ask, config: given, credentials: key, checkpoint, now }) {
    const { privacy_group: group, base_url: base } = config.parse(given)
    const { api_token: token } = credentials.parse(key)
    const known = Checkpoint.safeParse(checkpoint).data
    const fresh = known === undefined || now.getTime() - 1000 * known.updatedAt > staleMs
    let updatedAt = fresh ? 0 : known.updatedAt
    let after = fresh ? null : known.after
    const since = updatedAt
    for (let first = true; first || after !== null; first = false) {
      const query = {
        access_token: token,
        fields: 'id,indicator,type,last_updated,should_delete,descriptors{owner,status,tags}',
        limit: '500',
        ...(since > 0 ? { start_time: String(since) } : {}),
        ...(after === null ? {} : { after }),
      }
      const read = Page.safeParse(await ask(`${base}/${group}/threat_updates`, { query }))
      if (!read.success) throw new ExchangeFailure('The source’s page has another shape.')
      const { data, paging } = read.data
      updatedAt = Math.max(updatedAt, ...data.map((update) => update.last_updated))
      after = paging?.next === undefined ? null : (paging.cursors?.after ?? null)
      const page = {
        records: data.map(recordOf),
        // An interrupted read of the complete list starts again.
        checkpoint: fresh && after !== null ? null : { updatedAt, after },
        checkpointAt: new Date(1000 * updatedAt),
      }
      yield first && fresh ? { ...page, whole: true } : page
    }
  },
}

function recordOf({ id, indicator, type, should_delete: gone, descriptors }: z.infer<typeof Update>): ExchangeRecord {
  const given = descriptors?.data ?? []
  const known = typeOf[type]
  // A record without descriptors is a deletion too.
  if (gone === true || given.length === 0 || known === undefined) return { ref: id, item: null, opinions: [] }
  const signals: SignalInput[] = [{ type: known, value: indicator }]
  const tags = [...new Set(given.flatMap(({ tags }) => tagsOf(tags)))]
  const opinions = given.flatMap(({ owner, status }): ExchangeRecord['opinions'] => {
    const outcome = status === 'MALICIOUS' ? 'confirmed' : status === 'NON_MALICIOUS' ? 'mistaken' : null
    return outcome === null || owner == null ? [] : [{ source: owner.id, outcome }]
  })
  return { ref: id, item: { signals, metadata: { tags } }, opinions }
}

const tagsOf = (tags: z.infer<typeof Descriptor>['tags']): string[] =>
  tags == null ? [] : Array.isArray(tags) ? tags : tags.data.map(({ text }) => text)
