import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Screener } from '../screener/screener.ts'
import { loadList } from './load-list.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const list = (records: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-01-31T00:00:00Z"><INDIVIDUALS>${records}</INDIVIDUALS></CONSOLIDATED_LIST>`
const whole = `<INDIVIDUAL>
  <DATAID>77</DATAID><VERSIONNUM>2</VERSIONNUM><FIRST_NAME>TEBBO</FIRST_NAME><SECOND_NAME>ANWAR
  VARDAK</SECOND_NAME><NAME_ORIGINAL_SCRIPT>تبو أنور ورداك</NAME_ORIGINAL_SCRIPT>
  <UN_LIST_TYPE>Example</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER><LISTED_ON>2011-03-04</LISTED_ON>
  <GENDER>Male</GENDER><COMMENTS1>Invented.</COMMENTS1>
  <TITLE><VALUE>Colonel</VALUE></TITLE><DESIGNATION><VALUE>a) Clerk</VALUE><VALUE>b) Driver</VALUE></DESIGNATION>
  <NATIONALITY><VALUE>Türkiye</VALUE><VALUE>na</VALUE></NATIONALITY><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
  <LAST_DAY_UPDATED><VALUE>2012-01-01</VALUE><VALUE>2015-01-01</VALUE></LAST_DAY_UPDATED>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Tebo Vardak; Anwar Vardak</ALIAS_NAME><NOTE>In Arabic: تبو ورداك</NOTE></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Ferryman</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ADDRESS><STREET>1 Quay</STREET><CITY>Izmir</CITY><COUNTRY>Türkiye</COUNTRY><NOTE>until 2010</NOTE></INDIVIDUAL_ADDRESS>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1961-05-17</DATE></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1962</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1960</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1958</FROM_YEAR><TO_YEAR>1963</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1963</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>about forty</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Izmir</CITY><STATE_PROVINCE>Aegean</STATE_PROVINCE><COUNTRY>Türkiye</COUNTRY><NOTE>near the harbour</NOTE></INDIVIDUAL_PLACE_OF_BIRTH>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Número de pasaporte</TYPE_OF_DOCUMENT><NUMBER>Passport no. U 0099123</NUMBER><ISSUING_COUNTRY>Türkiye</ISSUING_COUNTRY><CITY_OF_ISSUE>Berlin</CITY_OF_ISSUE><COUNTRY_OF_ISSUE>Germany</COUNTRY_OF_ISSUE><DATE_OF_ISSUE>2001</DATE_OF_ISSUE><NOTE>expired</NOTE></INDIVIDUAL_DOCUMENT>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT><NUMBER>12345678901</NUMBER></INDIVIDUAL_DOCUMENT>
  <INDIVIDUAL_DOCUMENT/><SORT_KEY/><SORT_KEY_LAST_MOD/>
</INDIVIDUAL>`

