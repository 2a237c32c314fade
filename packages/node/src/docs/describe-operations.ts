import { Problem, SignalReceipt } from '@entente/contracts'
import type { FastifySchema, RouteOptions } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type ErrorCode, errorTable } from '../errors.ts'
import { exampleOf, type Schema } from './example-of.ts'

// A receipt contains receipts: such a form is referred to by a name.
z.globalRegistry.add(SignalReceipt, { id: 'SignalReceipt' })
const problemType = 'application/problem+json'
const mark = 'x-entente-route'

/** The description of a route beyond its schemas. It stays at the operation until the document is complete. */
interface Mark {
  errors: readonly ErrorCode[]
  security: readonly Record<string, string[]>[]
  personal: boolean
  /** A session repeats its token in a header. */
  csrf: boolean
  idempotent: boolean
  failures: NonNullable<NonNullable<FastifySchema['described']>['failures']>
  examples: NonNullable<FastifySchema['examples']>
}
interface Media {
  schema?: Schema
  example?: unknown
  examples?: Record<string, unknown>
}
interface Answer {
  description: string
  content?: Record<string, Media>
}
interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema?: Schema
  example?: unknown
}
interface Operation {
  security?: Mark['security']
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, Answer>
  [mark]?: Mark
}
interface Document {
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema>; examples?: object }
}
type Given = Parameters<typeof jsonSchemaTransform>[0] & { route: RouteOptions }

/**
 * The `transform` of the OpenAPI document: turns a route's schemas into JSON schemas, those that it only describes too, gives it a tag by its path, and
 * marks it with its errors and its security.
 */
export function describeRoute(given: Given): ReturnType<typeof jsonSchemaTransform> {
  const { errors = [], personal = false, examples = {}, described = {}, ...plain } = given.schema ?? {}
  if (plain.hide === true) return jsonSchemaTransform(given)
  const { query, body, answers, security, failures = {} } = described
  const { url, schema } = jsonSchemaTransform({
    ...given,
    schema: {
      ...plain,
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
      ...(answers === undefined ? {} : { response: answers }),
    },
  } as Given)
  const open = given.route.config?.open === true
  const writes = given.route.method !== 'GET'
  const ofForm = Object.keys(failures).length > 0
  const errorsOfTab: ErrorCode[] = url.startsWith('/v1/') ? ['release-changed'] : []
  const facts: Mark = {
    errors: ofForm
      ? []
      : [...usualErrors({ open, writes, ...plain }), ...(personal ? errorsOfPurpose : []), ...errorsOfTab, ...errors],
    security: security ?? (open ? [] : [{ session: [] }, { key: [] }]),
    personal,
    csrf: !open && writes && security === undefined,
    idempotent: !open && given.route.method === 'POST' && security === undefined,
    failures,
    examples,
  }
  const marked = { ...schema, tags: plain.tags ?? [tagOf(url)], [mark]: facts }
  return { url, schema: marked }
}

const errorsOfPurpose: readonly ErrorCode[] = ['purpose-missing', 'refused', 'audit-unavailable']

/** The errors that an operation answers for the way it is called, whatever it does. */
function usualErrors(operation: { open: boolean; writes: boolean } & FastifySchema): ErrorCode[] {
  const { open, writes, body, params, querystring } = operation
  return [
    ...(open
      ? []
      : (['sign-in-needed', 'purpose-unknown', 'sender-unknown', 'role', 'password-change-needed'] as const)),
    ...(open || !writes ? [] : (['csrf-missing', 'idempotency-conflict'] as const)),
    ...(writes ? (['too-large'] as const) : []),
    ...(body === undefined ? [] : (['empty-body', 'unknown-field'] as const)),
    ...(params === undefined ? [] : (['not-found'] as const)),
    ...(body === undefined && params === undefined && querystring === undefined ? [] : (['body-invalid'] as const)),
    'unavailable',
    'unexpected',
  ]
}

/** The first segment of the path below the version, as words: `/v1/false-positives/findings` is of `false positives`. */
const tagOf = (url: string): string =>
  (/^\/(?:public\/)?(?:v1\/)?([^/]+)/.exec(url)?.[1] ?? 'node').replaceAll('-', ' ')

