import { createReadStream } from 'node:fs'
import { CargoRuleBody, type CargoRuleReport, type CargoRulesReport } from '@entente/contracts'
import {
  atLine,
  BackTest,
  HistoryFault,
  isValidityAllowed,
  periodFrom,
  type RuleVersion,
  readHistory,
} from '@entente/node/cargo-rules'
import { CommandFailure } from '../../../command/failure.ts'
import { readInputFile } from '../../../command/input-file.ts'
import { printResult, progressBar, table } from '../../../command/output.ts'

export interface TestRulesOptions {
  history: string
  json?: boolean
}

/** A file of rules is read whole. */
const mostBytes = 10_000_000
const mostRules = 500

/**
 * Tests the rules of a file on a history and prints the report. The exit status is 1 if a rule has errors. Fails with
 * `rules-malformed`, `rule-validity`, `history-malformed`, `history-empty`, `file-not-found` or `file-unreadable` before
 * printing.
 */
export async function testRules(file: string, { history, json }: TestRulesOptions): Promise<0 | 1> {
  const backTest = new BackTest(readRules(file))
  const bar = progressBar('testing', json !== true)
  try {
    for await (const { line, entry } of readHistory(openHistory(history))) {
      atLine(line, () => backTest.take(entry))
      if (line % 5000 === 0) bar.update(line, line)
    }
  } catch (error) {
    if (error instanceof HistoryFault) throw new CommandFailure(error.code, `${history}, ${error.message}.`)
    throw readFailure(history, error)
  }
  bar.end()
  const report = backTest.report()
  if (report.history.count === 0)
    throw new CommandFailure('history-empty', `${history} has no consignment, so nothing can be tested.`)
  printResult(json, report, () => describeReport(report))
  return report.rules.every(({ ok }) => ok) ? 0 : 1
}

const openHistory = (file: string): AsyncIterable<Uint8Array> =>
  file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1_048_576 })

function readFailure(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new CommandFailure('file-not-found', `There is no file ${file}.`)
  return typeof code === 'string' && /^E[A-Z]+$/.test(code)
    ? new CommandFailure('file-unreadable', `${file} cannot be read (${code}).`)
    : error
}

/** Reads a file of rules: a list of bodies, each of which may have an `id` and a `version`. */
function readRules(file: string): RuleVersion[] {
  const bytes = readInputFile(file)
  const malformed = (reason: string) => new CommandFailure('rules-malformed', `${file}: ${reason}.`)
  if (bytes.length > mostBytes) throw malformed('it is longer than 10 MB')
  let list: unknown
  try {
    list = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    throw malformed('it is not JSON')
  }
  if (!Array.isArray(list)) throw malformed('it is not a list of rules')
  if (list.length > mostRules) throw malformed(`it has more than ${mostRules} rules`)
  return list.map((rule: unknown, place) => {
    if (typeof rule !== 'object' || rule === null) throw malformed(`/${place} is no rule`)
    // An export of a node has the hash and the state of each rule.
    const {
      id = `rule-${place + 1}`,
      version = 1,
      hash: _h,
      state: _s,
      people: _p,
      ...given
    } = rule as Record<string, unknown>
    if (typeof id !== 'string' || id.length > 200) throw malformed(`/${place}/id is no text`)
    if (typeof version !== 'number' || !Number.isSafeInteger(version)) throw malformed(`/${place}/version is no number`)
    const body = CargoRuleBody.strict().safeParse({ title: id, effect: 'case', ...given })
    if (body.success) {
      checkValidity(`${file}: /${place}`, body.data)
      return { id, version, body: body.data }
    }
    const [issue] = body.error.issues
    throw malformed(`/${[place, ...(issue?.path ?? [])].join('/')}: ${issue?.message ?? 'wrong'}`)
  })
}

/** A rule that a node would refuse for its validity is refused here too. Without a begin or an end the approval decides. */
function checkValidity(place: string, { validFrom, validUntil }: CargoRuleBody): void {
  if (validFrom === null || validUntil === null) return
  const period = periodFrom({ validFrom, validUntil }, new Date(0).toISOString())
  if (isValidityAllowed(period)) return
  throw new CommandFailure(
    'rule-validity',
    `${place}: a rule applies for at most twelve months, and ends after it begins.`,
  )
}

const percent = (rate: number | null) => (rate === null ? '-' : `${(rate * 100).toFixed(2)} %`)
const heads = [
  'rule',
  'hits',
  'rate',
  'undetermined',
  'inspected',
  'found',
  'precision',
  'only this',
  'extra a day',
  'us',
]

/** Describes a report as tables. */
function describeReport({ history, rules, union }: CargoRulesReport): string[] {
  const { count, from, to, inspected, positives } = history
  const faults = rules.flatMap(({ id, errors }) =>
    errors.flatMap(({ code, line, column, message, fix }) => [
      `  ${id} ${line}:${column} ${code}: ${message}`,
      ...(fix === null ? [] : [`    write ${fix}`]),
    ]),
  )
  return [
    `${count} consignments${from === null ? '' : ` from ${from} to ${to}`}; ${inspected} inspected, ${positives} with a finding`,
    '',
    ...table([heads, ...rules.map(rowOf)]),
    '',
    `all rules together: ${union.hits} consignments, ${percent(union.rate)}`,
    ...(faults.length === 0 ? [] : ['', 'errors', ...faults]),
  ]
}

function rowOf(rule: CargoRuleReport): string[] {
  const { precision, extraPerDay, micros } = rule
  const shown = (value: number | null) => (value === null ? '-' : String(value))
  return [
    `${rule.id} v${rule.version}`,
    ...[shown(rule.hits), percent(rule.rate), shown(rule.undetermined), shown(rule.inspected), shown(rule.positives)],
    precision === null
      ? '-'
      : `${precision.value.toFixed(3)} (${precision.low.toFixed(3)} to ${precision.high.toFixed(3)})`,
    shown(rule.onlyThis),
    extraPerDay === null ? '-' : `${extraPerDay.mean.toFixed(1)}, p95 ${extraPerDay.p95}`,
    micros === null ? '-' : `${micros.p50}, max ${micros.max}`,
  ]
}
