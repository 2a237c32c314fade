import { expect, test } from 'vitest'
import { ENS, ENS_AMENDMENT, firstConsignment, readText } from '../invented-declarations.fixture.ts'

/** The ICS rules that the message breaks, with their items and lines. */
const broken = (xml: string) =>
  readText(xml).findings.flatMap(({ rule, item, position }) => (rule === null ? [] : [[rule, item, position?.tag]]))

test('the header of an entry summary declaration is read', () => {
  const reading = readText(ENS)
  const [message] = reading.messages
  expect(reading.outcome).toBe('read')
  expect(message).toMatchObject({
    format: 'ens',
    formatVersion: 'CC315A',
    declared: { items: 2, packages: 3, grossKg: 30250.5 },
  })
  expect(message!.header).toMatchObject({
    reference: 'M-77-014',
    lrn: 'LRN260214A',
    mrn: null,
    sender: 'GB900100200/0000000007',
    recipient: 'NICA.ZZ',
    preparedAt: '2026-02-14T07:15',
    function: 'original',
  })
  expect(message!.conveyance).toMatchObject({
    mode: 'sea',
    id: '9074729',
    imo: '9074729',
    reference: 'V0214E',
    carrier: 'GB800800800',
    entryOffice: 'GB000051',
    arrivalAt: '2026-03-01T14:30',
  })
})

test('a declaration is one consignment with the totals of the message', () => {
  expect(firstConsignment(readText(ENS))).toMatchObject({
    key: 'ens/GB900100200/0000000007/LRN260214A',
    id: 'LRN260214A',
    level: 'declaration',
    purpose: 'original',
    mode: 'sea',
    packages: 3,
    grossKg: 30250.5,
    issuedAt: '2026-02-14T07:10',
    portOfLoading: 'CNNGB',
    portOfDischarge: 'GBFXT',
    routeCountries: ['CN', 'SG', 'CN', 'GB'],
    hsCodes: ['82011000'],
    unNumbers: ['1824'],
    customsNotes: [{ country: null, subject: null, content: '10600', value: null }],
  })
})

test('parties of the header and of an item are kept apart', () => {
  const { parties, items } = firstConsignment(readText(ENS))
  expect(parties.map(({ role, id, name }) => [role, id, name])).toEqual([
    ['consignor', null, 'MEADOW LANE TOOLS CO'],
    ['representative', 'GB700700700', null],
    ['declarant', 'GB900100200', null],
    ['carrier', 'GB800800800', null],
  ])
  expect(parties[0]).toMatchObject({ street: '18 Canal Street', postcode: '315000', city: 'Ningbo', country: 'CN' })
  expect(items.map((item) => item.parties)).toMatchObject([
    [{ role: 'consignee', id: 'FR55500011', name: 'BRAMBLE GARDEN SUPPLIES', city: 'Portmere', postcode: 'ZZ1 2AB' }],
    [{ role: 'notify', name: 'HARBOUR CHEMICALS LTD', street: 'Dock 7', city: 'Portmere', country: 'GB' }],
  ])
})

test('an item has its goods, documents, packagings and containers', () => {
  const { items } = firstConsignment(readText(ENS))
  expect(items).toMatchObject([
    {
      seq: 1,
      description: 'Steel garden spades',
      hs: '82011000',
      grossKg: 250.5,
      documents: [{ type: 'N705', id: 'EXLNGB00417' }],
      packagings: [{ kind: 'CT', number: 2, pieces: null, marks: 'BGS 1-2' }],
      equipmentIds: ['CSQU3054383', 'TSTU7418520'],
    },
    { seq: 2, unNumbers: ['1824'], packagings: [{ kind: 'VL', number: null }], equipmentIds: ['TSTU7418520'] },
  ])
})

test('a container that two items name is one container, and its blanks and hyphen are left out', () => {
  const [message] = readText(ENS).messages
  expect(message!.equipment.map(({ id, asSent, type }) => [id, asSent, type])).toEqual([
    ['CSQU3054383', 'CSQU3054383', 'container'],
    ['TSTU7418520', 'TSTU 741852-0', 'container'],
  ])
  expect(message!.equipment[1]!.consignmentIds).toEqual(['LRN260214A'])
  expect(message!.loads.map(({ equipmentId }) => equipmentId)).toEqual(['CSQU3054383', 'TSTU7418520'])
})

