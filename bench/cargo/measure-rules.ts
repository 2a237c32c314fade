import { type CompiledRule, compileRule, evaluationBudget, RuleSet, readInput } from '@entente/node/cargo-rules'
import type { Figure, Findings } from '../report/figure.ts'
import { bestRate, cpuSeconds } from '../report/measure-cpu.ts'
import { compareEngines, prepareForCelJs, startCelJs } from './rules/compare-engines.ts'
import { type Filed, generateConsignment } from './rules/generate-consignments.ts'
import { type PairedRule, pairedRules, plainOf } from './rules/paired-rules.ts'
import { startRandom } from './rules/random.ts'

const consignments = 4000
const perMillion = (rate: number): number => 1e6 / rate / 60

/**
 * Measures 200 rules on invented consignments, beside the same 200 rules written as JavaScript functions, and compares the
 * evaluator with two other engines on generated rules.
 */
export function measureRules({ seed }: { seed: number }): Pick<Findings, 'figures' | 'faults'> {
  const random = startRandom(seed)
  const filed = Array.from({ length: consignments }, (_, n) => generateConsignment(random, n))
  const paired = pairedRules()
  const rules = paired.map(({ body }, n) => compile(body, n))
  const set = new RuleSet(rules)
  const { hits, differing } = compareHits(set, paired, filed)
  const faults = differing.map((place) => `rule ${paired[place]?.body.expression} differs from its JavaScript`)
  const engines = compareEngines(seed, 2000, 100)
  faults.push(
    ...engines.differences.map(({ expression, consignment, verdicts }) =>
      [expression, `consignment ${consignment}`, JSON.stringify(verdicts)].join('; '),
    ),
  )
  return { figures: [...measureRates(set, paired, filed, hits), ...measureSpent(), agreement(engines)], faults }
}

function compile(body: PairedRule['body'], n: number): CompiledRule {
  const compiled = compileRule({ id: `rule-${n}`, version: 1, body })
  if ('faults' in compiled) throw new Error(`${body.expression}: ${compiled.faults[0]?.message}`)
  return compiled
}

/** Evaluates every rule in both forms. Returns the hits, and the places of rules whose hits differ. */
function compareHits(
  set: RuleSet,
  paired: readonly PairedRule[],
  filed: readonly Filed[],
): { hits: number; differing: number[] } {
  const differing = new Set<number>()
  let hits = 0
  for (const { consignment, context } of filed) {
    const input = readInput(consignment, context)
    const found = new Set(set.evaluate(input).hits)
    const plain = plainOf(input)
    hits += found.size
    for (const [place, { native }] of paired.entries())
      if (native(plain, input.tableTags ?? new Set()) !== found.has(place)) differing.add(place)
  }
  return { hits, differing: [...differing] }
}

