import { createHash } from 'node:crypto'
import type { FastifySchema } from 'fastify'
import { z } from 'zod'
import type { App } from '../safeguards/access/http.ts'

/** The shape of the requests of each route: a digest by method and path, such as `POST /v1/cases/:id/proposal`. */
export type RequestShapes = Readonly<Record<string, string>>

/** A matched route, as Fastify describes it. */
export interface MatchedRoute {
  method: string
  url: string
}

export interface ShapesOfRoutes {
  /** Collects the routes under `/v1/` that are added to the server from now on. */
  follow(app: App): void
  all(): RequestShapes
  of(route: MatchedRoute): string | undefined
  /** Returns whether the route reads a body. */
  takesBody(route: MatchedRoute): boolean
}

const nameOf = ({ method, url }: MatchedRoute): string => `${method} ${url}`

/** Computes the shape of each route's requests. A shape is computed when it is first asked for. */
export function createShapes(): ShapesOfRoutes {
  const schemas = new Map<string, FastifySchema>()
  const shapes = new Map<string, string>()
  const of = (name: string): string | undefined => {
    const known = shapes.get(name)
    const schema = schemas.get(name)
    if (known !== undefined || schema === undefined) return known
    const shape = shapeOf(schema)
    shapes.set(name, shape)
    return shape
  }
  return {
    follow(app) {
      app.addHook('onRoute', ({ method, url, schema }) => {
        if (!url.startsWith('/v1/')) return
        // Fastify adds a HEAD route to each GET route.
        for (const each of [method].flat().filter((name) => name !== 'HEAD'))
          schemas.set(nameOf({ method: each, url }), schema ?? {})
      })
    },
    all: () => Object.fromEntries([...schemas.keys()].sort().map((name) => [name, of(name) ?? ''])),
    of: (route) => of(nameOf(route)),
    takesBody(route) {
      const schema = schemas.get(nameOf(route))
      return schema?.body !== undefined || schema?.described?.body !== undefined
    },
  }
}

/**
 * Returns the digest of what a route accepts: parameters, query and body as JSON Schema, with defaults and limits and
 * without descriptions and examples.
 */
function shapeOf({ params, querystring, body, described }: FastifySchema): string {
  const parts = { params, query: described?.query ?? querystring, body: described?.body ?? body }
  const schemas = Object.entries(parts).map(([part, schema]) => [part, schema === undefined ? null : jsonOf(schema)])
  return createHash('sha256')
    .update(JSON.stringify(withoutWords(Object.fromEntries(schemas))))
    .digest('hex')
    .slice(0, 16)
}

const jsonOf = (schema: unknown): unknown =>
  schema instanceof z.ZodType ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : schema

const words = new Set(['$schema', 'description', 'example', 'examples', 'title'])

/** Removes the words of a JSON Schema and sorts its keys. A property may have the name of such a word. */
function withoutWords(value: unknown, isNamesOfProperties = false): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutWords(each))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => isNamesOfProperties || !words.has(key))
  return Object.fromEntries(
    kept
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) =>
        // The names of the required fields are in the order in which the schema lists its fields.
        key === 'required' && Array.isArray(each)
          ? [key, each.toSorted()]
          : [key, withoutWords(each, key === 'properties')],
      ),
  )
}
