import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { answeredDatabase } from '../../../../store/answered-database.fixture.ts'
import { bodyOf } from '../rules.fixture.ts'
import { hashOf } from '../set/compile-rule.ts'
import { rulesInForce } from './rules-in-force.ts'

/** A transaction whose statements about rules get these rows, one after another; no alarm is open. Counts the alarms that it raises. */
function txWith(...results: object[][]): { tx: Tx; alarms: () => number } {
  let alarms = 0
  const db = answeredDatabase(({ sql }) => {
    if (sql.includes('"alarm"')) alarms += 1
    return sql.includes('cargo_rule_version') ? (results.shift() ?? []) : []
  })
  const tx = { db, now: new Date('2026-03-01T10:00:00Z'), lastly: () => {} }
  return { tx: tx as unknown as Tx, alarms: () => alarms }
}

const stored = (id: string, expression: string) => {
  const body = bodyOf(expression)
  return { id, version: 1, hash: hashOf(body), body: JSON.stringify(body) }
}
const idsOf = async (tx: Tx) => (await rulesInForce(tx)).rules.map(({ id }) => id)

test('a rule that is approved between two statements is not kept with the rules of the first', async () => {
  const [first, second] = [stored('a', 'c.pieces > 1'), stored('b', 'c.pieces > 2')]
  const print = { print: 'of the first rule alone' }
  expect(await idsOf(txWith([print], [first, second]).tx)).toContain('b')
  // The second rule was withdrawn since, so the database has the first print again.
  expect(await idsOf(txWith([print], [first]).tx)).not.toContain('b')
})

test('a rule that this release cannot read stays in the set, and each transaction raises its alarm', async () => {
  const later = stored('c', 'c.fieldOfALaterRelease > 1')
  const print = { print: createHash('md5').update(`c 1 ${later.hash}`).digest('hex') }
  // The second transaction finds the set compiled.
  for (const results of [[[print], [later]], [[print]]]) {
    const { tx, alarms } = txWith(...results)
    const set = await rulesInForce(tx)
    expect([set.unusable.map(({ id }) => id), alarms()]).toEqual([['c'], 1])
  }
})
