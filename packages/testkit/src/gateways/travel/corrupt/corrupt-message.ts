import { cultures } from '../../../synthetic/names/cultures.ts'
import { inventPerson } from '../../../synthetic/people/invent-person.ts'
import type { Random } from '../../../synthetic/random.ts'
import { fromByteText, utf8ByteText } from './byte-text.ts'

/** A person that a reader must find. Missing keys are not compared; null means unknown. */
export interface ExpectedPerson {
  surname: string | null
  given?: string | null
  birthDate?: string | null
  title?: string | null
}
export interface CorruptMessage {
  /**
   * The source of the fault. `4.n` is pitfall n of packages/readers/src/pitfalls.test.ts, `6.n` is row n of the travel table of bad input in
   * docs/requirements.md. A letter distinguishes several examples.
   */
  pitfall: string
  bytes: Uint8Array
  /** Codes that must be among the findings; `A|B` means one of them. */
  expectFindings: string[]
  people: ExpectedPerson[]
  outcome: 'read' | 'partly-read' | 'quarantined'
}

/** The data of an invented person for handwritten messages: ASCII capitals without blanks. */
export interface Cast {
  surname: string
  given: string
  /** A birth date between 1960 and 1995, as YYMMDD and DDMMMYY. */
  yymmdd: string
  ddmmmyy: string
  birthDate: string
  sex: 'M' | 'F'
  document: string
}

export function cast(random: Random, sex?: 'M' | 'F'): Cast {
  for (;;) {
    const culture = random.pick(cultures)
    const { person } = inventPerson(random, {
      culture,
      age: [26, 60],
      reference: new Date('2026-01-01T00:00:00Z'),
      ...(sex ? { sex } : {}),
    })
    const surname = person.name.surname.toUpperCase()
    const given = (person.name.given.split(' ')[0] as string).toUpperCase()
    if (!/^[A-Z]{4,}$/.test(surname) || !/^[A-Z]{4,}$/.test(given)) continue
    const [year = '', month = '', day = ''] = person.birthDate.split('-')
    const monthName = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'.slice(Number(month) * 3 - 3, Number(month) * 3)
    return {
      surname,
      given,
      yymmdd: year.slice(2) + month + day,
      ddmmmyy: day + monthName + year.slice(2),
      birthDate: person.birthDate,
      sex: person.sex,
      document: person.document.number,
    }
  }
}

export const corruptMessage = (
  pitfall: string,
  text: string,
  expectFindings: string[],
  people: ExpectedPerson[],
  outcome: CorruptMessage['outcome'] = 'read',
): CorruptMessage => ({
  pitfall,
  bytes: fromByteText(/[^\u0000-\u00ff]/.test(text) ? utf8ByteText(text) : text),
  expectFindings,
  people,
  outcome,
})

export const expected = (person: Cast): ExpectedPerson => ({
  surname: person.surname,
  given: person.given,
  birthDate: person.birthDate,
})
