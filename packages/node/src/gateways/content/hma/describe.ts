import type { FastifySchema } from 'fastify'
import { z } from 'zod'
import type { Route } from './route.ts'

const tag = 'hasher-matcher-actioner'

interface Description {
  summary: string
  /** Fields of the query, each a text. */
  query?: readonly string[]
  /** An example of the body. */
  body?: unknown
  /** The body is a form with one file. */
  form?: true
  /** An example of the answer; a text if the answer is plain text. */
  answer: unknown
  /** Status of the answer, if it is not 200. */
  status?: number
}

const pdq = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22'
const md5 = 'd41d8cd98f00b204e9800998ecf8427e'
const bank = { name: 'EXAMPLE_BANK', matching_enabled_ratio: 1 }
const content = { id: 12, disable_until_ts: 1, original_media_uri: null, bank }
const exchange = { name: 'EXAMPLE_BANK', api: 'fb_threatexchange', enabled: true, privacy_group: 123 }
const found = { EXAMPLE_BANK: [{ bank_content_id: 12, distance: '0' }] }
const ofForm = { form: true, body: { photo: 'the bytes of the file' } } as const

/** Descriptions of the routes for `/docs`, by method and path. Examples are invented. */
const descriptions: Readonly<Record<string, Description>> = {
  'GET /h/hash': {
    ...{ summary: 'Hash the content at an address', query: ['url', 'content_type', 'types'] },
    answer: { video_md5: md5 },
  },
  'POST /h/hash': { summary: 'Hash a file', query: ['types'], ...ofForm, answer: { pdq } },
  'GET /m/raw_lookup': {
    ...{ summary: 'Find the contents of a hash', query: ['signal', 'signal_type', 'banks', 'include_distance'] },
    answer: { matches: [12] },
  },
  'GET /m/lookup': {
    summary: 'Match a hash, or the content at an address, with the banks',
    query: ['signal', 'signal_type', 'url', 'banks', 'seed', 'bypass_coinflip'],
    answer: found,
  },
  'POST /m/lookup': {
    ...{ summary: 'Match a file with the banks', query: ['banks', 'seed', 'bypass_coinflip'], ...ofForm },
    answer: { pdq: found },
  },
  'POST /m/compare': {
    ...{ summary: 'Compare pairs of hashes', body: { video_md5: [md5, md5] } },
    answer: { video_md5: [true, { distance: 0 }] },
  },
  'GET /c/banks': { summary: 'List the banks', answer: [bank] },
  'POST /c/banks': {
    ...{ summary: 'Create a bank', body: { name: 'EXAMPLE_BANK', enabled_ratio: 1 } },
    ...{ answer: bank, status: 201 },
  },
  'GET /c/bank/:name': { summary: 'Read a bank', answer: bank },
  'PUT /c/bank/:name': { summary: 'Change a bank', body: { enabled: true }, answer: bank },
  'DELETE /c/bank/:name': { summary: 'Delete a bank', answer: { message: 'Done' } },
  'POST /c/bank/:name/content': {
    ...{ summary: 'Hash a file or an address and add it to a bank', query: ['url', 'content_type'], ...ofForm },
    answer: { id: 12, signals: { pdq } },
  },
  'POST /c/bank/:name/signal': {
    ...{ summary: 'Add hashes to a bank', body: { video_md5: md5, note: 'Example' } },
    answer: { id: 12, signals: { video_md5: md5 } },
  },
  'GET /c/bank/:name/content/:id': {
    ...{ summary: 'Read a content of a bank', query: ['include_signals', 'include_metadata'] },
    answer: content,
  },
  'PUT /c/bank/:name/content/:id': {
    ...{ summary: 'Disable a content until a time, or change its note', body: { disable_until_ts: 1795000000 } },
    answer: { ...content, disable_until_ts: 1795000000 },
  },
  'DELETE /c/bank/:name/content/:id': { summary: 'Delete a content of a bank', answer: { deleted: 1 } },
  'GET /c/exchanges/apis': { summary: 'List the kinds of exchanges', answer: ['fb_threatexchange', 'ncmec'] },
  'GET /c/exchanges/api/:name': {
    summary: 'Read whether a kind of exchange has a key',
    answer: { supports_authentification: true, has_set_authentification: false },
  },
  'POST /c/exchanges/api/:name': {
    ...{ summary: 'Set the key of a kind of exchange', body: { credential_json: { api_token: 'example' } } },
    answer: { supports_authentification: true, has_set_authentification: true },
  },
  'GET /c/exchanges/api/:name/schema': {
    summary: 'Read the settings that a kind of exchange takes',
    answer: { config_schema: { fields: [] }, credentials_schema: null },
  },
  'GET /c/exchanges': { summary: 'List the exchanges', answer: ['EXAMPLE_BANK'] },
  'POST /c/exchanges': {
    summary: 'Create an exchange that fills a bank',
    body: { bank: 'EXAMPLE_BANK', api: 'fb_threatexchange', api_json: { privacy_group: 123 } },
    ...{ answer: { message: 'Created successfully' }, status: 201 },
  },
  'GET /c/exchange/:name': { summary: 'Read an exchange', answer: exchange },
  'PUT /c/exchange/:name': { summary: 'Enable or disable an exchange', body: { enabled: true }, answer: exchange },
  'DELETE /c/exchange/:name': { summary: 'Delete an exchange', answer: { message: 'Exchange deleted' } },
  'GET /c/exchange/:name/status': {
    summary: 'Read how far an exchange has fetched',
    answer: {
      ...{ checkpoint_ts: 1795000000, running_fetch_start_ts: null, last_fetch_complete_ts: 1795000000 },
      ...{ last_fetch_succeeded: true, up_to_date: true, fetched_items: 12 },
    },
  },
  'GET /m/index/status': {
    ...{ summary: 'Read how far the index is built', query: ['signal_type'] },
    answer: { video_md5: { present: true, built_to: 1795000000, size: 12 } },
  },
  'GET /c/signal_type': { summary: 'List the types of hashes', answer: [{ name: 'video_md5', enabled_ratio: 1 }] },
  'PUT /c/signal_type/:name': {
    ...{ summary: 'Set how often a type of hashes is matched', body: { enabled_ratio: 1 } },
    ...{ answer: null, status: 204 },
  },
  'GET /c/signal_type/index': {
    ...{ summary: 'Compare the index with what is stored', query: ['signal_type'] },
    answer: {
      video_md5: {
        ...{ db_size: 12, index_size: 12, index_out_of_date: false },
        ...{ newest_db_item: 1795000000, index_built_to: 1795000000 },
      },
    },
  },
  'GET /c/content_type': { summary: 'List the types of content', answer: [{ name: 'photo', enabled: true }] },
  'GET /status': { summary: 'Read whether the index is loaded and current', answer: 'I-AM-ALIVE' },
  'GET /status/live': { summary: 'Read whether the node answers', answer: 'I-AM-ALIVE' },
  'GET /site-map': { summary: 'List the paths of this interface', answer: ['/c/banks'] },
  'GET /openapi/openapi.json': {
    summary: 'Describe this interface in OpenAPI',
    answer: { openapi: '3.0.3', info: { title: 'Hasher-matcher-actioner' }, paths: {} },
  },
}

