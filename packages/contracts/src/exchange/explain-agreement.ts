import { type SignalKind, Tlp } from '../signals/signal.ts'
import type { Purpose } from '../terms/terms.ts'
import type { Agreement } from './agreements.ts'

type Terms = Omit<Agreement, 'signatures'>
const list = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? 'nobody') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
const date = (at: string): string => at.slice(0, 10)
const marking = (scheme: 'TLP' | 'PAP', value: string): string => `${scheme}:${value.toUpperCase()}`

/** The words for each purpose in a sentence. */
const purposeWords: Record<Purpose, string> = {
  'terrorism-prevention': 'terrorism prevention',
  'terrorism-investigation': 'terrorism investigation',
  'border-control': 'border control',
  'aviation-security': 'aviation security',
  'customs-security': 'customs security',
  'content-safety': 'content safety',
  'terrorist-financing': 'terrorist financing',
  'human-rights-review': 'human rights review',
  redress: 'redress',
  exercise: 'exercises',
}
const kindWords: Record<SignalKind, string> = {
  person: 'people',
  organisation: 'organisations',
  'travel-document': 'travel documents',
  'media-hash': 'hashes of media',
  url: 'web addresses',
  account: 'accounts',
  wallet: 'wallets',
  consignment: 'consignments',
}
const kindList = (kinds: readonly SignalKind[]) => list(kinds.map((kind) => kindWords[kind]))

/**
 * Explains an agreement to its signers in sentences: which member gives which signals to which members, for which
 * purposes, for how long, and how it ends.
 */
export function explainAgreement(agreement: Terms): string[] {
  const { parties, retention, review, withdrawal, feedback, blindCheck } = agreement
  const names = (which: (party: Terms['parties'][number]) => boolean) =>
    parties.filter(which).map(({ member }) => member)
  const sentences = [
    `${list(names(() => true))} agree under ${agreement.legalBasis}.`,
    `${list(names(({ contribute }) => contribute))} may contribute signals of ${kindList(agreement.kinds)}.`,
    `${list(names(({ receive }) => receive))} may receive them, and use them for ${list(agreement.purposes.map((purpose) => purposeWords[purpose]))} only.`,
    `Signals are shared up to ${marking('TLP', agreement.maxTlp)} and ${marking('PAP', agreement.maxPap)}.`,
    {
      none: 'A recipient may not pass a signal on.',
      'with-approval': 'A recipient may pass a signal on only to members that its owner approved.',
      'same-terms': 'A recipient may pass a signal on under the same terms.',
    }[agreement.onward],
    agreement.children === 'allowed' ? 'Signals about children are included.' : 'Signals about children are excluded.',
    agreement.riskCountries.length === 0
      ? 'It names no risk countries.'
      : `A signal goes to ${list(agreement.riskCountries)} only after a legal sign-off.`,
    `It is valid from ${date(agreement.validFrom)} to ${date(agreement.validUntil)} and is reviewed every ${review.everyMonths} months, next by ${date(review.nextDue)}. Sharing stops 30 days after a missed review.`,
    `A signal is kept for at most ${retention.maxDays} days. ${retention.afterEnd === 'erase' ? 'When the agreement ends, received signals are erased.' : 'When the agreement ends, received signals are kept, unused, until their own retention ends.'}`,
    `After its owner withdraws a signal, each recipient stops its use within ${withdrawal.stopWithinMinutes} minutes, erases it within ${withdrawal.eraseWithinHours} hours and signs a receipt for both.`,
    feedback === null
      ? 'Feedback on hits is not required.'
      : `A member with a hit sends feedback to the owner within ${feedback.dueHours} hours.`,
  ]
  if (blindCheck === null) sentences.push('Blind checks are not allowed.')
  else {
    const { quotaPerDay } = blindCheck
    sentences.push(
      `${list(blindCheck.learns)} may run blind checks of ${kindList(blindCheck.kinds)}: ${quotaPerDay.single} single checks and ${quotaPerDay.batch} in batches a day${blindCheck.tellCount ? '. The other side learns how many were found' : ''}.`,
    )
  }
  sentences.push('Each party may leave it at any time.')
  return sentences
}

/**
 * One term that differs between two versions. `widens` is true if more is shared, with more members, for more purposes
 * or for longer; it is null if that is unclear.
 */
