import { expect, test } from 'vitest'
import { codesOf, edi, findingsOf, listOf, paxlst, paxlstSegments } from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'

const read = (...segments: string[]) => {
  const reading = readTravel(paxlst(['NAD+FL+++ROE:ANN', ...segments]))
  return { person: listOf(reading).people[0]!, codes: codesOf(reading), reading }
}
const contactsOf = (...segments: string[]) => {
  const { person, codes } = read(...segments)
  return [...person.contacts.map(({ medium, kind, value }) => `${medium} ${kind} ${value}`), ...codes]
}

test('the contacts of a person are read, and not those of the reporting party', () => {
  const { person, reading } = read('COM+0044 555 0100:TE+044 555 0101:FX+ann.at.post.example:EM', 'COM+0611223344:AL')
  expect(person.contacts).toEqual([
    { medium: 'phone', kind: 'TE', value: '00445550100', travellerRef: null, literal: '0044 555 0100' },
    { medium: 'fax', kind: 'FX', value: '0445550101', travellerRef: null, literal: '044 555 0101' },
    { medium: 'email', kind: 'EM', value: 'ann@post.example', travellerRef: null, literal: 'ann.at.post.example' },
    { medium: 'phone', kind: 'AL', value: '0611223344', travellerRef: null, literal: '0611223344' },
  ])
  expect(reading.findings).toEqual([])
  expect(listOf(reading).reportingParty?.contacts).toHaveLength(2)
})

test.each([
  ['COM+0611223344', ['phone null 0611223344']],
  ['COM+0611223344:te', ['phone te 0611223344']],
  ['COM+ANN..ROE//POST.EXAMPLE:EM', ['email EM ANN_ROE@POST.EXAMPLE']],
  ['COM+ann.at.post.example', ['email null ann@post.example']],
  ['COM+ann@post.example:TE', ['email TE ann@post.example', 'FIELD_DISPLACED']],
  ['COM+0611223344:EM', ['phone EM 0611223344', 'FIELD_DISPLACED']],
  ['COM+0611223344:QQ', ['phone QQ 0611223344']],
  ['COM+ask at the desk:TE', ['phone TE null', 'CONTACT_UNREADABLE']],
  ['COM+0611223344 EXT 5:TE', ['phone TE null', 'CONTACT_UNREADABLE']],
  ['COM+:TE', []],
  ['COM+', []],
  [
    'COM+0611223344:TE:ann@post.example:EM',
    ['phone TE 0611223344', 'email EM ann@post.example', 'SEPARATOR_UNESCAPED'],
  ],
])('%s gives %j', (segment, expected) => expect(contactsOf(segment)).toEqual(expected))

test('an unreadable contact keeps its literal, and its finding says where it stands', () => {
  const { person, reading } = read('COM+ask at the desk:TE')
  expect(person.contacts[0]).toMatchObject({ value: null, literal: 'ask at the desk' })
  expect(findingsOf(reading, 'CONTACT_UNREADABLE')).toMatchObject([
    {
      literal: 'ask at the desk',
      position: { tag: 'COM', element: 1, component: 1 },
      at: '/messages/0/people/0/contacts/0',
    },
  ])
})

test('a contact before any person and reporting party is reported', () => {
  const segments = paxlstSegments([['NAD+FL+++ROE:ANN']]).filter((segment) => !segment.startsWith('NAD+MS'))
  const reading = readTravel(edi(...segments))
  expect([codesOf(reading).includes('SEGMENT_OUT_OF_ORDER'), listOf(reading).people[0]?.contacts]).toEqual([true, []])
})

const addressOf = (nad: string) => {
  const reading = readTravel(paxlst([nad]))
  return { addresses: listOf(reading).people[0]!.addresses, codes: codesOf(reading) }
}

