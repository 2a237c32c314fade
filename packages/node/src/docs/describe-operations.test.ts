import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { accessRules } from '../access-matrix/all-rules.fixture.ts'
import { errorTable } from '../errors.ts'

interface Media {
  schema?: object
  example?: unknown
  examples?: Record<string, { $ref: string }>
}
interface Operation {
  summary?: string
  tags?: string[]
  security?: object[]
  parameters?: { name: string; in: string; example?: unknown; schema?: object }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { description: string; content?: Record<string, Media> }>
}
interface Document {
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, object>
    examples: Record<string, { value: { code: string } }>
    securitySchemes: Record<string, object>
  }
}

let node: TestNode
let document: Document
let operations: [name: string, operation: Operation][]
beforeAll(async () => {
  node = await startTestNode()
  document = (await (await fetch(`${node.url}/docs/json`)).json()) as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )
})
afterAll(() => node.stop())

const named = (fits: (operation: Operation, name: string) => boolean) =>
  operations.filter(([name, operation]) => fits(operation, name)).map(([name]) => name)
const mediaOf = ({ requestBody, responses }: Operation): [place: string, media: Media][] => [
  ...Object.entries(requestBody?.content ?? {}).map(([type, media]): [string, Media] => [`body ${type}`, media]),
  ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.entries(content).map(([type, media]): [string, Media] => [`${status} ${type}`, media]),
  ),
]
const isError = (place: string) => /^[45]\d\d /.test(place) && !place.endsWith(' application/json')

test('every operation has a summary of its own and a tag', () => {
  expect(operations.length).toBeGreaterThan(230)
  expect(named(({ summary = '' }) => !/^[A-Z].{5,90}[^.]$/.test(summary))).toEqual([])
  expect(named(({ tags = [] }) => tags.length !== 1)).toEqual([])
  const ofTag = operations.map(([, { tags, summary }]) => `${tags}: ${summary}`)
  expect(ofTag.filter((title, place) => ofTag.indexOf(title) !== place)).toEqual([])
})

test('every operation says how its caller signs in, and what is answered to others', () => {
  expect(named(({ security }) => security === undefined)).toEqual([])
  const schemes = Object.keys(document.components.securitySchemes)
  const unknown = ({ security = [] }: Operation) =>
    security.flatMap(Object.keys).some((name) => !schemes.includes(name))
  expect(named(unknown)).toEqual([])
  expect(named(({ security = [], responses }) => security.length > 0 && responses['401'] === undefined)).toEqual([])
  const open = named(({ security = [] }, name) => security.length === 0 && !/ \/(status|site-map|openapi)/.test(name))
  expect(open).toEqual([
    'GET /v1/texts/{language}',
    'POST /v1/session',
    'POST /v1/session/options',
    'GET /v1/session/oidc',
    'GET /v1/session/oidc/callback',
    'GET /v1/session/oidc/subject',
    'POST /v1/session/oidc/logout',
    'POST /v1/enrol',
    'GET /public/v1/reports/transparency',
    'POST /public/v1/redress',
    'GET /public/v1/redress/{reference}',
    'GET /public/v1/cargo/draws/{day}',
    'GET /public/v1/reports',
    'POST /public/v1/reports',
    'GET /v1/member',
    'GET /health',
    'GET /metrics',
  ])
})

test('every error of an operation has an example, with the code of the table', () => {
  const wrong = operations.flatMap(([name, operation]) =>
    mediaOf(operation)
      .filter(([place]) => isError(place))
      .filter(([place, { examples, example }]) => {
        const codes = Object.values(examples ?? {}).map(({ $ref }) => $ref.split('/').at(-1) ?? '')
        const known = codes.every((code) => document.components.examples[code]?.value.code === code)
        const fits = codes.every((code) => String(errorTable[code as keyof typeof errorTable][0]) === place.slice(0, 3))
        return (
          !known ||
          !fits ||
          (codes.length === 0 &&
            example === undefined &&
            operation.responses[place.slice(0, 3)]?.description !== 'A problem.')
        )
      })
      .map(([place]) => `${name}: ${place}`),
  )
  expect(wrong).toEqual([])
  expect(named(({ responses }) => !Object.keys(responses).some((status) => status >= '400'))).toEqual([])
})

