import { randomInt } from 'node:crypto'
import { pickOf } from '../../../pipeline/cases/random-number.ts'
import type { Interchange, Segment } from './edifact-text.ts'
import { type Invented, inventCompanion } from './invent-person.ts'

/** Replaces letters by letters and digits by digits, at random: a value of the same form. */
const likeForm = (text: string): string =>
  text.replaceAll(/[A-Za-z0-9]/g, (sign) => {
    if (/\d/.test(sign)) return String(randomInt(10))
    const letter = 'ABCDEFGHJKLMNPQRSTUVWXYZ'[randomInt(24)] as string
    return /[a-z]/.test(sign) ? letter.toLowerCase() : letter
  })

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const two = (value: number) => String(value).padStart(2, '0')
const ddmmyy = (at: Date) => `${two(at.getUTCDate())}${two(at.getUTCMonth() + 1)}${two(at.getUTCFullYear() % 100)}`
const yymmdd = (at: Date) => `${two(at.getUTCFullYear() % 100)}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}`
const hhmm = (at: Date) => `${two(at.getUTCHours())}${two(at.getUTCMinutes())}`
const ddmmmyy = (date: string) => `${date.slice(8, 10)}${months[Number(date.slice(5, 7)) - 1]}${date.slice(2, 4)}`

const tagOf = (segment: Segment): string => segment[0]?.[0] ?? ''
const textAt = (segment: Segment, element: number, component = 0): string => segment[element]?.[component] ?? ''

/**
 * Writes an update with one reservation of an invented person, in the form in which its sender writes reservations on this flight: as many
 * people, the same flights, and the same segments in the same order, as far as this function knows how to invent their values. All other
 * segments are left out, so nothing about the people whose reservation gave the form remains. Returns null if no reservation can give it.
 */
export function writeReservation({ segments, write }: Interchange, person: Invented, now: Date): string | null {
  const first = segments.findIndex((segment) => tagOf(segment) === 'SRC')
  const end = segments.findIndex((segment) => tagOf(segment) === 'UNT')
  const heads = segments.slice(0, first)
  const flight = heads.findLast((segment) => tagOf(segment) === 'TVL')
  const head = heads.findIndex((segment) => tagOf(segment) === 'UNH')
  if (first < 0 || end < first || flight === undefined || head < 0) return null
  const groups: Segment[][] = []
  for (const segment of segments.slice(first, end)) {
    if (tagOf(segment) === 'SRC') groups.push([])
    groups.at(-1)?.push(segment)
  }
  const forms = groups.map(upToHistory).filter((group) => isForm(group, flight))
  // A person with a hit is rather in a large booking than in a small one: as many chances as people.
  const form = pickOf(forms.flatMap((group) => new Array<Segment[]>(namesOf(group).length).fill(group)))
  if (form === undefined) return null
  const created = new Date(now.getTime() - randomInt(2 * 3600, 40 * 86_400) * 1000)
  const phone = `${randomInt(20, 99)}${likeForm('000000000')}`
  const body = invented(form, {
    person: { ...person, ...placeIn(groups) },
    now,
    created,
    phone,
    mail: mailIn(groups),
  })
  const control = likeForm(textAt(segments[0] as Segment, 5) || '00000000')
  const opening = heads.map((segment) => headOf(segment, now, control))
  const message = [...opening.slice(head), ...body]
  const closing = segments.slice(-3).filter((segment) => ['UNE', 'UNZ'].includes(tagOf(segment)))
  const reference = textAt(opening[head] as Segment, 1)
  return write([
    ...opening.slice(0, head),
    ...message,
    [['UNT'], [String(message.length + 1)], [reference]],
    ...closing.map((segment): Segment => [[tagOf(segment)], ['1'], [control]]),
  ])
}

/** Takes city and country of any address of the message, which are as frequent as in real reservations. The street is invented. */
function placeIn(groups: readonly Segment[][]): Pick<Invented, 'city' | 'country'> | undefined {
  const places = groups.flat().flatMap((segment) => {
    const [city = '', country = ''] = [textAt(segment, 2, 2), textAt(segment, 2, 5)]
    return tagOf(segment) === 'ADD' && city !== '' && country !== '' ? [{ city, country }] : []
  })
  return pickOf(places)
}

