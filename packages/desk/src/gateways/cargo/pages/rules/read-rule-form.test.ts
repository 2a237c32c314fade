import { expect, test } from 'vitest'
import { formOf, readRuleForm } from './read-rule-form.ts'

const filled = { ...formOf(null), effect: 'case' as const, title: ' Heavy ', expression: 'c.grossKg > 9000.0' }

test('a version that is opened in the form and stored unchanged stays the same', () => {
  const body = {
    ...({ title: 'Heavy', expression: 'true', effect: 'lane', lane: 'red', tag: null, selectShare: 0.125 } as const),
    ...{ maxHitsWithoutSelection: 40, basis: 'Order 4', validFrom: '2026-12-01', validUntil: '2027-06-01' },
  }
  expect(readRuleForm(formOf(body))).toEqual(body)
})

test('fields of another effect are not sent', () => {
  expect(readRuleForm({ ...filled, lane: 'red', tag: 'heavy', share: '50', most: '9' })).toEqual({
    ...{ title: 'Heavy', expression: 'c.grossKg > 9000.0', effect: 'case', lane: null, tag: null },
    ...{ selectShare: null, maxHitsWithoutSelection: null, basis: null, validFrom: null, validUntil: null },
  })
})

test('each missing or wrong field is a fault at its place', () => {
  const at = (change: object) => {
    const read = readRuleForm({ ...filled, ...change })
    return 'faults' in read ? read.faults.map((fault) => fault.at) : []
  }
  expect(at({ title: ' ', expression: '' })).toEqual(['/title', '/expression'])
  expect(at({ effect: '' })).toEqual(['/effect'])
  expect(at({ effect: 'lane' })).toEqual(['/lane'])
  expect(at({ effect: 'lane', lane: 'red', share: '0', most: '1.5' })).toEqual([
    '/selectShare',
    '/maxHitsWithoutSelection',
  ])
  expect(at({ effect: 'lane', lane: 'red', share: '12,5' })).toEqual([])
  expect(at({ effect: 'tag', tag: 'Two words' })).toEqual(['/tag'])
  expect(at({ validFrom: '2026-13-01', validUntil: 'soon' })).toEqual(['/validFrom', '/validUntil'])
})
