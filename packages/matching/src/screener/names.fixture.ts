import type { Entry, Identity } from '@entente/contracts'
import fc from 'fast-check'

const given = [
  'Yusuf',
  'Youssef',
  'Marta',
  'Walid',
  'Khalid',
  'Abdul Rahman',
  'Abdelrahman',
  'Olga',
  'Ольга',
  'Tebbo',
  'Tebo',
  'Kang',
  'Jürgen',
  'Juergen',
  'يوسف',
  '大伟',
  'Dae Wi',
  'Daewi',
  'M.',
  'Y',
  'Stepanovna',
  'Petrovna',
  'Abou Bakr',
  'Aboubakr',
  'Bill',
  'William',
  'Yus?f',
  'Harbour',
  'Guohua',
  'Kuohua',
  'Kuo-hua',
]
const family = [
  'Qarmouti',
  'al-Qarmuti',
  'القرموطي',
  'Brzezowska',
  'Brzezwoska',
  'Reznik',
  'Резник',
  'Vardak',
  'Wardak',
  'de la Court',
  'Delacourt',
  'Tkachova',
  'Tkachov',
  'Sun',
  '孙',
  'Nizam al-Din',
  'Nizamuddin',
  '김',
  'KIM',
  'Müller',
  'Mueller',
  'Muller',
  'Harbour Quill',
  'Harborquill',
  'Quill Trading Ltd',
  'Trading 2',
  'van der Steinbach',
  'Vandersteinbach',
  'Tarhuni Jr',
  'Tarhuni Sr',
  'Reznik Ivanovich',
  'Ivanovich Reznik',
  'Zhang',
  'Chang',
  '张',
  'bin Nabil Vardak',
  'bin Karim Vardak',
]
const name = fc
  .tuple(fc.constantFrom(...given), fc.constantFrom(...given, ''), fc.constantFrom(...family))
  .map((parts) => parts.filter((part) => part !== ''))
const text = fc
  .tuple(name, fc.constantFrom('plain', 'plain', 'plain', 'family first', 'capitals', 'comma'))
  .map(([parts, how]) => {
    if (how === 'family first') return [...parts].reverse().join(' ')
    if (how === 'comma') return `${parts.at(-1)}, ${parts.slice(0, -1).join(' ')}`
    return how === 'capitals' ? parts.join(' ').toUpperCase() : parts.join(' ')
  })
const oftenPerson = fc.constantFrom(
  'person' as const,
  'person' as const,
  'person' as const,
  'org' as const,
  'entity' as const,
)
/** Makes stated parts of a name. Only stated parts have middle names, whose contradictions weigh little. */
const parts = fc.option(
  fc.record({
    given: fc.constantFrom('Yusuf', 'Walid', 'Olga'),
    middle: fc.constantFrom('', 'Tebbo', 'Kang', 'Bill', 'Petrovna'),
    patronymic: fc.constantFrom('', 'Stepanovna', 'Khalid'),
    family: fc.constantFrom('Reznik', 'Vardak', 'Sun'),
  }),
  { freq: 4, nil: {} },
)
const rest = {
  parts,
  kind: oftenPerson,
  gender: fc.constantFrom('male' as const, 'female' as const, null),
  birthPlaces: fc.array(fc.constantFrom('Lyon', 'Fez'), { maxLength: 1 }),
  birthDates: fc.array(
    fc.constantFrom('1981-05-17', '1981', '1980~', '1975/1983', '1960-03-02', '1981-07-05', '1981-01-01', '2003'),
    { maxLength: 2 },
  ),
  nationalities: fc.array(fc.constantFrom('FRA', 'MAR', 'DEU'), { maxLength: 1 }),
  documents: fc.array(
    fc.record({
      number: fc.constantFrom('AB1234567', 'AB12345O7', 'AB1234507', 'XY7654321'),
      country: fc.constantFrom('FRA', 'DEU'),
    }),
    { maxLength: 1 },
  ),
}
export const anySubject: fc.Arbitrary<Identity> = fc.record({
  names: fc.array(text, { minLength: 0, maxLength: 2 }),
  ...rest,
})
/** Makes an entry with an empty id, which the caller replaces. */
export const anyEntry: fc.Arbitrary<Entry> = fc.record({
  id: fc.constant(''),
  names: fc.array(
    fc.record({ name: text, quality: fc.constantFrom('primary' as const, 'good' as const, 'low' as const) }),
    {
      minLength: 0,
      maxLength: 3,
    },
  ),
  ...rest,
})

/** Returns whether an identity has a name or a document. Other identities are rejected. */
export const isComparable = (one: Identity | Entry): boolean => one.names.length > 0 || (one.documents?.length ?? 0) > 0
