import type { CargoRuleFault, CargoRuleFaultCode } from '@entente/contracts'
import { editDistance } from '@entente/matching'
import type { Range } from './rule-node.ts'

/** The sentences of faults. `{name}` is replaced by the value of that name. The desk has the same sentences by their keys. */
const sentences = {
  'not-well-formed': 'The text has a character that cannot be stored.',
  'hidden-character': 'The invisible character {character} could show another rule than the one that runs.',
  'source-too-long': 'The expression has {count} characters; {most} are allowed.',
  'too-many-parts': 'The expression has more than {most} parts.',
  'too-deep': 'The expression is nested more than {most} deep.',
  'list-too-long': 'A list has more than {most} elements.',
  'too-many-arguments': 'A call has more than {most} arguments.',
  'too-hard-to-judge':
    'The conditions on parties and words are too many or too costly to be checked. Make the rule simpler.',
  'loops-too-deep': 'exists, all and the like may be nested {most} deep.',
  syntax: '{detail}',
  'no-such-field': 'There is no field {name}.',
  'no-such-field-near': 'There is no field {name}. Did you mean {nearest}?',
  'no-parts': '{name} has no parts.',
  'group-as-value': '{name} is not a value. Read one of its fields, such as {nearest}.',
  'name-taken': '{name} is the name of an input. Choose another variable.',
  'computed-field': 'Write the name of the field: a computed name cannot be checked.',
  'no-such-function': 'Rules have no function {name}.',
  'no-such-function-near': 'Rules have no function {name}. Did you mean {nearest}?',
  'use-re': 'matches can take minutes on a long text. Use re(text, pattern).',
  'use-has': 'An absent value is not null. Ask for it with has(field).',
  'has-needs-field': 'has asks for a field, such as has(c.grossKg).',
  'pattern-not-literal': 'The pattern of re must be written in the rule.',
  pattern: 'The pattern cannot be used: {detail}.',
  'prefix-not-digits': 'The prefix of hsIn has 1 to 10 digits.',
  'kind-of-literal': '{text} has no use in a rule.',
  'number-too-large': '{text} does not fit into 64 bits.',
  type: '{detail}.',
  'not-a-condition': 'A rule is a condition; this is a value of type {type}.',
  'text-as-number': '{name} takes a number, not a text.',
  'party-place-alone':
    'The place of a party is no ground by itself. Add a condition about goods, route or data quality.',
  'party-name-alone':
    'The name of a person is no ground by itself. Add a condition about goods, route or data quality.',
  'group-words-alone':
    'Words for a nation, religion, ethnic group or gender ({word}) are no ground by themselves. Add a condition about goods, route or data quality.',
} as const
export type FaultReason = keyof typeof sentences

export interface FaultDetails {
  values?: Readonly<Record<string, string>>
  nearest?: string | null
  fix?: (Range & { text: string }) | null
}

/** Makes a fault at a range of the source, with the line and column of its start. */
export function makeFault(
  source: string,
  { from, to }: Range,
  code: CargoRuleFaultCode,
  reason: FaultReason,
  { values = {}, nearest = null, fix = null }: FaultDetails = {},
): CargoRuleFault {
  const before = source.slice(0, from)
  const message = Object.entries(values).reduce<string>(
    (text, [name, value]) => text.replaceAll(`{${name}}`, () => value),
    sentences[reason],
  )
  return {
    code,
    line: before.split('\n').length,
    column: from - before.lastIndexOf('\n'),
    from,
    to,
    reason,
    values: { ...values },
    message,
    nearest,
    fix: fix?.text ?? null,
    fixFrom: fix?.from ?? null,
    fixTo: fix?.to ?? null,
  }
}

/** The reasons of faults and their sentences in English, for translators. */
export const faultSentences: Readonly<Record<FaultReason, string>> = sentences

/** Returns the name that is most alike, or null if none is. The last part of a path counts alone, too. Case does not count. */
export function findNearest(name: string, names: readonly string[]): string | null {
  const given = name.slice(0, 40).toLowerCase()
  const lastOf = (path: string) => path.slice(path.lastIndexOf('.') + 1)
  const most = Math.max(2, Math.floor(lastOf(given).length / 2))
  let nearest: string | null = null
  let least = most + 1
  for (const known of names) {
    const whole = editDistance(given, known.toLowerCase(), most)
    const last = editDistance(lastOf(given), lastOf(known.toLowerCase()), most)
    // A path whose earlier parts are missing or wrong is less alike than one with two wrong letters.
    const distance = Math.min(whole, last + 2.5)
    if (distance >= least) continue
    least = distance
    nearest = known
  }
  return nearest
}