test('NAD 5 to 9 are the address of the person', () => {
  const nad = 'NAD+FL+++ROE:ANN:MARIT+12 STRAND:FLAT 3+OSLO+03+0150+NOR'
  expect(addressOf(nad)).toEqual({
    addresses: [
      {
        ...{ use: null, line: '12 STRAND FLAT 3', city: 'OSLO', state: '03', country: 'NOR', postal: '0150' },
        ...{ travellerRef: null, source: 'NAD' },
      },
    ],
    codes: [],
  })
  expect(addressOf('NAD+FL+++ROE:ANN++OSLO').addresses).toMatchObject([{ line: null, city: 'OSLO', country: null }])
  expect(addressOf('NAD+FL+++ROE:ANN++++:::OSTFOLD++NOR').addresses).toEqual([])
  expect(addressOf('NAD+FL+++ROE:ANN+++:::OSTFOLD++NOR').addresses).toMatchObject([
    { state: 'OSTFOLD', country: 'NOR' },
  ])
})

test('empty elements of NAD are no address; one element too many is reported', () => {
  expect(addressOf('NAD+FL+++ROE:ANN+++++')).toEqual({ addresses: [], codes: [] })
  expect(addressOf('NAD+FL+++ROE:ANN')).toEqual({ addresses: [], codes: [] })
  const extra = addressOf('NAD+FL+++ROE:ANN+12+STRAND+OSLO+03+0150+NOR')
  expect(extra.codes).toEqual(['SEPARATOR_UNESCAPED'])
  expect(extra.addresses).toHaveLength(1)
})

test.each([
  ['EMP+1+CR1:110:111', { category: 'CR1', employeeId: null }],
  ['EMP+1+cr2', { category: 'CR2', employeeId: null }],
  ['EMP+1+E40417', { category: null, employeeId: 'E40417' }],
  ['EMP+1+CR1:110:111:E40417', { category: 'CR1', employeeId: 'E40417' }],
  ['EMP+1+CR2:110:111+:::PURSER', { category: 'CR2', employeeId: 'PURSER' }],
  ['EMP+1', null],
  ['EMP', null],
])('%s is the employment %j', (segment, employment) => {
  expect(read(segment)).toMatchObject({ person: { employment }, codes: [] })
})

test('a second EMP adds to the first', () => {
  expect(read('EMP+1+CR1:110:111', 'EMP+5+E40417').person.employment).toEqual({ category: 'CR1', employeeId: 'E40417' })
})

test('a second nationality is kept beside the first, each once', () => {
  expect(read('NAT+2+NOR', 'NAT+2+SWE', 'NAT+2+NOR', 'NAT+2+SWE')).toMatchObject({
    person: { nationality: 'NOR', otherNationalities: ['SWE'] },
    codes: [],
  })
})

test.each([
  ['NAT++NOR', 'NOR', ['FUNCTION_MISSING']],
  ['NAT+NOR', null, ['FIELD_DISPLACED']],
  ['NAT+2+:::NORWAY', 'NORWAY', ['COUNTRY_CODE_FORM']],
  ['NAT', null, []],
])('%s is nationality %s with %j', (segment, nationality, codes) => {
  const { person, codes: found } = read(segment)
  expect([person.nationality, found]).toEqual([nationality, codes])
})

test('a nationality with another qualifier is never the first one', () => {
  expect(read('NAT+1+NOR', 'NAT+2+SWE')).toMatchObject({
    person: { nationality: 'SWE', otherNationalities: ['NOR'] },
    codes: ['FUNCTION_MISSING'],
  })
})

test('a filler is no second nationality', () => {
  expect(read('NAT+2+0', 'NAT+2+NOR')).toMatchObject({ person: { nationality: 'NOR', otherNationalities: [] } })
})

test.each([
  ['MEA+CT++:2', 2, []],
  ['MEA+CT++2', 2, []],
  ['MEA+CT++PCE:2', 2, []],
  ['MEA+CT++2:2', 2, []],
  ['MEA+CT++2:3', null, ['FIELD_DISPLACED']],
  ['MEA+CT++TWO', null, ['FIELD_DISPLACED']],
  ['MEA+CT+2', null, ['FIELD_DISPLACED']],
])('%s is %s pieces', (segment, pieces, codes) => {
  const { person, codes: found } = read(segment)
  expect([person.bags?.pieces, found]).toEqual([pieces, codes])
})

