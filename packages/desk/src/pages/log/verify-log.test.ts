import { expect, test } from 'vitest'
import { onlyRestored } from './verify-log.ts'

const continues = { size: 450, root: '', lost: 50 }
const failure = (code: string, where = 'browser') => ({ code, where, what: '' })
const of = (failures: ReturnType<typeof failure>[], after: typeof continues | undefined = continues) =>
  onlyRestored({ ok: failures.length === 0, failures, checked: {}, ...(after ? { continues: after } : {}) })

test('a browser may remember the log after a restore that lost what it knew, and never a rewritten log', () => {
  expect(of([failure('rolled-back')])).toBe(true)
  expect(of([])).toBe(false)
  expect(of([failure('split-view')])).toBe(false)
  expect(of([failure('rolled-back'), failure('entry-hash', 'entry 7')])).toBe(false)
  expect(of([failure('rolled-back', 'checkpoint-of-march')])).toBe(false)
  expect(onlyRestored({ ok: false, failures: [failure('rolled-back')], checked: {} })).toBe(false)
})