test('every operation has an example of what it takes or answers, allowed by its schema', () => {
  const wrong = operations.flatMap(([name, operation]) => {
    const parts = [
      ...(operation.parameters ?? []).map(({ name: parameter, ...part }): [string, Media] => [parameter, part]),
      ...mediaOf(operation).filter(([place]) => !/^[45]\d\d /.test(place)),
    ]
    const without = parts
      .filter(([, { example }]) => example === undefined)
      .map(([place]) => `${name} ${place}: no example`)
    const refused = parts.flatMap(([place, { schema = {}, example }]) => {
      const read = z.fromJSONSchema(asJsonSchema(schema, document.components.schemas) as never).safeParse(example)
      return read.success ? [] : [`${name} ${place}: ${read.error.message.slice(0, 200)}`]
    })
    return parts.length === 0 ? [`${name}: no example`] : [...without, ...refused]
  })
  expect(wrong).toEqual([])
})

/** OpenAPI 3.0 writes `nullable` where JSON Schema has a type null. A reference becomes the schema it names, at its first level. */
function asJsonSchema(schema: unknown, named: Record<string, object>): unknown {
  if (Array.isArray(schema)) return schema.map((part) => asJsonSchema(part, named))
  if (typeof schema !== 'object' || schema === null) return schema
  if ('$ref' in schema) {
    const referred = named[String(schema.$ref).replace('#/components/schemas/', '')]
    if (referred === undefined) throw new Error(`${schema.$ref} is not in the document`)
    return asJsonSchema(referred, Object.fromEntries(Object.keys(named).map((name) => [name, {}])))
  }
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, asJsonSchema(value, named)]),
  )
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest
}

test('an operation names the header of the purpose exactly where personal data needs one', () => {
  const plain = (path: string) => path.replaceAll(/\{\w+\}/g, '{}')
  const personal = Object.entries(accessRules).flatMap(([route, { impersonal }]) =>
    impersonal === true ? [] : [plain(route)],
  )
  const stated = named(({ parameters = [] }) => parameters.some(({ name }) => name === 'Entente-Purpose')).map(plain)
  expect([...new Set(stated)].sort()).toEqual([...new Set(personal)].sort())
})

test('the interfaces for nodes of members, TAXII and HMA are described', async () => {
  const listed = (await (await fetch(`${node.url}/site-map`)).json()) as string[]
  const described = operations.map(([name]) => name)
  const paths = new Set(described.map((name) => name.slice(name.indexOf(' ') + 1)))
  const hma = listed.map((path) => path.replaceAll(/<(\w+)>/g, '{$1}'))
  expect(hma.length).toBeGreaterThan(20)
  expect(hma.filter((path) => !paths.has(path))).toEqual([])
  const ofNodes = [
    'GET /peer/v1/hello',
    'GET /peer/v1/feed',
    'GET /peer/v1/feed/summary',
    'POST /peer/v1/feed/wanted',
    'POST /peer/v1/receipts',
    'POST /peer/v1/feedback',
    'POST /peer/v1/agreements/{id}/{version}/signature',
    'GET /peer/v1/keys',
    'POST /peer/v1/keys',
    'POST /peer/v1/join',
    'GET /peer/v1/blind/set',
    'POST /peer/v1/blind/evaluate',
    'POST /peer/v1/blind/told',
    'POST /peer/v1/blind/reveal',
    'POST /peer/v1/attachments/asked',
    'GET /peer/v1/signals/{id}/attachments',
    'GET /peer/v1/attachments/{id}',
    'POST /peer/v1/log/add-checkpoint',
    'POST /peer/v1/log/witnessed',
    'GET /peer/v1/log/consistency',
    'GET /peer/v1/people/notices',
  ]
  expect(described.filter((name) => name.includes(' /peer/')).sort()).toEqual(ofNodes.sort())
  const taxii = [
    ...[
      'GET /taxii2/',
      'GET /taxii2/{root}/',
      'GET /taxii2/{root}/status/{status}/',
      'GET /taxii2/{root}/collections/',
    ],
    'GET /taxii2/{root}/collections/{collection}/',
    'GET /taxii2/{root}/collections/{collection}/x-entente-access/',
    'GET /taxii2/{root}/collections/{collection}/manifest/',
    'GET /taxii2/{root}/collections/{collection}/objects/',
    'POST /taxii2/{root}/collections/{collection}/objects/',
    'GET /taxii2/{root}/collections/{collection}/objects/{object}/',
    'DELETE /taxii2/{root}/collections/{collection}/objects/{object}/',
    'GET /taxii2/{root}/collections/{collection}/objects/{object}/versions/',
  ]
  expect(described.filter((name) => name.includes(' /taxii2/')).sort()).toEqual(taxii.sort())
})
