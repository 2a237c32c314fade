import { expect, test } from 'vitest'
import { describeHma } from './describe.ts'
import { namesOfContent } from './names.ts'

test('the error about a route without a description names the route', () => {
  const route = { method: 'GET', url: '/h/new', answer: () => null } as const
  expect(() => describeHma(route, false)).toThrow('The route GET /h/new has no description')
})

test.each([
  ['/h/hash', (answer: Record<string, unknown>) => answer],
  ['/m/lookup', (answer: Record<string, unknown>) => answer],
  ['/c/bank/:name/content', (answer: Record<string, unknown>) => answer.signals],
])('the example of POST %s has the default hash of a photo', (url, hashesOf) => {
  const schema = describeHma({ method: 'POST', url, answer: () => null }, false)
  const { body, answer } = (schema as { examples: { body: object; answer: Record<string, unknown> } }).examples
  expect(Object.keys(body)).toEqual(['photo'])
  expect(Object.keys(hashesOf(answer) as object)).toEqual([namesOfContent.photo[0]])
})
