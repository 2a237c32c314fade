import type { Purpose } from '@entente/contracts'
import { expect, test } from 'vitest'
import { clocksOf } from './clocks-of.ts'
import { Regime } from './regime.ts'
import { joinRegimes, regimes } from './regimes.ts'

test('a regime that deletes before masking, or masks an unknown field, is invalid', () => {
  const { icao } = regimes
  expect(Regime.safeParse(icao).success).toBe(true)
  const late = Regime.safeParse({ ...icao, maskAfter: 'P6M', deleteAfter: 'P5M' })
  expect(late.error?.issues.map(({ message }) => message)).toEqual(['deleteAfter is before maskAfter'])
  expect(Regime.safeParse({ ...icao, maskedFields: ['names', 'shoe-size'] }).success).toBe(false)
  expect(Regime.safeParse({ ...icao, keepForever: true }).success).toBe(false)
  expect(Regime.safeParse({ ...icao, deleteWithoutHitAfter: 'P6Y' }).success).toBe(false)
  expect(Regime.safeParse({ ...icao, keepBeyondMask: 'objective-evidence', maskAfter: null }).success).toBe(false)
})

test('EU PNR masks six months after receipt and deletes after five years', () => {
  // Directive (EU) 2016/681, Art. 12(1) and (2).
  const receivedAt = new Date('2026-08-31T14:02:00.000Z')
  expect(clocksOf('eu-pnr', { receivedAt, hasEvidence: true })).toEqual({
    maskAt: new Date('2027-02-28T14:02:00.000Z'),
    deleteAt: new Date('2031-08-31T14:02:00.000Z'),
  })
})

test('EU PNR masks all six categories of data that the directive lists', () => {
  // The categories are names (a), address and contact (b), payment (c), frequent flyer (d), general remarks (e), API
  // data (f).
  expect(regimes['eu-pnr'].maskedFields).toEqual('names address contact payment frequent-flyer remarks api'.split(' '))
})

test('EU PNR data has only anti-terrorism purposes and is unmasked only by an authority', () => {
  // Art. 1(2) limits the purposes. By Art. 12(3) a judicial or other competent authority approves unmasking, and the
  // disclosure is reviewed afterwards.
  const { purposes, unmask, keepBeyondMask, minorFactor } = regimes['eu-pnr']
  expect(purposes).toEqual(['terrorism-prevention', 'terrorism-investigation'])
  expect(unmask).toEqual({ approver: 'competent-authority', informOversight: true, maxHours: 24 })
  expect([keepBeyondMask, minorFactor]).toEqual(['objective-evidence', 1])
})

test.each<[string, string | null, string, Purpose[]]>([
  ['icao', 'P6M', 'P5Y', ['border-control', 'aviation-security', 'terrorism-prevention']],
  ['eu-pnr', 'P6M', 'P5Y', ['terrorism-prevention', 'terrorism-investigation']],
  ['eu-api-border', null, 'PT48H', ['border-control']],
  ['eu-api-law', 'P6M', 'P5Y', ['terrorism-prevention', 'terrorism-investigation']],
  ['platform-tco', null, 'P6M', ['content-safety', 'redress']],
  ['platform-upload', null, 'P6M', ['content-safety']],
  ['cargo-own', 'P12M', 'P36M', ['customs-security']],
  ['redress', null, 'P12M', ['redress']],
  ['own', 'P6M', 'P5Y', ['border-control', 'aviation-security', 'terrorism-prevention']],
])('%s masks after %s and deletes after %s, and has its own purposes', (id, maskAfter, deleteAfter, purposes) => {
  expect(regimes[id]).toMatchObject({ maskAfter, deleteAfter, purposes })
})

test('a further version applies from now at the earliest, also at the first load', () => {
  const first = regimes.icao
  const second = { ...first, version: first.version + 1, maskAfter: 'P3M' }
  const [now, later] = [new Date('2026-11-30T10:00:00.000Z'), '2027-01-01T00:00:00.000Z']
  const fromOf = (given: Regime[], known: Regime[] = []) =>
    joinRegimes(
      known.map((regime) => ({ regime, from: new Date(regime.validFrom) })),
      given,
      now,
    ).fresh.map(({ regime, from }) => `${regime.version} ${from.toISOString()}`)
  const own = `1 ${new Date(first.validFrom).toISOString()}`
  expect(fromOf([second, first]).sort()).toEqual([own, `2 ${now.toISOString()}`])
  expect(fromOf([first, second], [first])).toEqual([`2 ${now.toISOString()}`])
  expect(fromOf([first, { ...second, validFrom: later }])).toEqual([own, `2 ${later}`])
})
