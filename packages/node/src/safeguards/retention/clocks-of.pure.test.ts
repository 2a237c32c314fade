import { expect, test } from 'vitest'
import { decideAccess } from '../access/decide-access.ts'
import { splitByClass } from '../access/field-classes.ts'
import { type ClockFacts, clocksOf, clocksUnder, isMinor } from './clocks-of.ts'
import { maskedCategories, Regime } from './regime.ts'
import { joinRegimes, regimeAt, regimes, releasedRegimes, useRegimes } from './regimes.ts'

const receivedAt = new Date('2026-08-31T10:00:00.000Z')
const at = (day: string, time = '10:00') => new Date(`${day}T${time}:00.000Z`)
const minor = { born: '2012-03-04' }
const kept = { hasEvidence: true }

test.each<[string, Partial<ClockFacts>, string | null, Date]>([
  ['eu-pnr', kept, '2027-02-28', at('2031-08-31')],
  ['eu-pnr', {}, '2027-02-28', at('2027-02-28')],
  ['icao', {}, '2027-02-28', at('2031-08-31')],
  ['eu-api-law', kept, '2027-02-28', at('2031-08-31')],
  ['eu-api-law', {}, '2027-02-28', at('2027-02-28')],
  ['eu-api-border', {}, null, at('2026-09-02')],
  ['platform-tco', { removedAt: receivedAt }, null, at('2027-02-28')],
  ['platform-upload', {}, null, at('2027-02-28')],
  ['platform-upload', minor, null, at('2026-11-30')],
  ['platform-upload', { found: false }, null, at('2026-09-07')],
  ['platform-upload', { ...minor, found: false }, null, at('2026-09-03', '22:00')],
  ['cargo-own', {}, '2027-08-31', at('2029-08-31')],
  ['cargo-own', minor, '2027-02-28', at('2028-02-29')],
  ['own', {}, '2027-02-28', at('2031-08-31')],
  ['own', minor, '2026-11-30', at('2029-02-28')],
  ['signal', {}, null, at('2031-08-31')],
])('S12: %s with %o is masked on %s and deleted on %o', (id, facts, masked, deleted) => {
  const { maskAt, deleteAt } = clocksOf(id, { receivedAt, ...facts })
  expect([maskAt, deleteAt]).toEqual([masked === null ? null : at(masked), deleted])
  const row = {
    ...{ regime: id, purposes: regimes[id]!.purposes, team: 'travel', sender_id: null, assigned_to: null },
    ...{ mask_at: maskAt, delete_at: deleteAt },
  }
  const failed = (now: Date, needsUnmasked = false) =>
    decideAccess({
      actor: { account: 'a', person: 'p', member: 'm', role: 'system', teams: [] },
      ...{ action: 'record.read', purpose: regimes[id]!.purposes[0]!, now, row, needsUnmasked },
    }).flatMap((clause) => (clause.result === 'fail' ? [clause.id] : []))
  const before = (time: Date) => new Date(time.getTime() - 1)
  expect(failed(before(deleteAt))).toEqual([])
  expect(failed(deleteAt)).toEqual(['retention'])
  if (maskAt === null || maskAt.getTime() === deleteAt.getTime()) return
  expect(failed(before(maskAt), true)).toEqual([])
  expect(failed(maskAt, true)).toEqual(['masked'])
})

test('S12: each masked group is present before and absent after masking, under every regime', () => {
  const classes = Object.fromEntries(maskedCategories.map((group) => [group, group]))
  const value = Object.fromEntries(maskedCategories.map((group) => [group, `the ${group}`]))
  for (const { id, maskedFields } of releasedRegimes) {
    const { b } = splitByClass(value, classes, id) as { b: Record<string, unknown> }
    const masked = maskedCategories.filter((group) => b[group] === null)
    expect(masked, id).toEqual(maskedCategories.filter((group) => maskedFields.includes(group)))
  }
})

