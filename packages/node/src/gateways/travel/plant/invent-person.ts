import { randomInt } from 'node:crypto'
import { toAscii } from '@entente/readers'
import { pickOf } from '../../../pipeline/cases/random-number.ts'
import type { Likeness } from '../../../pipeline/gateway/gateway.ts'

/** A person who does not exist. `birthDate` is a calendar date. */
export interface Invented {
  family: string
  given: string
  sex: 'F' | 'M'
  birthDate: string
  nationality: string
  street: string
  city: string
  country: string
}

const secondNames = {
  F: 'AMINA ANA CLARA DINA ELENA FATIMA HELENA IRINA JULIA KARIN LEILA LINA MARIA MIRA NADIA OLGA PAULA RANIA SARA VERA'.split(
    ' ',
  ),
  M: 'ADAM ALI ANTON BORIS DANIEL EMIL FARID HASAN IVAN JONAS KARIM LUIS MARCO NABIL OMAR PAVEL RAMI SAMIR TOMAS VIKTOR'.split(
    ' ',
  ),
}
const familyNames =
  'ALMEIDA BAUER CARVALHO DURAND ERIKSEN FISCHER GRECO HORVAT IBRAHIM JANSEN KOVAC LAURENT MANSOUR NOWAK OLIVEIRA PETROV ROSSI SANTOS TORRES WEBER'.split(
    ' ',
  )
const states =
  'AUT BEL BGR CHE CYP CZE DEU DNK EGY ESP FIN FRA GBR GRC HUN IDN IND IRL ITA JOR KEN LBN MAR MYS NGA NLD NOR PAK PHL POL PRT ROU SWE TUN TUR UKR'.split(
    ' ',
  )
const places: readonly (readonly [city: string, country: string])[] = [
  ['PORTO', 'PRT'],
  ['LYON', 'FRA'],
  ['LEEDS', 'GBR'],
  ['GRAZ', 'AUT'],
  ['SFAX', 'TUN'],
  ['IZMIR', 'TUR'],
  ['GDANSK', 'POL'],
  ['TURIN', 'ITA'],
  ['MALMO', 'SWE'],
  ['PATRAS', 'GRC'],
]
const streets =
  'MILL LANE,STATION ROAD,HARBOUR STREET,CHURCH ROAD,PARK AVENUE,GARDEN STREET,HIGH STREET,BRIDGE ROAD'.split(',')
const two = (value: number) => String(value).padStart(2, '0')
/** A name of a list that the carriers of a border can write. */
const written = /^[A-Z][A-Z '-]*$/

/**
 * Invents a person whom the matcher may mistake for a signal: with its name, or nearly, and another day of birth. Returns null for a name
 * that no ticket can have.
 */
export function inventPerson(likeness: Likeness, now: Date): Invented | null {
  const whole = toAscii(likeness.name).toUpperCase().replaceAll(/[.,]/g, ' ').replaceAll(/\s+/g, ' ').trim()
  const words = whole.split(' ')
  const family = toAscii(likeness.family ?? '').toUpperCase() || (words.at(-1) as string)
  const given = toAscii(likeness.given ?? '').toUpperCase() || words.slice(0, -1).join(' ')
  if (!written.test(family) || !written.test(given)) return null
  const sex = likeness.sex ?? (pickOf(['F', 'M'] as const) as 'F' | 'M')
  const [city, country] = pickOf(places) as (typeof places)[number]
  const known = likeness.nationalities.filter((state) => /^[A-Z]{3}$/.test(state))
  return {
    family,
    given: varied(given, sex),
    sex,
    birthDate: otherBirthDate(pickOf(likeness.birthDates) ?? null, now),
    nationality: (randomInt(2) === 0 ? pickOf(known) : undefined) ?? (pickOf(states) as string),
    street: `${randomInt(1, 120)} ${pickOf(streets)}`,
    ...{ city, country },
  }
}

/** Invents somebody who travels with a person: a partner, a child or a colleague. `kind` is that of the ticket: `C` for a child. */
export function inventCompanion(person: Invented, kind: string, now: Date): Invented {
  const isChild = kind === 'C'
  const sex = pickOf(['F', 'M'] as const) as 'F' | 'M'
  const year = isChild
    ? now.getUTCFullYear() - randomInt(3, 12)
    : Math.min(Number(person.birthDate.slice(0, 4)) + randomInt(-6, 7), now.getUTCFullYear() - 19)
  const isFamily = isChild || randomInt(4) > 0
  return {
    ...person,
    family: isFamily ? person.family : (pickOf(familyNames) as string),
    given: pickOf(secondNames[sex].filter((name) => name !== person.given)) as string,
    sex,
    birthDate: `${year}-${two(randomInt(1, 13))}-${two(randomInt(1, 29))}`,
  }
}

function varied(given: string, sex: 'F' | 'M'): string {
  const names = given.split(' ')
  const way = randomInt(4)
  if (way === 0 && names.length > 1) return names.slice(0, -1).join(' ')
  return way === 1 && names.length === 1 ? `${given} ${pickOf(secondNames[sex])}` : given
}

/** Returns a date near that of the signal, never on its day and month: the person is somebody else. */
function otherBirthDate(stated: string | null, now: Date): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(stated ?? '') ?? []
  const made =
    year === undefined
      ? now.getUTCFullYear() - randomInt(22, 60)
      : Number(year) + (randomInt(8) === 0 ? (pickOf([-1, 1]) as number) : 0)
  let date: [number, number]
  do date = [randomInt(1, 13), randomInt(1, 29)]
  while (date[0] === Number(month) && date[1] === Number(day))
  return `${made}-${two(date[0])}-${two(date[1])}`
}
