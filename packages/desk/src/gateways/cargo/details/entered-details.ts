import type { CargoFinding } from '@entente/contracts'
import type { DecisionRules } from '../../../app/gateway.ts'
import { clockHere } from '../../../texts/times.ts'
import { text } from '../texts/index.ts'

/**
 * The entered details of an act. A draft keeps them as texts: `method=xray`, `deadline=2026-03-01T10:00:00.000Z`,
 * `contact.name=…`, `contact.phone=…`, `focus=/items`, `question=<path><tab><text><tab><code>` for a ticked finding, and
 * `own=<text>` for a question in the officer's own words.
 */
export const enteredValue = (entered: readonly string[], name: string): string =>
  entered.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''

export const valuesOf = (entered: readonly string[], name: string): string[] =>
  entered.filter((each) => each.startsWith(`${name}=`)).map((each) => each.slice(name.length + 1))

/** Replaces the one value of a name; an empty value removes it. */
export const withValue = (entered: readonly string[], name: string, value: string): string[] => [
  ...entered.filter((each) => !each.startsWith(`${name}=`)),
  ...(value === '' ? [] : [`${name}=${value}`]),
]

/** Replaces all values of a name. */
export const withValues = (entered: readonly string[], name: string, values: readonly string[]): string[] => [
  ...entered.filter((each) => !each.startsWith(`${name}=`)),
  ...values.map((value) => `${name}=${value}`),
]

/** The most questions of one request for information. */
export const mostQuestions = 10

interface Question {
  path: string
  text: string
  finding?: string
}
function questionsOf(entered: readonly string[]): Question[] {
  const ticked = valuesOf(entered, 'question').map((each): Question => {
    const [path = '', words = '', finding] = each.split('\t')
    return { path, text: words, ...(finding !== undefined && { finding }) }
  })
  const own = valuesOf(entered, 'own').map((words): Question => ({ path: '', text: words.trim() }))
  return [...ticked, ...own].filter((question) => question.text !== '').slice(0, mostQuestions)
}

const contactOf = (entered: readonly string[]) => ({
  name: enteredValue(entered, 'contact.name').trim(),
  phone: enteredValue(entered, 'contact.phone').trim(),
})

/** Converts the entered details into those of the proposal. Details of another act are left out. */
export const detailsOf: DecisionRules['detailsOf'] & object = (entered, act) => {
  const deadline = enteredValue(entered, 'deadline') || null
  switch (act) {
    case 'RFI':
      return { questions: questionsOf(entered), deadline }
    case 'RFS':
      return { method: enteredValue(entered, 'method'), deadline }
    case 'inspect':
      return { focus: valuesOf(entered, 'focus') }
    case 'DNL':
    case 'hold':
      return { contact: contactOf(entered) }
    default:
      return null
  }
}

/** Tests whether details are missing that the node would refuse the act without. */
export function lacksDetails(entered: readonly string[], act: string): boolean {
  if (act === 'RFI') return questionsOf(entered).length === 0
  if (act === 'RFS') return enteredValue(entered, 'method') === ''
  if (act !== 'DNL' && act !== 'hold') return false
  const { name, phone } = contactOf(entered)
  return name === '' || phone.length < 3
}

/**
 * Returns the acts that are not possible any more: goods that have left, and a container that a stowage plan has aboard, cannot be
 * kept from being loaded. The key of such a container begins with `stowed/`.
 */
export const absentActs: DecisionRules['absent'] & object = ({ context, record }, now) => {
  const stated = record.sections.flatMap((section) => (section.kind === 'fields' ? section.fields : []))
  if (stated.find(({ field }) => field === 'key')?.value?.startsWith('stowed/'))
    return { DNL: text('cargo.decision.aboard') }
  return context?.leavesAt && Date.parse(context.leavesAt) <= now
    ? { DNL: text('cargo.decision.departed', { clock: clockHere(context.leavesAt) }) }
    : {}
}

interface FindingQuestion {
  /** The value of the tick: the path, the words and the code, with tabs between. */
  value: string
  path: string
  words: string
}
const longestQuestion = 1000

/**
 * Returns the question that a finding asks the filer, by its value: its sentence, and its place in the consignment as a JSON
 * pointer. A finding names its place in the reading of the message.
 */
export function questionOf({
  message,
  at,
  code,
}: Pick<CargoFinding, 'message' | 'at' | 'code'>): [string, FindingQuestion] {
  const path = /^\/messages\/\d+\/consignments\/\d+(\/.*)?$/.exec(at ?? '')?.[1] ?? ''
  const words = message.replaceAll(/\s+/g, ' ').slice(0, longestQuestion)
  const value = `${path}\t${words}\t${code}`
  return [value, { value, path, words }]
}
