import { type SignalKind, valuesOfSignals } from '@entente/contracts'
import {
  canonicalUrl,
  normaliseHash,
  normaliseTlsh,
  readVpdq,
  tmkRead,
  urlScopes,
  urlSignal,
} from '@entente/matching/media'

export interface ValueFault {
  at: string
  message: string
}

/**
 * Lists the faults of a value, each with its JSON pointer. Faults against the schema of the kind come first, then
 * faults against other rules.
 */
export function valueFaults(kind: SignalKind, value: unknown): ValueFault[] {
  const parsed = valuesOfSignals[kind].safeParse(value)
  if (!parsed.success)
    return parsed.error.issues.flatMap((issue) => {
      const at = ['/value', ...issue.path].join('/')
      if (issue.code !== 'unrecognized_keys') return [{ at, message: issue.message }]
      return issue.keys.map((key) => ({ at: `${at}/${key}`, message: `There is no field ${key}.` }))
    })
  return furtherFaults[kind](parsed.data as never)
}

const furtherFaults: { [K in SignalKind]: (value: (typeof valuesOfSignals)[K]['_output']) => ValueFault[] } = {
  person: ({ birthDates }) =>
    birthDates.flatMap((date, place) =>
      isDate(date) ? [] : [{ at: `/value/birthDates/${place}`, message: 'This is no date of the calendar.' }],
    ),
  organisation: () => [],
  'travel-document': () => [],
  'media-hash'({ algorithm, hash }) {
    if (hashForms[algorithm](hash)) return []
    return [{ at: '/value/hash', message: `This is no ${algorithm} hash in the form in which it is kept.` }]
  },
  url({ url, normalised, scope }) {
    if (!(urlScopes as readonly string[]).includes(scope))
      return [{ at: '/value/scope', message: `A scope is ${urlScopes.join(', ')}.` }]
    const canonical = canonicalUrl(url)
    const expected = canonical === null ? null : urlSignal(url, scope as (typeof urlScopes)[number])
    if (expected === null) return [{ at: '/value/url', message: 'This is no address, or none of that scope.' }]
    if (expected.text === normalised) return []
    return [{ at: '/value/normalised', message: 'This is not the address in its normal form.' }]
  },
  account: () => [],
  wallet: () => [],
  consignment({ grossMassMinKg, grossMassMaxKg }) {
    if (grossMassMinKg === null || grossMassMaxKg === null || grossMassMinKg <= grossMassMaxKg) return []
    return [{ at: '/value/grossMassMaxKg', message: 'The greatest mass is less than the least.' }]
  },
}

const ofBytes = (bytes: number) => (hash: string) => normaliseHash(hash, bytes) === hash
const hashForms = {
  md5: ofBytes(16),
  sha1: ofBytes(20),
  sha256: ofBytes(32),
  pdq: ofBytes(32),
  text: ofBytes(32),
  tlsh: (hash) => normaliseTlsh(hash) === hash,
  vpdq(hash) {
    const { frames, findings } = readVpdq(hash)
    return frames.length > 0 && findings.length === 0
  },
  tmk(hash) {
    try {
      const bytes = Buffer.from(hash, 'base64')
      tmkRead(bytes)
      return bytes.toString('base64') === hash
    } catch {
      return false
    }
  },
} satisfies Record<(typeof valuesOfSignals)['media-hash']['_output']['algorithm'], (hash: string) => boolean>

/** Returns whether a birth date exists in the calendar. The start of a range must not be after its end. */
function isDate(text: string): boolean {
  const range = /^(\d{4})\/(\d{4})$/.exec(text)
  if (range !== null) return Number(range[1]) <= Number(range[2])
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?~?$/.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
  return date.getUTCMonth() + 1 === Number(month ?? 1) && date.getUTCDate() === Number(day ?? 1)
}