export interface AgreementDifference {
  field: string
  before: string
  after: string
  widens: boolean | null
}

/** Lists the terms that another version of an agreement changes. */
export function compareAgreements(before: Terms, after: Terms): AgreementDifference[] {
  const differences: AgreementDifference[] = []
  for (const [field, terms] of Object.entries(fields)) {
    const [a, b] = [terms(before), terms(after)]
    if (a.text === b.text) continue
    const effect = b.excludes === true ? widens(b.size, a.size) : widens(a.size, b.size)
    differences.push({ field, before: a.text, after: b.text, widens: effect })
  }
  return differences
}

/** How much a term allows, as a set or as numbers that can be compared. */
type Size = ReadonlySet<string> | readonly number[] | null
interface Term {
  text: string
  size: Size
  /** Whether the set contains exclusions, so that a smaller set allows more. */
  excludes?: true
}
function widens(a: Size, b: Size): boolean | null {
  if (a === null || b === null) return null
  const [more, less] = [exceeds(b, a), exceeds(a, b)]
  return more === less ? null : more
}
function exceeds(one: ReadonlySet<string> | readonly number[], other: typeof one): boolean {
  if (one instanceof Set && other instanceof Set) return [...one].some((member) => !other.has(member))
  const numbers = [...other]
  return [...one].some((value, place) => Number(value) > Number(numbers[place]))
}
const setOf = (words: readonly string[]) => ({ text: words.join(', ') || 'none', size: new Set(words) })
const numberOf = (value: number, text = String(value)) => ({ text, size: [value] })
const wordOf = (text: string) => ({ text, size: null })
const paps = ['clear', 'green', 'amber', 'red']

const fields: Record<string, (terms: Terms) => Term> = {
  title: ({ title }) => wordOf(title),
  contributors: ({ parties }) => setOf(parties.filter((party) => party.contribute).map(({ member }) => member)),
  receivers: ({ parties }) => setOf(parties.filter((party) => party.receive).map(({ member }) => member)),
  countries: ({ parties }) => wordOf(parties.map(({ member, country }) => `${member} ${country ?? '-'}`).join(', ')),
  legalBasis: ({ legalBasis }) => wordOf(legalBasis),
  kinds: ({ kinds }) => setOf(kinds),
  purposes: ({ purposes }) => setOf(purposes),
  maxTlp: ({ maxTlp }) => numberOf(Tlp.options.indexOf(maxTlp), marking('TLP', maxTlp)),
  maxPap: ({ maxPap }) => numberOf(paps.indexOf(maxPap), marking('PAP', maxPap)),
  onward: ({ onward }) => numberOf(['none', 'with-approval', 'same-terms'].indexOf(onward), onward),
  riskCountries: ({ riskCountries }) => ({ ...setOf(riskCountries), excludes: true }),
  children: ({ children }) => numberOf(children === 'allowed' ? 1 : 0, children),
  validFrom: ({ validFrom }) => numberOf(-Date.parse(validFrom), validFrom),
  validUntil: ({ validUntil }) => numberOf(Date.parse(validUntil), validUntil),
  'retention.maxDays': ({ retention }) => numberOf(retention.maxDays, `${retention.maxDays} days`),
  'retention.afterEnd': ({ retention }) => numberOf(retention.afterEnd === 'erase' ? 0 : 1, retention.afterEnd),
  review: ({ review }) => wordOf(`every ${review.everyMonths} months, next by ${review.nextDue}`),
  withdrawal: ({ withdrawal: { stopWithinMinutes, eraseWithinHours } }) => ({
    text: `stop ${stopWithinMinutes} min, erase ${eraseWithinHours} h`,
    size: [stopWithinMinutes, eraseWithinHours],
  }),
  feedback: ({ feedback }) => wordOf(feedback === null ? 'none' : `within ${feedback.dueHours} h`),
  blindCheck: ({ blindCheck }) =>
    blindCheck === null
      ? numberOf(0, 'none')
      : {
          text: `${blindCheck.learns.join(', ')} about ${blindCheck.kinds.join(', ')}, ${blindCheck.quotaPerDay.single} and ${blindCheck.quotaPerDay.batch} a day, the other side ${blindCheck.tellCount ? 'learns' : 'does not learn'} how many were found`,
          size: null,
        },
}