/** A change of each field, and facts under which the outcome differs. Wording and ids decide nothing about clocks. */
const changes: Record<string, { change: Partial<Regime>; of?: Partial<Regime>; facts?: Partial<ClockFacts> }> = {
  start: { change: { start: 'departure' }, of: { start: 'receipt' }, facts: { departsAt: at('2026-09-10') } },
  maskAfter: { change: { maskAfter: 'P1M' } },
  deleteAfter: { change: { deleteAfter: 'P9Y' }, facts: kept },
  deleteWithoutHitAfter: { change: { deleteWithoutHitAfter: 'P1D' }, facts: { found: false, ...kept } },
  keepBeyondMask: {
    change: { keepBeyondMask: 'objective-evidence' },
    of: { keepBeyondMask: 'always', maskAfter: 'P1M' },
  },
  minorFactor: { change: { minorFactor: 0.5 }, of: { minorFactor: 1 }, facts: { ...minor, ...kept } },
}
test.each(releasedRegimes.map((regime) => [regime.id, regime] as const))(
  'S12: a change of each clock field of %s changes the clocks',
  (_, regime) => {
    for (const [field, { change, of = {}, facts = {} }] of Object.entries(changes)) {
      const base = { ...regime, ...of }
      // A regime that begins at a conclusion has no clock before.
      const outcome = (law: Regime) => clocksUnder(law, { receivedAt, concludedAt: receivedAt, ...facts })
      expect(outcome({ ...base, ...change }), `${regime.id} ${field}`).not.toEqual(outcome(base))
    }
    const fields = Object.keys(Regime.shape)
    // Purposes and masked groups decide access and sealing, versions the law that applies; see the other tests.
    const others = ['id', 'version', 'legalReference', 'maskedFields', 'purposes', 'unmask', 'validFrom', 'unverified']
    expect([...Object.keys(changes), ...others].sort()).toEqual(fields.sort())
  },
)

test('S35: a subject is a minor until the 18th birthday, of a part of a date until its youngest reading', () => {
  const on = at('2026-08-31')
  expect(isMinor({ born: '2008-08-31' }, on)).toBe(false)
  expect(isMinor({ born: '2008-09-01' }, on)).toBe(true)
  expect(isMinor({ born: '2008-08' }, on)).toBe(false)
  expect(isMinor({ born: '2008-09' }, on)).toBe(true)
  expect(isMinor({ born: '2008' }, on)).toBe(true)
  expect(isMinor({ born: '2007' }, on)).toBe(false)
  expect(isMinor({ born: null }, on)).toBe(false)
  expect(isMinor({ born: '2008-02-29' }, at('2026-02-28'))).toBe(true)
})

test('an unknown departure or removal counts from receipt, and no clock runs before a conclusion', () => {
  const law = { ...releasedRegimes.find(({ id }) => id === 'icao')! }
  expect(clocksUnder({ ...law, start: 'departure' }, { receivedAt })).toEqual(clocksUnder(law, { receivedAt }))
  expect(clocksUnder({ ...law, start: 'removal' }, { receivedAt, removedAt: null })).toEqual(
    clocksUnder(law, { receivedAt }),
  )
  const open = clocksUnder({ ...law, start: 'conclusion' }, { receivedAt })
  expect([open.maskAt, open.deleteAt.getUTCFullYear()]).toEqual([null, 9999])
  const concludedAt = at('2027-01-01')
  expect(clocksUnder({ ...law, start: 'conclusion' }, { receivedAt, concludedAt }).maskAt).toEqual(at('2027-07-01'))
})

test('data keeps the version under which it came, also when a later one is longer', () => {
  const first = regimes.icao!
  const text = first
  const second = Regime.parse({ ...text, version: 2, maskAfter: 'P12M', validFrom: '2026-01-01T00:00:00.000Z' })
  const known = releasedRegimes.map((regime) => ({ regime, from: new Date(regime.validFrom) }))
  const loadedAt = at('2026-10-01')
  const { fresh, conflicts } = joinRegimes(known, [...releasedRegimes, second], loadedAt)
  expect(conflicts).toEqual([])
  // Its own date is in the past, but the node did not know it.
  expect(fresh).toEqual([{ regime: second, from: loadedAt }])
  const restore = useRegimes([...known, ...fresh])
  try {
    expect(clocksOf('icao', { receivedAt }).maskAt).toEqual(at('2027-02-28'))
    expect(clocksOf('icao', { receivedAt: loadedAt }).maskAt).toEqual(at('2027-10-01'))
    expect(regimeAt('icao', new Date('2020-01-01T00:00:00.000Z')).version).toBe(1)
    expect(regimes.icao!.version).toBe(2)
  } finally {
    restore()
  }
  expect(regimes.icao!.version).toBe(1)
})

test('a version that was in force is not changed under its number, except its wording', () => {
  const [icao] = releasedRegimes.filter(({ id }) => id === 'icao')
  const known = [{ regime: icao!, from: receivedAt }]
  const joined = (change: Partial<Regime>) => joinRegimes(known, [{ ...icao!, ...change }], receivedAt).conflicts
  expect(joined({ legalReference: 'another clause', unverified: false })).toEqual([])
  expect(joined({ deleteAfter: 'P6Y' })).toMatchObject([{ fields: ['deleteAfter'] }])
  expect(joined({ deleteAfter: 'P4Y' })).toMatchObject([{ fields: ['deleteAfter'] }])
  const newer = [...known, { regime: { ...icao!, version: 3 }, from: receivedAt }]
  expect(joinRegimes(newer, [{ ...icao!, version: 2 }], receivedAt).conflicts).toMatchObject([{ fields: ['version'] }])
})
