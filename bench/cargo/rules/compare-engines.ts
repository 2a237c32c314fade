import { CelScalar, celEnv, celFunc, isCelError, listType, parse, plan } from '@bufbuild/cel'
import { strings } from '@bufbuild/cel/ext'
import {
  compileRule,
  daysBetween,
  fields,
  makeEnvironment,
  type RuleFunctions,
  type RuleInput,
  RuleSet,
  readInput,
} from '@entente/node/cargo-rules'
import { type Filed, generateConsignment } from './generate-consignments.ts'
import { generateExpression } from './generate-rules.ts'
import { startRandom } from './random.ts'

/** The answer of an engine: true, false, or no result. */
export type Verdict = 'true' | 'false' | 'undetermined'
export type EngineName = 'entente' | 'cel-js' | 'bufbuild'

export interface Comparison {
  rules: number
  evaluations: number
  counts: Record<Verdict, number>
  /** Evaluations on which the engines differ, at most 20. */
  differences: { expression: string; consignment: number; verdicts: Record<EngineName, Verdict> }[]
}

/**
 * Evaluates generated rules on generated consignments with this project's evaluator, with cel-js and with @bufbuild/cel, and
 * lists where they differ.
 */
export function compareEngines(seed: number, rules: number, consignments: number): Comparison {
  const random = startRandom(seed)
  const filed = Array.from({ length: consignments }, (_, n) => generateConsignment(random, n))
  const result: Comparison = {
    ...{ rules: 0, evaluations: 0, counts: { true: 0, false: 0, undetermined: 0 }, differences: [] },
  }
  for (let made = 0; made < rules; made += 1) {
    const expression = generateExpression(random)
    const engines = startEngines(expression)
    if (engines === null) continue
    result.rules += 1
    for (const [n, one] of filed.entries()) {
      const verdicts = engines(one)
      result.evaluations += 1
      result.counts[verdicts.entente] += 1
      // cel-js 8.0.0 does not refuse an int() beyond 64 bits.
      const agreesWithCelJs = verdicts.entente === verdicts['cel-js'] || /\bint\(/.test(expression)
      if (!(agreesWithCelJs && verdicts.entente === verdicts.bufbuild) && result.differences.length < 20)
        result.differences.push({ expression, consignment: n, verdicts })
    }
  }
  return result
}

/** Returns a function that evaluates an expression with each engine, or null for one that the rule language refuses. */
function startEngines(expression: string): ((filed: Filed) => Record<EngineName, Verdict>) | null {
  const body = { title: 'generated', expression, effect: 'case' as const, lane: null, tag: null }
  const rest = { selectShare: null, maxHitsWithoutSelection: null, basis: null, validFrom: null, validUntil: null }
  const compiled = compileRule({ id: 'generated', version: 1, body: { ...body, ...rest } })
  if ('faults' in compiled) {
    // The lint refuses conditions on parties. Any other fault means that the generator makes wrong rules.
    const other = compiled.faults.find(({ code }) => code !== 'rule-protected-attribute')
    if (other !== undefined) throw new Error(`${expression}: ${other.message}`)
    return null
  }
  const set = new RuleSet([compiled])
  let tags: ReadonlySet<string> = new Set()
  const functions = plainFunctions((tag) => tags.has(tag))
  const celJs = makeEnvironment(functions).parse(expression)
  const bufbuild = plan(celEnv({ funcs: [...strings, ...bufbuildFunctions(functions)] }), parse(expression))
  return ({ consignment, context }) => {
    tags = context.tableTags ?? new Set()
    const input = readInput(consignment, context)
    const outcomes = set.evaluate(input)
    const verdict = outcomes.hits.length > 0 ? 'true' : outcomes.undetermined.length > 0 ? 'undetermined' : 'false'
    return {
      entente: verdict,
      'cel-js': verdictOf(() => celJs(variablesOf(input, (entries) => Object.fromEntries(entries)))),
      bufbuild: verdictOf(() => {
        const { c, now } = variablesOf(input, (entries) => new Map(entries))
        const value = bufbuild({ c, now } as never)
        if (isCelError(value)) throw value
        return value
      }),
    }
  }
}

function verdictOf(evaluate: () => unknown): Verdict {
  try {
    return evaluate() === true ? 'true' : 'false'
  } catch {
    return 'undetermined'
  }
}

type Entry = [string, unknown]

/** Makes the functions that evaluate expressions on an input with cel-js. They return the number of hits. */
export function startCelJs(expressions: readonly string[]): (input: PreparedInput) => number {
  let tags: ReadonlySet<string> = new Set()
  const environment = makeEnvironment(plainFunctions((tag) => tags.has(tag)))
  const rules = expressions.map((expression) => environment.parse(expression))
  return ({ variables, tableTags }) => {
    tags = tableTags
    return rules.filter((rule) => verdictOf(() => rule(variables)) === 'true').length
  }
}
interface PreparedInput {
  variables: { c: unknown; now: unknown }
  tableTags: ReadonlySet<string>
}
/** Makes the form of an input that cel-js reads. */
export const prepareForCelJs = (input: RuleInput): PreparedInput => ({
  variables: variablesOf(input, (entries) => Object.fromEntries(entries)),
  tableTags: input.tableTags ?? new Set(),
})

/** Makes the variables of an engine from an input. Absent values have no key; a group such as `consignor` is always there. */
function variablesOf({ values }: RuleInput, make: (entries: Entry[]) => unknown): { c: unknown; now: unknown } {
  const groups = new Map<string, Entry[]>()
  const top: Entry[] = []
  for (const { path, slot } of fields) {
    const [, name = '', part] = path.split('.')
    const value = values[slot]
    if (part === undefined) {
      if (value !== undefined) top.push([name, value])
      continue
    }
    const group = groups.get(name) ?? []
    groups.set(name, group)
    if (value !== undefined) group.push([part, value])
  }
  for (const [name, group] of groups) top.push([name, make(group)])
  return { c: make(top), now: values[fields.length] }
}

/** The functions of the rule language, written a second time for the other engines. */
function plainFunctions(inTable: (tag: string) => boolean): RuleFunctions {
  const patterns = new Map<string, RegExp>()
  return {
    re: (text, pattern) => {
      // The generated patterns mean the same to RE2 and to JavaScript, but for the flag.
      const flags = pattern.startsWith('(?i)') ? 'iu' : 'u'
      const compiled = patterns.get(pattern) ?? new RegExp(pattern.replace('(?i)', ''), flags)
      patterns.set(pattern, compiled)
      return text.split('\n').some((line) => compiled.test(line.slice(0, 4096)))
    },
    hsIn: (codes, prefix) => [...codes].some((code) => code.slice(0, prefix.length) === prefix),
    inTable,
    days: (from, to) => {
      const days = daysBetween(from, to)
      if (days === null) throw new Error('no date')
      return days
    },
  }
}

const bufbuildFunctions = ({ re, hsIn, inTable, days }: RuleFunctions) => [
  celFunc('re', [CelScalar.STRING, CelScalar.STRING], CelScalar.BOOL, re),
  celFunc('hsIn', [listType(CelScalar.STRING), CelScalar.STRING], CelScalar.BOOL, (codes, prefix) =>
    hsIn([...codes] as string[], prefix),
  ),
  celFunc('inTable', [CelScalar.STRING], CelScalar.BOOL, inTable),
  celFunc('days', [CelScalar.STRING, CelScalar.STRING], CelScalar.INT, days),
]
