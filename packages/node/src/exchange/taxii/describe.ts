import type { FastifySchema } from 'fastify'
import { z } from 'zod'
import { everyFilter, type FilterName, ofObject, ofVersions } from './filters.ts'
import { stixType, taxiiType } from './media-type.ts'

const agreement = '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa'
const collection = '0d2f64b1-9c38-4a7b-8d1e-5f0c9a52e7aa'
const object = 'indicator--5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa'
const added = '2026-11-24T14:01:40.000000Z'
const stix = { type: 'indicator', spec_version: '2.1', id: object, created: '2026-11-24T14:01:40.000Z' }
const shown = {
  ...{ id: collection, title: 'Signals', can_read: true, can_write: false },
  media_types: [stixType],
}
const status = {
  ...{ id: agreement, status: 'complete', request_timestamp: added, total_count: 1 },
  ...{ success_count: 1, failure_count: 0, pending_count: 0 },
}

interface Description {
  summary: string
  filters?: readonly FilterName[]
  body?: unknown
  answer: unknown
  status?: number
}

/**
 * Descriptions for `/docs`, by method and path below `/taxii2` (TAXII 2.1, sections 4 and 5). The examples are
 * invented.
 */
const descriptions: Readonly<Record<string, Description>> = {
  'GET /': {
    summary: 'Discover the API roots',
    answer: { title: 'Entente node', api_roots: [`https://node.agency.example/taxii2/${agreement}/`] },
  },
  'GET /:root/': {
    summary: 'Read an API root: one agreement',
    answer: { title: 'Example agreement', versions: [taxiiType], max_content_length: 10485760 },
  },
  'GET /:root/status/:status/': { summary: 'Read what became of objects that were handed in', answer: status },
  'GET /:root/collections/': { summary: 'List the collections', answer: { collections: [shown] } },
  'GET /:root/collections/:collection/': { summary: 'Read a collection', answer: shown },
  'GET /:root/collections/:collection/x-entente-access/': {
    summary: 'Read which markings, purposes and kinds the agreement allows',
    answer: { markings: ['tlp:clear', 'tlp:green'], purposes: ['border-control'], kinds: ['person'] },
  },
  'GET /:root/collections/:collection/manifest/': {
    ...{ summary: 'List the objects of a collection', filters: everyFilter },
    answer: { more: false, objects: [{ id: object, date_added: added, version: added, media_type: stixType }] },
  },
  'GET /:root/collections/:collection/objects/': {
    ...{ summary: 'Read the objects of a collection', filters: everyFilter },
    answer: { more: false, objects: [stix] },
  },
  'POST /:root/collections/:collection/objects/': {
    ...{ summary: 'Hand objects in', body: { objects: [stix] } },
    ...{ answer: status, status: 202 },
  },
  'GET /:root/collections/:collection/objects/:object/': {
    ...{ summary: 'Read the versions of an object', filters: ofObject },
    answer: { more: false, objects: [stix] },
  },
  'DELETE /:root/collections/:collection/objects/:object/': {
    ...{ summary: 'Delete an object that was handed in', filters: ['version', 'spec_version'] },
    answer: {},
  },
  'GET /:root/collections/:collection/objects/:object/versions/': {
    ...{ summary: 'List the versions of an object', filters: ofVersions },
    answer: { more: false, versions: [added] },
  },
}

const refusals: Readonly<Record<number, readonly [code: string, description: string]>> = {
  400: [
    'bad-request',
    'The request or a filter cannot be read, or `next` belongs to other filters (`next-contradicts`).',
  ],
  401: ['sign-in-needed', 'The client does not identify itself, or is not known.'],
  403: ['read-only', 'The client may not write to this collection.'],
  404: ['not-found', 'Nothing here that you may know of.'],
  405: ['method-not-allowed', 'The resource does not have this method; `Allow` names those that it has.'],
  406: ['not-acceptable', 'The client does not accept TAXII 2.1.'],
  413: ['too-large', 'The body is larger than this API root takes.'],
  415: ['media-type', 'The body is not TAXII 2.1.'],
  422: ['not-an-envelope', 'The body is no envelope of objects.'],
  503: ['unavailable', 'Ask again after `Retry-After`.'],
}

/** Makes the schema of a resource for `/docs`. It is not used for validation. */
export function describeTaxii(method: string, url: string): FastifySchema {
  const { summary, filters, body, answer, status: of = 200 } = descriptions[`${method} ${url}`] as Description
  const query = z.object(Object.fromEntries((filters ?? []).map((name) => [parameterOf(name), z.string().optional()])))
  return {
    ...{ summary, tags: ['TAXII 2.1'] },
    ...(body === undefined ? {} : { consumes: [taxiiType] }),
    examples: { ...(body === undefined ? {} : { body }), answer },
    described: {
      ...(filters === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body: z.unknown() }),
      answers: { [of]: { description: summary, content: { [taxiiType]: { schema: z.unknown() } } } },
      security: [{ client: [] }, { key: [] }],
      failures: Object.fromEntries(
        Object.entries(refusals).map(([refused, [code, description]]) => [
          refused,
          {
            ...{ type: taxiiType, description },
            example: { title: description, description, error_code: code, http_status: refused },
          },
        ]),
      ),
    },
  }
}

/**
 * Returns the name of the query parameter for a filter. Filters on properties of objects have the form `match[…]`
 * (TAXII 2.1, 3.4).
 */
const parameterOf = (name: FilterName): string =>
  ['id', 'type', 'version', 'spec_version'].includes(name) ? `match[${name}]` : name