/** The `transformObject` of the OpenAPI document: adds errors, security, headers and examples to every operation. */
export function describeOperations(given: Parameters<typeof jsonSchemaTransformObject>[0]): Document {
  const document = jsonSchemaTransformObject(given) as Document
  const named = document.components?.schemas ?? {}
  for (const operation of Object.values(document.paths ?? {}).flatMap((operations) => Object.values(operations))) {
    const { [mark]: described } = operation
    if (described === undefined) continue
    delete operation[mark]
    operation.security = described.security
    addHeaders(operation, described)
    for (const parameter of operation.parameters ?? [])
      parameter.example ??= exampleOf(parameter.schema ?? {}, parameter.name, '', named)
    for (const media of Object.values(operation.requestBody?.content ?? {}))
      addExample(media, described.examples.body, named)
    for (const [status, { content = {} }] of Object.entries(operation.responses))
      if (Number(status) < 400)
        for (const media of Object.values(content)) addExample(media, described.examples.answer, named)
    addErrors(operation, described)
  }
  return {
    ...document,
    components: {
      ...document.components,
      schemas: { ...named, Problem: z.toJSONSchema(Problem, { target: 'openapi-3.0' }) as Schema },
      examples: Object.fromEntries(
        Object.entries(errorTable).map(([code, [status, title]]) => [
          code,
          { summary: title, value: problem(code, status, title) },
        ]),
      ),
    },
  }
}

function addHeaders(operation: Operation, { personal, csrf, idempotent }: Mark): void {
  const header = (name: string, description: string, example: string): Parameter => ({
    ...{ name, in: 'header', required: false, description, example },
    schema: { type: 'string' },
  })
  const headers = [
    ...(personal
      ? [
          header(
            'Entente-Purpose',
            'Why personal data is read or written; else the purpose of the session.',
            'border-control',
          ),
        ]
      : []),
    ...(csrf
      ? [header('Entente-Csrf', 'The token of the session, in a request that a session makes; not with a key.', 'c5f0')]
      : []),
    ...(idempotent
      ? [header('Idempotency-Key', 'The same key with the same request gets the first answer again.', 'a3f1')]
      : []),
  ]
  if (headers.length > 0) operation.parameters = [...(operation.parameters ?? []), ...headers]
}

function addExample(media: Media, given: unknown, named: Record<string, Schema>): void {
  const { schema } = media
  if (given !== undefined) media.example = given
  else if (schema !== undefined && Object.keys(schema).length > 0) media.example = exampleOf(schema, '', '', named)
}

function addErrors(operation: Operation, { errors, failures }: Mark): void {
  const byStatus = new Map<string, Set<ErrorCode>>()
  for (const code of errors) {
    const status = String(errorTable[code][0])
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code))
  }
  // A problem that a route declares for its serializer has the same form; another answer of that status stays beside it.
  for (const [status, { content = {} }] of Object.entries(operation.responses))
    if (isProblem(content)) byStatus.set(status, byStatus.get(status) ?? new Set())
  for (const [status, codes] of byStatus) {
    const { content = {} } = operation.responses[status] ?? {}
    operation.responses[status] = {
      description: [...codes].map((code) => `\`${code}\`: ${errorTable[code][1]}.`).join(' ') || 'A problem.',
      content: {
        ...(isProblem(content) ? {} : content),
        [problemType]: {
          schema: { $ref: '#/components/schemas/Problem' } as Schema,
          examples: Object.fromEntries([...codes].map((code) => [code, { $ref: `#/components/examples/${code}` }])),
        },
      },
    }
  }
  for (const [status, { type, description, example }] of Object.entries(failures))
    operation.responses[status] = { description, content: { [type]: { example } } }
}

const isProblem = (content: Record<string, Media>): boolean =>
  content['application/json']?.schema?.properties?.requestId !== undefined

const problem = (code: string, status: number, title: string): Problem => ({
  ...{ type: `urn:entente:error:${code}`, title, status, detail: title, code },
  ...{ at: null, clauses: null, requestId: '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa' },
})