test('every field of a record reaches its entry', () => {
  const { list: stated, entries, findings } = loadList(bytes(list(whole)))
  expect(stated).toMatchObject({ format: 'un-xml', generatedAt: '2026-01-31T00:00:00Z' })
  expect(findings).toMatchObject([{ code: 'NATIONALITY_NONE', severity: 'info', literal: 'na' }])
  expect(entries).toEqual([
    {
      id: '77',
      version: '2',
      kind: 'person',
      reference: 'XXi.001',
      program: 'Example',
      listType: 'UN List',
      listedOn: '2011-03-04',
      updatedOn: ['2012-01-01', '2015-01-01'],
      gender: 'male',
      comments: 'Invented.',
      titles: ['Colonel'],
      designations: ['a) Clerk', 'b) Driver'],
      nationalities: ['TUR'],
      nationalitiesAsWritten: ['Türkiye', 'na'],
      names: [
        { name: 'TEBBO ANWAR VARDAK', quality: 'primary' },
        { name: 'تبو أنور ورداك', quality: 'original' },
        { name: 'Tebo Vardak', quality: 'good', note: 'In Arabic: تبو ورداك' },
        { name: 'Anwar Vardak', quality: 'good', note: 'In Arabic: تبو ورداك' },
        { name: 'تبو ورداك', quality: 'good' },
        { name: 'The Ferryman', quality: 'low' },
      ],
      birthDates: ['1961-05-17', '1962', '1960~', '1958/1963', '1963-11'],
      birthPlaces: ['Izmir'],
      addresses: [{ street: '1 Quay', city: 'Izmir', country: 'Türkiye', note: 'until 2010' }],
      documents: [
        {
          number: 'U0099123',
          numberRaw: 'Passport no. U 0099123',
          type: 'passport',
          country: 'Türkiye',
          issuedOn: '2001',
          note: 'issued in Berlin, Germany; expired',
        },
        { number: '12345678901', numberRaw: '12345678901', type: 'national-id' },
      ],
      notes: [
        'Tebo Vardak; Anwar Vardak: In Arabic: تبو ورداك',
        'Birth date: Nov. 1963',
        'Birth date: about forty',
        'Place of birth: Izmir, Aegean, Türkiye, near the harbour',
      ],
    },
  ])
})
test.each([
  ['Passport', 'passport'],
  ['Numéro de passeport ', 'passport'],
  ['Número de pasaporte', 'passport'],
  ['National Identification Number', 'national-id'],
  ["Numéro d'identification nationale", 'national-id'],
  ["Carte d'identité", 'national-id'],
  ['Documento nacional de identidad', 'national-id'],
  ['Cédula de identidad', 'national-id'],
  ['Certificate of Nationality', 'other'],
  ["Driver's Permit", 'other'],
])('a document called %j is of type %s', (type, expected) => {
  const record = `<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>Tebbo</FIRST_NAME>
    <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>${type}</TYPE_OF_DOCUMENT><NUMBER>U0099123</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>`
  expect(loadList(bytes(list(record))).entries[0]?.documents).toMatchObject([{ number: 'U0099123', type: expected }])
})
test('an alias gives names in brackets and notes; an open interval gives an approximate year', () => {
  const record = `<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>Tebbo</FIRST_NAME>
    <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>تبو (Tebo Vardak; Tebo Wardak)</ALIAS_NAME></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Tebo</ALIAS_NAME><NOTE>original script: Абу Тебо</NOTE></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1958</FROM_YEAR></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>`
  const [entry] = loadList(bytes(list(record))).entries
  expect(entry?.names.slice(1)).toMatchObject([
    { name: 'تبو', quality: 'good' },
    { name: 'Tebo Vardak', quality: 'good' },
    { name: 'Tebo Wardak', quality: 'good' },
    { name: 'Abu Tebo', quality: 'low', note: 'original script: Абу Тебо' },
    { name: 'Абу Тебо', quality: 'low' },
  ])
  expect(entry?.birthDates).toEqual(['1958~'])
})
test('an entity has one name and any number of aliases with a quality each', () => {
  const text = `<CONSOLIDATED_LIST><ENTITIES><ENTITY><DATAID>9</DATAID><FIRST_NAME>Vardak Shipping</FIRST_NAME>
    <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Vardak Lines</ALIAS_NAME></ENTITY_ALIAS>
    <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Tebbo Lines</ALIAS_NAME></ENTITY_ALIAS></ENTITY></ENTITIES></CONSOLIDATED_LIST>`
  expect(loadList(bytes(text)).entries).toMatchObject([
    {
      id: '9',
      kind: 'org',
      names: [
        { quality: 'primary' },
        { name: 'Vardak Lines', quality: 'good' },
        { name: 'Tebbo Lines', quality: 'former' },
      ],
    },
  ])
})

const published = join(import.meta.dirname, '../../../../../shared/data/lists/un-consolidated.xml')
const available = existsSync(published)
if (!available) console.warn(`SKIPPED: no list at ${published}; the counts of the published list are not checked`)
test.skipIf(!available)('the published list gives the documented counts', () => {
  const { list: stated, entries, findings } = loadList(readFileSync(published))
  expect(stated.generatedAt).toMatch(/^2026-02-27/)
  expect(stated.read).toEqual({
    individuals: 730,
    entities: 273,
    'individual aliases good': 1524,
    'individual aliases low': 615,
    'individual aliases empty': 169,
    'entity aliases a.k.a.': 594,
    'entity aliases f.k.a.': 19,
    'entity aliases empty': 122,
    'aliases with several names': 27,
    'individuals with a name in original script': 336,
    'entities with a name in original script': 42,
    'birth date elements': 919,
    'birth dates with a day': 454,
    'birth dates with a year': 262,
    'birth dates with an approximate year': 116,
    'birth dates between two years': 31,
    'birth dates without a date': 56,
    'birth dates with a note only': 7,
    'documents with a number': 454,
    'individuals with a nationality': 625,
    nationalities: 652,
  })
  expect(entries).toHaveLength(1003)
  expect(entries.filter((entry) => entry.kind === 'person')).toHaveLength(730)
  const dates = entries.flatMap((entry) => entry.birthDates ?? [])
  const like = (form: RegExp): number => dates.filter((date) => form.test(date)).length
  expect([like(/^\d{4}-\d\d-\d\d$/), like(/^\d{4}~$/)]).toEqual([454, 116])
  expect(entries.flatMap((entry) => entry.documents ?? [])).toHaveLength(454)
  const aliases = entries.flatMap((entry) => entry.names).flatMap((item) => (typeof item === 'string' ? [] : item))
  expect(aliases.filter(({ name, quality }) => quality !== 'primary' && /;|original script/.test(name))).toEqual([])
  expect(findings.filter((finding) => finding.code === 'NATIONALITY_NONE')).toHaveLength(1)
  expect(findings.filter((finding) => finding.code === 'NATIONALITY_UNKNOWN')).toEqual([])
  expect(findings.filter((finding) => finding.severity === 'error')).toEqual([])
  expect(Screener.build(entries).stats).toMatchObject({ entries: 1003, unusable: 0 })
})
