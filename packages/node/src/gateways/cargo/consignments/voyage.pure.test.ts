import { expect, test } from 'vitest'
import { containerNumber, isSameVoyage, portCode, voyageOf } from './voyage.ts'

const voyage = (
  reference: string | null,
  name: string | null,
  more: { id?: string; imo?: string; mode?: 'air' } = {},
) => voyageOf({ mode: more.mode ?? 'sea', reference, name, id: more.id ?? null, imo: more.imo ?? null })
const isSame = (one: ReturnType<typeof voyage>, other: ReturnType<typeof voyage>) =>
  one !== null && other !== null && isSameVoyage(one, other)

test('a voyage needs a number and a ship', () => {
  expect(voyage(null, 'GRAY HERON')).toBeNull()
  expect(voyage(' - ', 'GRAY HERON')).toBeNull()
  expect(voyage('012W', null)).toBeNull()
  expect(voyage('012W', 'GRAY HERON', { mode: 'air' })).toBeNull()
  expect(voyage('012W', null, { id: '9074729', imo: '9074729' })).toMatchObject({ imo: '9074729', names: [] })
})

test('ways of writing one voyage give one id', () => {
  const ids = [
    voyage('012W', 'GRAY HERON'),
    voyage('12 w', 'MV Gray Heron'),
    voyage('0012-W', 'M/V GRAY-HERON'),
    voyage('12W', 'm.v. gray heron'),
  ].map((one) => one?.id)
  expect(new Set(ids).size).toBe(1)
  expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/)
})

test('texts of any kind can be stored', () => {
  const long = `${'A'.repeat(99)}${'\u{1D400}'.repeat(2)}`
  const texts = [
    voyage(long, long)?.label ?? '',
    containerNumber('zz zu-\0 12\ud800'),
    portCode(`${'N'.repeat(19)}\u{1D400}`) ?? '',
  ]
  for (const text of texts) {
    expect(text.isWellFormed()).toBe(true)
    expect(text).not.toContain('\0')
  }
  expect([containerNumber('zzzu 123456-7'), portCode(' no osl '), portCode('  ')]).toEqual([
    'ZZZU1234567',
    'NOOSL',
    null,
  ])
})

test('the IMO number decides, else a call sign or a name that both state', () => {
  const [heron, other] = ['9074729', '9321483']
  expect(isSame(voyage('1', 'GRAY HERON', { imo: heron }), voyage('1', 'HERON', { imo: heron }))).toBe(true)
  expect(isSame(voyage('1', 'GRAY HERON', { imo: heron }), voyage('1', 'GRAY HERON', { imo: other }))).toBe(false)
  expect(isSame(voyage('1', 'GRAY HERON', { id: heron, imo: heron }), voyage('1', 'GRAY HERON', { id: 'ABCD2' }))).toBe(
    true,
  )
  expect(isSame(voyage('1', null, { id: 'ABCD2' }), voyage('1', 'GRAY HERON', { id: 'ABCD2' }))).toBe(true)
  expect(isSame(voyage('1', 'GRAY HERON'), voyage('1', null, { id: 'ABCD2' }))).toBe(false)
  expect(isSame(voyage('1', 'GRAY HERON'), voyage('2', 'GRAY HERON'))).toBe(false)
})