const refusals: Readonly<Record<number, string>> = {
  400: 'The request cannot be read, or names something that does not exist.',
  401: 'No key is shown, or the key is not known.',
  403: 'The key may not do this, or the bank exists.',
  404: 'There is no such object.',
  413: 'The content is too large.',
  500: 'The node made an error.',
  503: 'The node cannot reach its database.',
}

/**
 * Builds the schema of a route for `/docs`; it validates nothing. `anyone`: clients without a key are allowed too.
 * Throws if the route has no description.
 */
export function describeHma({ method, url, open }: Route, anyone: boolean): FastifySchema {
  const description = descriptions[`${method} ${url}`]
  if (description === undefined) throw new Error(`The route ${method} ${url} has no description in hma/describe.ts.`)
  const { summary, query, body, form, answer, status = 200 } = description
  const isText = typeof answer === 'string'
  const answered = isText
    ? { description: 'A word.', content: { 'text/plain': { schema: z.string() } } }
    : status === 204
      ? z.null()
      : z.unknown()
  return {
    ...{ summary, tags: [tag] },
    ...(body === undefined ? {} : { consumes: [form === true ? 'multipart/form-data' : 'application/json'] }),
    examples: { ...(body === undefined ? {} : { body }), ...(status === 204 ? {} : { answer }) },
    described: {
      ...(query === undefined
        ? {}
        : { query: z.object(Object.fromEntries(query.map((name) => [name, z.string().optional()]))) }),
      ...(body === undefined ? {} : { body: z.unknown() }),
      answers: { [status]: answered },
      security: open === true ? [] : [{ clientKey: [] }, { key: [] }, ...(anyone ? [{}] : [])],
      failures: Object.fromEntries(
        Object.entries(refusals).map(([of, description]) => [
          of,
          { type: 'application/json', description, example: { message: description } },
        ]),
      ),
    },
  }
}

interface Described {
  openapi?: string
  info: { version: string }
  paths?: Record<string, object>
  components?: { securitySchemes?: Record<string, unknown> }
}

/** Returns the part of the node's OpenAPI description that is about this interface. */
export function describedHma(whole: object): Described {
  const { openapi = '3.0.3', info, paths = {}, components = {} } = whole as Described
  const { clientKey, key } = components.securitySchemes ?? {}
  const own = Object.entries(paths).flatMap(([path, operations]): [string, object][] => {
    const kept = Object.entries(operations).filter(([, { tags }]: [string, { tags?: string[] }]) => tags?.includes(tag))
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept)]]
  })
  return {
    openapi,
    info: { ...info, ...{ title: 'Hasher-matcher-actioner interface of an Entente node' } },
    paths: Object.fromEntries(own),
    components: { securitySchemes: { clientKey, key } },
  }
}
