import { z } from 'zod'
import { badRequest, parsed } from './refuse.ts'

/** Data stored together with the hashes of an item. */
export interface Kept {
  metadata: Record<string, unknown> | null
  note: string | null
}
const longestNote = 255
const Fields = z.object({
  metadata: z.unknown().optional(),
  content_id: z.unknown().optional(),
  content_uri: z.unknown().optional(),
  /** HMA reads an empty value of any type as no note. */
  note: z.union([z.string(), z.literal([false, 0]).transform(() => null)]).nullish(),
})

/**
 * Reads `metadata`, `content_id`, `content_uri` and `note` of a query, a form or a JSON body; the body overrides the
 * query. HMA accepts only JSON, an object of `content_id`, `content_uri` and `json`. Coop sends the first two as fields
 * of their own and any value as `metadata`; that value is stored under `json`.
 */
export function keptFrom(query: unknown, body: unknown): Kept {
  const sent = Buffer.isBuffer(body) || body == null ? {} : body
  const given = parsed(Fields, { ...parsed(Fields, query), ...withoutUndefined(parsed(Fields, sent)) })
  const note = given.note || null
  if (note !== null && [...note].length > longestNote)
    throw badRequest(`note: has more than ${longestNote} characters.`)
  const metadata: Record<string, unknown> = { ...metadataOf(given.metadata) }
  if (given.content_id != null) metadata.content_id = given.content_id
  if (given.content_uri != null) metadata.content_uri = given.content_uri
  return { metadata: Object.keys(metadata).length === 0 ? null : metadata, note }
}

const known = ['content_id', 'content_uri', 'json']

function metadataOf(given: unknown): Record<string, unknown> {
  const value = typeof given === 'string' ? readJson(given) : given
  if (value == null) return {}
  const isObject = typeof value === 'object' && !Array.isArray(value)
  const isWhole = isObject && Object.keys(value).every((key) => known.includes(key))
  return isWhole ? (value as Record<string, unknown>) : { json: value }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const withoutUndefined = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
