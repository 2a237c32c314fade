import type { SignedIn } from '@entente/testkit'
import type { Listed } from './passenger-list.ts'

interface Further {
  family: string
  given: string
  birthPlace: string
}
/** An invented person on the agency's list, and a traveller who resembles one. */
export interface ListedPair {
  signal: { full: string; birth: string; document: string; issuer: string; sex: 'F' | 'M' } & Partial<Further>
  traveller: Listed
}

const pair = (
  [full, birth, document, issuer, sex]: [string, string, string, string, 'F' | 'M'],
  traveller: Partial<Listed> & Pick<Listed, 'surname' | 'given'>,
): ListedPair => ({
  signal: { full, birth, document, issuer, sex },
  traveller: { birth, document, issuer, sex, ...traveller },
})

/** All people are invented. Each pair is used by one walk only, so that walks do not affect each other. */
export const pairs = {
  /** The passport differs by one character, and the name by its spelling. */
  misread: pair(['Idris Ferhani', '1984-03-14', 'K4471506B', 'TUN', 'M'], {
    surname: 'FERHANY',
    given: 'IDRIS',
    document: 'K4471906B',
    seat: '14C',
  }),
  /** Name and passport are the same. */
  same: pair(['Tomas Verhoekel', '1979-11-02', 'NX7730124', 'NLD', 'M'], { surname: 'VERHOEKEL', given: 'TOMAS' }),
  /** The name is the same; birth year and passport differ. */
  namesake: pair(['Selma Drabikova', '1991-06-21', 'SD5512077', 'CZE', 'F'], {
    surname: 'DRABIKOVA',
    given: 'SELMA',
    document: 'CZ9004413',
    birth: '1991-06-12',
  }),
  disagreed: pair(['Otmar Lindqvar', '1968-01-30', 'LQ3381905', 'SWE', 'M'], { surname: 'LINDQVAR', given: 'OTMAR' }),
  keyboard: pair(['Ruben Askelsund', '1987-08-08', 'AS6620417', 'NOR', 'M'], { surname: 'ASKELSUND', given: 'RUBEN' }),
  detained: pair(['Bruno Halvask', '1982-09-17', 'HV2207346', 'NOR', 'M'], { surname: 'HALVASK', given: 'BRUNO' }),
  /** Every field is stated on both sides, and none is the same. */
  seven: {
    signal: {
      ...{ full: 'Yusuf Benhamdane', family: 'Benhamdane', given: 'Yusuf', birthPlace: 'Sfax' },
      ...{ birth: '1988-03-14', document: 'K4471506B', issuer: 'TUN', sex: 'M' },
    },
    traveller: {
      ...{ surname: 'BENHAMDAN', given: 'YOUSSEF AMINE', birthPlace: 'SOUSSE', nationality: 'DZA' },
      ...{ birth: '1988-03-15', document: 'K4471906B', issuer: 'TUN', sex: 'F', seat: '14C' },
    },
  },
  later: pair(['Nadia Kherouf', '1995-12-19', 'KH2093358', 'DZA', 'F'], { surname: 'KHEROUF', given: 'NADIA' }),
} satisfies Record<string, ListedPair>

/** Travellers who resemble no listed person. */
export const others: Listed[] = [
  { surname: 'HOLMVIK', given: 'BERIT', birth: '1972-05-05', document: 'NO4410982', issuer: 'NOR', sex: 'F' },
  { surname: 'TRABEL', given: 'ANIS', birth: '2001-02-17', document: 'T0091274', issuer: 'TUN' },
]

/** Creates the signals about these listed people, as a signal officer does. */
export async function writeSignals(officer: SignedIn, chosen: readonly ListedPair[]): Promise<void> {
  const day = 86_400_000
  const at = (days: number): string => new Date(Date.now() + days * day).toISOString()
  for (const { signal } of chosen) {
    const written = await officer.call('POST', '/v1/signals', {
      kind: 'person',
      value: {
        names: [
          {
            ...{ full: signal.full, family: signal.family ?? null, given: signal.given ?? null },
            ...{ script: null, quality: 'primary' },
          },
        ],
        birthDates: [signal.birth],
        sex: signal.sex,
        nationalities: [signal.issuer],
        birthPlaces: signal.birthPlace === undefined ? [] : [signal.birthPlace],
        identifiers: [{ type: 'passport', number: signal.document, issuer: signal.issuer }],
      },
      labels: [],
      entity: null,
      agreements: [],
      recipients: null,
      purposes: ['border-control', 'terrorism-prevention'],
      lawfulBasis: { reference: 'Invented Border Act, section 12', validUntil: null },
      tlp: 'amber',
      pap: 'green',
      confidence: 80,
      source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: at(-9) },
      action: 'discreet-check',
      necessity: 'Named in an invented inquiry; no milder means would find the person.',
      minor: false,
      validFrom: at(-30),
      validUntil: at(300),
      retainUntil: at(400),
      reviewDue: at(90),
    })
    if (written.status !== 201) throw new Error(`a signal was refused: ${JSON.stringify(written.body)}`)
  }
}