test.each([
  ['MEA+WT++KGM:23', 23, 'kg', []],
  ['MEA+WT++kg:23', 23, 'kg', []],
  ['MEA+WT++LBS:23', 23, 'lb', []],
  ['MEA+WT++:23', 23, null, ['FIELD_DISPLACED']],
  ['MEA+WT++23', null, null, ['FIELD_DISPLACED']],
])('%s is the weight %s %s', (segment, weight, unit, codes) => {
  const { person, codes: found } = read(segment)
  expect([person.bags?.weight, person.bags?.unit, found]).toEqual([weight, unit, codes])
})

test('a birth date in part is kept, and its finding quotes the text at its place', () => {
  const { person, reading } = read('DTM+329:1990', 'DOC+P+N1', 'DTM+36:300101')
  expect(person).toMatchObject({
    birthDate: '1990',
    documents: [{ expires: '2030-01-01' }],
    derived: [{ field: 'birthDate', literal: '1990', rule: 'birth-date-partial' }, { rule: 'expiry-century' }],
  })
  expect(findingsOf(reading, 'DATE_PARTIAL')).toMatchObject([
    { literal: '1990', position: { tag: 'DTM', element: 1, component: 2 }, at: '/messages/0/people/0/birthDate' },
  ])
  expect(read('DTM+329:2004:602').person.birthDate).toBe('2004')
})

test.each(['EXST', 'CBBG', 'exst', 'EXST MR', 'EXSTMRS', 'EXST2', 'ANN EXST'])(
  'a seat booked for %s is a placeholder, whichever name has the code',
  (code) => {
    const reading = readTravel(paxlst([`NAD+FL+++ROE:${code}`], [`NAD+FL+++${code}:ROE`]))
    expect(listOf(reading).people.map(({ placeholder }) => placeholder)).toEqual([true, true])
    expect(findingsOf(reading, 'PERSON_PLACEHOLDER')).toHaveLength(2)
  },
)

test('a name that only contains the letters of a seat code is a name', () => {
  expect(read().person.placeholder).toBe(false)
  const reading = readTravel(paxlst(['NAD+FL+++NEXSTROM:ANN'], ['NAD+FL+++ROE:EXSTEN']))
  expect(listOf(reading).people.map(({ placeholder }) => placeholder)).toEqual([false, false])
})

const removed = (...texts: string[]) => {
  const { person, reading } = read(...texts)
  const found = findingsOf(reading, 'SENSITIVE_REMOVED').map(({ message }) => message.slice('removed: '.length))
  return { found, count: reading.sensitiveRemoved, person, text: JSON.stringify(reading) }
}

test.each([
  ['FTX+SPM+++VGML', ['meal']],
  ['FTX+AAI+++wchr', ['health']],
  ['FTX+AAI++WCHR+NEEDS HELP ON THE STAIRS', ['health']],
  ['FTX+WCHC+++CARRIED', ['health']],
  ['FTX+BAG+++WC?HR', ['health']],
  ['FTX+BAG+++WC \r\nHR', ['health']],
  ['FTX+AAI+++PASSENGER IS DIABETIC', ['free-text']],
  ['FTX+AAI+++VEGETARIAN MEAL', ['free-text']],
  ['FTX+AAI+++NEEDS ASSISTANCE:AND A WHEELCHAIR', ['free-text', 'free-text']],
  ['FTX+AAI+++WINDOW. IS PREGNANT. THANKS', ['free-text']],
  ['FTX+AAI+++SPML', []],
  ['FTX+BAG+++XY123456', []],
])('%s: removed are %j', (segment, categories) => {
  const { found, count, text } = removed(segment)
  expect([found, count]).toEqual([categories, categories.length])
  expect(text).not.toMatch(/VGML|wchr|WC\??HR|WCHC|STAIRS|DIABETIC|VEGETARIAN|ASSISTANCE|PREGNANT/)
})

test('a service in the place of a bag tag is removed and is no tag', () => {
  expect(removed('FTX+BAG+++XY1', 'FTX+BAG+++WCHR').person.bags?.tags).toEqual([{ number: 'XY1', count: 1 }])
})