/** Takes the domain of any address of the message, as teletype writes it. */
function mailIn(groups: readonly Segment[][]): string {
  const domains = groups.flat().flatMap((segment) => {
    const domain = textAt(segment, 1) === 'CTCE' ? textAt(segment, 1, 8).split('//')[1] : undefined
    return domain === undefined ? [] : [domain]
  })
  return pickOf(domains) ?? 'MAIL.EXAMPLE'
}

/** What was changed earlier stands behind an ABI. */
function upToHistory(group: Segment[]): Segment[] {
  const history = group.findIndex((segment) => tagOf(segment) === 'ABI')
  return history < 0 ? group : group.slice(0, history)
}

/** Larger bookings would change the number of people on a flight beyond what its page tolerates. */
const mostPeople = 5
const isName = (segment: Segment) => tagOf(segment) === 'TIF'
/** A hotel or a car has no flight number and no two airports. */
const isFlight = (segment: Segment) =>
  tagOf(segment) === 'TVL' &&
  /^\d{1,4}[A-Z]?$/.test(textAt(segment, 5)) &&
  /^[A-Z]{3}$/.test(textAt(segment, 2)) &&
  /^[A-Z]{3}$/.test(textAt(segment, 3))

/** Tests whether a reservation can give the form: named adults and children, who travel on the flight of the message. */
function isForm(group: readonly Segment[], flight: Segment): boolean {
  const people = namesOf(group)
  const named = people.every((one) => textAt(one, 1, 1) !== 'G' && textAt(one, 2) !== '' && textAt(one, 2, 1) !== 'IN')
  const isOnFlight = group.some(
    (one) => isFlight(one) && [2, 3, 5].every((element) => textAt(one, element) === textAt(flight, element)),
  )
  return people.length > 0 && people.length <= mostPeople && named && isOnFlight
}
const isLeg = (segment: Segment) => tagOf(segment) === 'TVL'
/** After the flights stands who was checked in, with the names again. */
const namesOf = (group: readonly Segment[]) => group.slice(0, Math.max(0, group.findIndex(isLeg))).filter(isName)

/** Renews what an interchange states about itself: its time, its references, one reservation, and that it is an update. */
function headOf(segment: Segment, now: Date, control: string): Segment {
  const copy = segment.map((element) => [...element])
  const set = (element: number, values: string[]) => {
    if (copy[element] !== undefined) copy[element] = values
  }
  switch (tagOf(segment)) {
    case 'UNB':
    case 'UNG':
      set(4, [yymmdd(now), hhmm(now)])
      set(5, [control])
      break
    case 'UNH':
      set(3, [likeForm(textAt(segment, 3))])
      // The whole message is in one part.
      set(4, ['01', 'F'])
      break
    case 'MSG':
      set(1, ['', '141'])
      break
    case 'EQN':
      set(1, ['1'])
      break
  }
  return copy
}

interface Facts {
  person: Invented
  mail: string
  now: Date
  created: Date
  phone: string
}

function invented(form: readonly Segment[], facts: Facts): Segment[] {
  const people = peopleOf(form, facts)
  const first = form.findIndex(isLeg)
  let place = -1
  const before = form.slice(0, first).flatMap((segment) => {
    if (isName(segment)) place += 1
    // Segments before the first name are about the whole booking.
    const given = values[tagOf(segment)]?.(segment, { ...facts, person: people[place] ?? facts.person }) ?? null
    return given === null ? [] : [given]
  })
  return [...before, ...legsOf(form.slice(first))]
}

/** Invents the people of a reservation: the person, at the place of any adult, and companions at the others. */
function peopleOf(form: readonly Segment[], { person, now }: Facts): Invented[] {
  const kinds = namesOf(form).map((segment) => textAt(segment, 2, 1))
  const adults = kinds.flatMap((kind, place) => (kind === 'C' ? [] : [place]))
  const own = pickOf(adults) ?? 0
  return kinds.map((kind, place) => (place === own ? person : inventCompanion(person, kind, now)))
}

/** Returns the flights of a reservation, with their status and aircraft, as they stand in the timetable. */
function legsOf(segments: readonly Segment[]): Segment[] {
  const other = segments.findIndex((segment) => isLeg(segment) && !isFlight(segment))
  const flights = other < 0 ? segments : segments.slice(0, other)
  return flights.filter((segment) => ['TVL', 'TRA', 'RPI', 'APD'].includes(tagOf(segment)))
}

