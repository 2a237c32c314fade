import { expect, test } from 'vitest'
import { type FilingFacts, filingFindings } from './filing-findings.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 8, minute))
/** A filing of the filer `carrier`, received at this minute. */
const filing = (minute: number, more: Partial<FilingFacts> = {}): FilingFacts => ({
  ...{ messageId: `message-${minute}`, filer: 'carrier', foreign: false, function: 'original' },
  ...{ reference: `REF-${minute}`, preparedAt: at(minute), receivedAt: at(minute), ...more },
})
const codes = (filings: readonly FilingFacts[], isCut = false) =>
  filingFindings('999-00000011', filings, [], isCut).map(({ code }) => code)

test('filings in order have no finding', () => {
  expect(codes([filing(1), filing(2, { function: 'amendment' }), filing(3, { function: 'cancellation' })])).toEqual([])
})

test('an amendment of goods that were never filed is reported, whatever comes later', () => {
  expect(codes([filing(2), filing(1, { function: 'amendment' })])).toEqual(['AMENDMENT_WITHOUT_ORIGINAL'])
})

test('a reference belongs to one message of its filer', () => {
  const again = filing(2, { reference: 'REF-1' })
  expect(codes([filing(1), again])).toEqual(['REFERENCE_REUSED'])
  expect(codes([filing(1), { ...again, filer: 'forwarder' }])).toEqual([])
  expect(codes([filing(1), filing(2, { reference: null }), filing(3, { reference: null })])).toEqual([])
})

test('a message that its filer prepared earlier than one that came before it is reported', () => {
  expect(codes([filing(1, { preparedAt: at(9) }), filing(2)])).toEqual(['OUT_OF_ORDER'])
  expect(codes([filing(1, { preparedAt: at(9) }), filing(2, { filer: 'forwarder' })])).toEqual([])
})

test('two bills of one message, a foreign carrier and filings that are left out are reported', () => {
  expect(codes([filing(1), filing(1)])).toEqual(['KEY_REPEATED'])
  expect(codes([filing(1), filing(2, { foreign: true })])).toEqual(['CARRIER_NOT_ALLOWED'])
  expect(codes([filing(1)], true)).toEqual(['FILINGS_LEFT_OUT'])
})

test('each value that filers state differently is named with its place', () => {
  const values = [
    { filer: 'carrier', value: '6' },
    { filer: 'forwarder', value: '7' },
  ]
  const found = filingFindings('999-00000011', [filing(1)], [{ path: 'pieces', values }], false)
  expect(found).toMatchObject([
    { code: 'FILERS_DIFFER', at: '/consignment/pieces', reject: false, consignment: '999-00000011' },
  ])
})
