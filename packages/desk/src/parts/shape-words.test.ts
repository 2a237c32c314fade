import { NewAccount, NewSignalList, valuesOfSignals } from '@entente/contracts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { shapeWords } from './shape-words.ts'

const messagesOf = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? []

test.each([
  [z.string().min(20), 'short', '20 characters or more.'],
  [z.string().min(1), '', 'Fill this in.'],
  [z.string().max(40), 'x'.repeat(41), '40 characters at most.'],
  [z.array(z.string()).min(1), [], 'Choose at least one.'],
  [z.array(z.string()).max(2), ['a', 'b', 'c'], '2 at most.'],
  [z.number().min(0), -1, '0 or more.'],
  [z.number().max(100), 101, '100 at most.'],
  [z.int(), 1.5, 'This value does not have the form of the field.'],
  [z.number(), 'ten', 'A number.'],
  [z.string(), undefined, 'Fill this in.'],
  [z.enum(['a', 'b']), 'c', 'Choose one of the options.'],
  [z.iso.date(), '31.12.2027', 'A day as year-month-day, such as 2027-03-31.'],
  [z.iso.datetime(), 'soon', 'A day as year-month-day, such as 2027-03-31.'],
  [z.string().regex(/^a$/), 'b', 'This value does not have the form of the field.'],
  [z.strictObject({}), { more: 1 }, 'This value does not have the form of the field.'],
] as const)('case %#: the desk describes which values the field accepts', (schema, value, words) => {
  const [message = ''] = messagesOf(schema, value)
  expect(shapeWords(message), message).toBe(words)
})

test('no message of the schema library is shown to a person', () => {
  const wrong = [null, '', 'x', '31.12.2027', -1, 1e9, 'y'.repeat(2_000), [], [''], {}, [{}], [{ full: '' }], true]
  const schemas = { ...valuesOfSignals, list: NewSignalList, account: NewAccount }
  const messages = new Set<string>()
  for (const schema of Object.values(schemas)) {
    for (const value of wrong) for (const message of messagesOf(schema, value)) messages.add(message)
    const fields = Object.keys((schema as unknown as z.ZodObject).shape)
    for (const value of wrong) {
      const whole = Object.fromEntries(fields.map((field) => [field, value]))
      for (const message of messagesOf(schema, whole)) messages.add(message)
    }
  }
  expect(messages.size).toBeGreaterThan(10)
  const shown = [...messages].map((message) => shapeWords(message) ?? message)
  expect(shown.filter((words) => /expected|received|pattern|Invalid|[/{}[\]]/.test(words))).toEqual([])
})

test('a sentence of the node is shown unchanged', () => {
  expect(shapeWords('The end of use lies in the past.')).toBeNull()
})