test.each(['N/A', 'NONE', '000000'])('the seal %s is no seal', (text) => {
  expect(firstConsignment(readText(ENS.replace('N/A', text))).seals).toEqual([{ id: 'EX44871', party: null }])
})

test('an amendment is known by its movement reference number', () => {
  const reading = readText(ENS_AMENDMENT)
  expect(reading.messages[0]).toMatchObject({
    formatVersion: 'CC313A',
    header: { function: 'amendment', lrn: null, mrn: '26GB0000000000042' },
  })
  expect(firstConsignment(reading)).toMatchObject({
    key: 'ens/26GB0000000000042',
    id: '26GB0000000000042',
    purpose: 'amendment',
  })
})

test('road vehicles on a ferry cross the border by sea', () => {
  expect(firstConsignment(readText(ENS.replace('HEA76>1<', 'HEA76>10<'))).mode).toBe('sea')
  expect(firstConsignment(readText(ENS.replace('HEA76>1<', 'HEA76>03<'))).mode).toBe('road')
})

test('a right declaration breaks no ICS rule', () => {
  expect(broken(ENS)).toEqual([])
  expect(broken(ENS_AMENDMENT)).toEqual([])
})

test('a broken rule names the rule, the item and the element', () => {
  expect(broken(ENS.replace('GDS7>2<', 'GDS7>4<'))).toEqual([['8102', '4', 'IteNumGDS7']])
  expect(broken(ENS.replace('9074729', 'MV BELLA'))).toEqual([['8114', null, 'IdeOfMeaOfTraCroHEA85']])
  expect(broken(ENS.replace('<MarNumOfPacGSL21>BGS 1-2</MarNumOfPacGSL21>', ''))).toEqual([['8152', '1', 'PACGS2']])
  const noName = ENS.replace('<NamPRTNOT642>HARBOUR CHEMICALS LTD</NamPRTNOT642>', '')
  expect(broken(noName)).toEqual([['8154', '2', 'PRTNOT640']])
  const bothConsignees = ENS.replace('<GOOITEGDS>', '<TRACONCE1><TINCE159>GB1</TINCE159></TRACONCE1><GOOITEGDS>')
  expect(broken(bothConsignees)).toEqual([
    ['8204', null, 'TRACONCE1'],
    ['8625', '1', 'TRACONCE2'],
  ])
})

test('a wrong total of packages says what was counted', () => {
  const [finding] = readText(ENS.replace('HEA306>3<', 'HEA306>5<')).findings.filter(({ rule }) => rule === '8117')
  expect(finding).toMatchObject({ code: 'PACKAGES_MISMATCH', expected: 5, actual: 3, consignment: 'LRN260214A' })
})

test('a number that cannot be read is reported once and breaks no rule', () => {
  const findings = readText(ENS.replace('GS24>2<', 'GS24>two<')).findings
  expect(findings.map(({ code }) => code)).toContain('NUMBER_MALFORMED')
  expect(findings.filter(({ rule }) => rule !== null)).toEqual([])
})

test('dates that do not exist are reported', () => {
  const reading = readText(ENS.replace('202603011430', '202602301430').replace('>260214<', '>261302<'))
  expect(reading.findings.filter(({ code }) => code === 'DATE_INVALID').map(({ literal }) => literal)).toEqual([
    '2613020715',
    '202602301430',
  ])
  expect(reading.messages[0]!.conveyance!.arrivalAt).toBeNull()
})

test('a declaration without a reference is quarantined', () => {
  const reading = readText(ENS.replace('<RefNumHEA4>LRN260214A</RefNumHEA4>', ''))
  expect(reading.outcome).toBe('quarantined')
  expect(reading.findings).toMatchObject([{ code: 'CONSIGNMENT_ID_MISSING', severity: 'error' }])
  expect(reading.quarantined).toMatchObject([{ reason: 'CONSIGNMENT_ID_MISSING' }])
})

test('a declaration that is cut off is quarantined', () => {
  const reading = readText(ENS.slice(0, ENS.indexOf('<ITI>')))
  expect(reading).toMatchObject({ outcome: 'quarantined', messages: [] })
  expect(reading.findings.map(({ code }) => code)).toEqual(['XML_MALFORMED'])
})

test('an unknown namespace is read and reported', () => {
  const reading = readText(ENS.replace('http://ics.dgtaxud.ec/CC315A', 'urn:national:ens'))
  expect(reading.findings.map(({ code }) => code)).toEqual(['NAMESPACE_UNKNOWN'])
  expect(firstConsignment(reading).id).toBe('LRN260214A')
})