/** How the values of a segment are invented. Null: the segment is left out. */
const values: Record<string, (segment: Segment, facts: Facts) => Segment | null> = {
  SRC: (segment) => segment,
  ORG: (segment) => segment,
  MON: (segment) => segment,
  PTK: (segment) => segment,
  TXD: (segment) => segment,
  RCI: (segment, { created }) => [
    ['RCI'],
    [textAt(segment, 1), likeForm(textAt(segment, 1, 1)), '', ddmmyy(created), hhmm(created)],
  ],
  DAT: (segment, { now, created }) => {
    const times = segment.slice(1).flatMap(([code = '']) => {
      if (code !== '700' && code !== '710') return []
      const at = code === '700' ? now : created
      return [[code, ddmmyy(at), hhmm(at)]]
    })
    return times.length === 0 ? null : [['DAT'], ...times]
  },
  IFT(segment, { person, phone }) {
    const head = segment[1] ?? []
    if (head[1] === '28' && textAt(segment, 2).startsWith('CTCM ')) return [['IFT'], head, [`CTCM ${phone}`]]
    if (head[1] !== '43') return null
    return [['IFT'], head, [`${person.given} ${person.family}`], [person.street], [phone]]
  },
  SSR(segment, { person, mail }) {
    const head = segment[1] ?? []
    const isMail = head[0] === 'CTCE'
    if ((!isMail && head[0] !== 'DOCS') || head[8] === undefined) return null
    const text = isMail ? `${mailName(head[8], person)}//${mail}` : documentText(head[8], person)
    return [['SSR'], [...head.slice(0, 8), text]]
  },
  ADD: (segment, { person, phone }) => {
    const place = segment[2] ?? []
    const given = ['702', person.street, person.city, '', '', person.country, likeForm(place[6] ?? '0000'), phone]
    return [['ADD'], [''], given]
  },
  TIF(segment, { person }) {
    const [given = '', ...kind] = segment[2] ?? []
    const title = /(\s?)(MRS|MR|MS|MISS|MSTR)$/.exec(given)
    const written = title === null ? '' : `${title[1]}${person.sex === 'M' ? 'MR' : pickOf(['MS', 'MRS'])}`
    return [
      ['TIF'],
      [person.family, ...(segment[1] ?? []).slice(1)],
      [`${person.given}${written}`, ...kind.slice(0, 2)],
    ]
  },
  FTI: (segment) => [['FTI'], ...segment.slice(1).map(([carrier = '', number = '']) => [carrier, likeForm(number)])],
  REF: (segment) => [['REF'], ...segment.slice(1).map((element) => element.map(likeForm))],
  TKT: (segment) => {
    const [number = '', ...rest] = segment[1] ?? []
    return [['TKT'], [number.slice(0, 3) + likeForm(number.slice(3)), ...rest]]
  },
  FOP: (segment) => {
    const [kind = '', , total = '', vendor = '', account = ''] = segment[1] ?? []
    return kind !== 'CC'
      ? null
      : [['FOP'], [kind, '', total, vendor, hiddenAs(account), `${two(randomInt(1, 13))}${randomInt(28, 34)}`]]
  },
}

/** Writes the name of a mailbox, with a number where the form has one. */
function mailName(form: string, { given, family }: Invented): string {
  const digits = /\d*(?=\/\/)/.exec(form)?.[0] ?? ''
  return `${given}.${family}`.replaceAll(/[^A-Z.]/g, '') + likeForm(digits)
}

/** Keeps the signs that hide a number, and invents the digits that are shown. */
const hiddenAs = (account: string): string => account.replaceAll(/\d/g, () => String(randomInt(10)))

/** `/P/GBR/512345678/GBR/29FEB84/F/15JUN31/SURNAME/GIVEN/SECOND`, as IATA writes a document in a request. */
function documentText(form: string, { nationality, birthDate, sex, family, given }: Invented): string {
  const [, kind = 'P', , number = '000000000', , , , expires = ''] = form.split('/')
  const [first = '', ...others] = given.split(' ')
  const until = expires === '' ? '' : `${two(randomInt(1, 29))}${months[randomInt(12)]}${randomInt(28, 36)}`
  const fields = [
    kind,
    nationality,
    likeForm(number),
    nationality,
    ddmmmyy(birthDate),
    sex,
    until,
    family,
    first,
    others.join(' '),
  ]
  return `/${fields.join('/')}`.replace(/\/+$/, '')
}