function measureRates(set: RuleSet, paired: readonly PairedRule[], filed: readonly Filed[], hits: number): Figure[] {
  const inputs = filed.map(({ consignment, context }) => readInput(consignment, context))
  const plain = inputs.map((input) => ({ c: plainOf(input), tags: input.tableTags ?? new Set<string>() }))
  const masked = filed.map(({ consignment, context: { now } }) => ({
    consignment: { ...consignment, description: null, parties: null, items: null },
    context: { now },
  }))
  // The sum keeps the compiler from leaving the work out.
  let found = 0
  const rules = bestRate(inputs.length, () => {
    for (const input of inputs) found += set.evaluate(input).hits.length
  })
  const native = bestRate(plain.length, () => {
    for (const { c, tags } of plain) for (const rule of paired) if (rule.native(c, tags)) found += 1
  })
  const whole = bestRate(filed.length, () => {
    for (const { consignment, context } of filed) found += set.evaluate(readInput(consignment, context)).hits.length
  })
  const celJs = startCelJs(paired.map(({ body }) => body.expression))
  const prepared = inputs.map(prepareForCelJs)
  const celJsRate = bestRate(prepared.length, () => {
    for (const input of prepared) found += celJs(input)
  })
  const preparedMasked = masked.map(({ consignment, context }) => prepareForCelJs(readInput(consignment, context)))
  const celJsMasked = bestRate(preparedMasked.length, () => {
    for (const input of preparedMasked) found += celJs(input)
  })
  const maskedRate = bestRate(masked.length, () => {
    for (const { consignment, context } of masked) found += set.evaluate(readInput(consignment, context)).hits.length
  })
  const goal = { is: 'at most', value: 5 } as const
  if (found === 0) throw new Error('no rule hit anything')
  return [
    {
      name: '200 rules on prepared inputs',
      value: rules,
      unit: 'consignments / CPU s',
      beside: { name: 'JavaScript functions', value: native },
      note: `${hits} hits of ${filed.length} consignments`,
    },
    { name: 'ratio to JavaScript functions', value: rules / native, unit: '', goal: { is: 'at least', value: 0.08 } },
    {
      name: 'ratio of cel-js to JavaScript functions',
      value: celJsRate / native,
      unit: '',
      note: 'cel-js parses and checks the rules here; it does not evaluate them',
    },
    { name: '200 rules, input included', value: whole, unit: 'consignments / CPU s' },
    { name: 'a million consignments', value: perMillion(whole), unit: 'CPU minutes', goal },
    {
      name: 'a million masked consignments',
      value: perMillion(maskedRate),
      unit: 'CPU minutes',
      goal,
      beside: { name: 'cel-js, prepared inputs', value: perMillion(celJsMasked) },
      note: 'most rules are undetermined',
    },
  ]
}

/** Measures rules that spend their whole budget, one for each kind of step. */
function measureSpent(): Figure[] {
  const codes = Array.from({ length: 5000 }, (_, n) => String(100_000 + n))
  const filed = generateConsignment(startRandom(0), 0)
  const line = 'ABA'.repeat(1300)
  const random = startRandom(1)
  const mixed = Array.from({ length: 4000 }, () => (random.chance(0.5) ? 'A' : 'B')).join('')
  const spenders = [
    ['a loop in a loop', 'c.hs.exists(a, c.hs.exists(b, a + b == c.mode))', line],
    ['a pattern with repetitions', "c.hs.exists(a, re(c.description, 'A[AB]{14}C'))", mixed],
    ['a pattern of words', "c.hs.exists(a, re(c.description, 'RIFLE|PISTOL'))", line],
    ['a search in a text', "c.hs.exists(a, c.description.contains('ABAABC'))", `${line}\n`.repeat(20)],
    ['texts in upper case', 'c.hs.exists(a, c.description.upperAscii() == a)', line.toLowerCase()],
    ['codes in codes', 'c.hs.exists(a, (a + a) in c.hs)', line],
    ['lists joined', 'c.hs.exists(a, c.hs + c.hs == c.hs)', line],
  ] as const
  return spenders.map(([name, expression, description]): Figure => {
    const body = { ...pairedRules()[0]!.body, expression }
    const set = new RuleSet([compile(body, 0)])
    const consignment = { ...filed.consignment, hsCodes: codes, description }
    const one = readInput(consignment, filed.context)
    for (let warm = 0; warm < 20; warm += 1) set.evaluate(one)
    const seconds = Math.min(...Array.from({ length: 9 }, () => cpuSeconds(() => set.evaluate(one))))
    const note = `${evaluationBudget} steps; ${set.evaluate(one).undetermined.length === 1 ? 'spent' : 'not spent'}`
    return {
      name: `whole budget: ${name}`,
      value: seconds * 1000,
      unit: 'CPU ms',
      goal: { is: 'at most', value: 5 },
      note,
    }
  })
}

const agreement = ({ rules, evaluations, counts, differences }: ReturnType<typeof compareEngines>): Figure => ({
  name: 'evaluations on which engines differ',
  value: differences.length,
  unit: `of ${evaluations}`,
  goal: { is: 'at most', value: 0 },
  note: `${rules} generated rules; ${counts.true} true, ${counts.false} false, ${counts.undetermined} undetermined; beside cel-js and @bufbuild/cel`,
})
