import Fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { App } from '../safeguards/access/http.ts'
import { createShapes, type ShapesOfRoutes } from './request-shapes.ts'

const route = { method: 'POST', url: '/v1/things/:id' }
async function shapesOf(body: z.ZodType | undefined, more: object = {}): Promise<ShapesOfRoutes> {
  const app = Fastify() as unknown as App
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  const shapes = createShapes()
  shapes.follow(app)
  app.post('/v1/things/:id', { schema: { ...(body && { body }), ...more } }, async () => 'done')
  await (app as unknown as FastifyInstance).ready()
  return shapes
}
const shapeOf = async (body: z.ZodType, more?: object): Promise<string | undefined> =>
  (await shapesOf(body, more)).of(route)

test('the shape of a request changes with its fields, their types, limits and defaults', async () => {
  const shapes = await Promise.all([
    shapeOf(z.strictObject({ reason: z.string() })),
    shapeOf(z.strictObject({ reason: z.string().min(20) })),
    shapeOf(z.strictObject({ reason: z.string().optional() })),
    shapeOf(z.strictObject({ reason: z.string().default('none') })),
    shapeOf(z.strictObject({ reason: z.int() })),
    shapeOf(z.strictObject({ reasons: z.string() })),
    shapeOf(z.strictObject({ reason: z.string(), seen: z.int() })),
    shapeOf(z.strictObject({ title: z.string() })),
    shapeOf(z.strictObject({ description: z.string() })),
    shapeOf(z.strictObject({ reason: z.string() }), { querystring: z.object({ next: z.string() }) }),
  ])
  expect(new Set(shapes).size).toBe(shapes.length)
})

test('the shape of a request does not change with words, examples, order of fields and answers', async () => {
  const plain = await shapeOf(z.strictObject({ reason: z.string(), seen: z.int() }))
  const others = await Promise.all([
    shapeOf(z.strictObject({ seen: z.int(), reason: z.string() })),
    shapeOf(z.strictObject({ reason: z.string().describe('Why.'), seen: z.int().meta({ examples: [3] }) })),
    shapeOf(z.strictObject({ reason: z.string(), seen: z.int() }), { response: { 200: z.string() }, summary: 'Do' }),
  ])
  expect(others).toEqual([plain, plain, plain])
})

test('a body that the handler parses itself belongs to the shape', async () => {
  const [one, other] = [z.object({ file: z.string() }), z.object({ file: z.string(), name: z.string() })]
  const parsed = await Promise.all([one, other].map((body) => shapesOf(undefined, { described: { body } })))
  expect(new Set(parsed.map((shapes) => shapes.of(route))).size).toBe(2)
  expect(parsed.map((shapes) => shapes.takesBody(route))).toEqual([true, true])
})

test('routes outside of /v1 have no shape', async () => {
  const shapes = await shapesOf(z.object({}))
  expect(Object.keys(shapes.all())).toEqual(['POST /v1/things/:id'])
})
