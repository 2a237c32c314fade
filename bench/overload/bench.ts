/** Measures boarding questions, receipts and refusals of a node that is offered more than it can take, while lists are imported. */
import type { Figure } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { runBench } from '../report/run-bench.ts'
import type { Reply } from './generator.ts'
import { type CpuSpent, type MeasuredLoad, measureLoad } from './measure-load.ts'
import { measureOlderRate } from './older-rate.ts'

const options = {
  seed: { is: 1, what: 'seed of the messages and lists' },
  beside: { is: '', what: 'the older commit whose rate of reservations is R' },
  rate: { is: 0, what: 'R itself, in reservations a second; no older commit is measured' },
  seconds: { is: 60, what: 'length of each of the two measurements' },
  signals: { is: 20_000, what: 'signals of the node' },
  imported: { is: 20_000, what: 'signals of the list that is imported again and again' },
  messages: { is: 1000, what: 'reservations by which R is measured' },
}
/** The usual deadline of an answer. */
const deadlineMs = 4000
const refusalCodes = new Set(['overloaded', 'too-many-requests'])

await runBench('overload', options, async (given) => {
  const { seed, beside, rate, seconds, signals, imported, messages } = given
  if (beside === '' && rate === 0) throw new Error('give --beside COMMIT, or the rate itself by --rate R')
  const older = rate > 0 ? rate : await measureOlderRate(beside, { seed, signals, messages })
  process.stderr.write(`R: ${older.toFixed(1)} reservations a second\n`)
  const questionsPerSecond = Math.max(1, Math.round(older / 2))
  const receiptsPerSecond = Math.max(1, Math.round(older * 2))
  const order = { seed, signals, imported, seconds, questionsPerSecond, receiptsPerSecond }
  const measured = await measureLoad(order)
  const r: Figure = {
    name: 'R',
    value: older,
    unit: 'reservations / s',
    note:
      (rate > 0 ? 'given' : `measured with commit ${beside}, one reservation a message`) +
      `; ${questionsPerSecond} questions and ${receiptsPerSecond} receipts a second for ${seconds} s`,
  }
  return { seed: String(seed), figures: [r, ...figuresOf(measured)], faults: faultsOf(measured) }
})

function figuresOf(measured: MeasuredLoad): Figure[] {
  const { alone, questions, receipts, lists, nodeTimes, oldestSeconds, drainedSeconds, cpu } = measured
  const answered = questions.filter(({ status }) => status === 200)
  const stored = receipts.filter(({ status }) => status === 202)
  const refused = [...questions, ...receipts].filter(isRefusal)
  const late = answered.filter(({ timedOut, answeredMs }) => timedOut || answeredMs > deadlineMs)
  const without = timesOf(alone.filter(({ status }) => status === 200))
  const counted = (name: string, value: number, unit: string, note?: string): Figure => ({ name, value, unit, note })
  return [
    counted('questions accepted', answered.length, 'questions'),
    counted('questions refused', questions.filter(isRefusal).length, 'questions'),
    {
      ...counted('questions, deadline missed', late.length, 'questions'),
      goal: { is: 'at most', value: 0 },
      note: `${answered.filter(({ timedOut }) => timedOut).length} answered by policy; without other work ${alone.filter(({ timedOut }) => timedOut).length}`,
    },
    ...[0.5, 0.95, 0.99].map((share): Figure => {
      const [value, other] = [percentile(timesOf(answered), share), percentile(without, share)]
      const figure = { name: `question, p${share * 100}`, value, unit: 'ms' }
      const goal = share === 0.95 ? { goal: { is: 'at most' as const, value: 250 } } : {}
      return { ...figure, ...goal, beside: { name: 'without other work', value: other } }
    }),
    ...refusals(refused, nodeTimes),
    counted('receipts accepted', stored.length, 'messages'),
    counted('receipts refused', receipts.filter(isRefusal).length, 'messages'),
    ...[0.5, 0.95, 0.99].map((share) => counted(`receipt, p${share * 100}`, percentile(timesOf(stored), share), 'ms')),
    counted('age of the oldest unread message', oldestSeconds, 's'),
    counted(
      'until all accepted is read',
      drainedSeconds ?? Number.NaN,
      's',
      'after the last answer, with the import that ran',
    ),
    counted('imports of the list', lists.imports, 'imports', `${lists.previews} previews; ${lists.refused} refused`),
    counted(
      'sent late by the generator, p99',
      sentLate([...questions, ...receipts]),
      'ms',
      cpuNote(cpu.load, cpu.alone),
    ),
  ]
}

/**
 * Returns the figures of the refusals; none if nothing was refused. The time of the node runs from the moment when the generator wrote the request
 * until the node wrote the answer, so it includes the wait in the node's socket. The generator is a process without priority on the same processors:
 * its own delays before and after are in the note.
 */
function refusals(refused: readonly Reply[], nodeTimes: MeasuredLoad['nodeTimes']): Figure[] {
  if (refused.length === 0) return []
  const met = refused.map(({ number, sentMs, sentAt, answeredMs }) => {
    const times = nodeTimes.get(number)
    // Without the times of the node, those of the generator count, which are longer.
    const inNode = times === undefined ? answeredMs - sentMs : times.writtenAt - sentAt
    const toRead = times === undefined ? Number.NaN : times.readAt - sentAt
    return { inNode, toRead, sentMs, answeredMs, readLate: answeredMs - sentMs - inNode }
  })
  const goal = { is: 'at most' as const, value: 100 }
  const slowest = met.reduce((one, other) => (other.inNode > one.inNode ? other : one))
  const most = (of: (one: (typeof met)[number]) => number) => Math.max(...met.map(of)).toFixed(0)
  const pause = [...nodeTimes.values()].reduce((longest, one) => Math.max(longest, one.longestPause), 0)
  const note =
    `until the node began to read ${slowest.toRead.toFixed(0)} of it; by the clock of the generator at most ${most(({ answeredMs }) => answeredMs)} ms from the` +
    ` moment when a message was due, of which at most ${most(({ sentMs }) => sentMs)} until it wrote and ${most(({ readLate }) => readLate)} until it read the answer` +
    `; the longest pause for garbage took ${pause.toFixed(0)}`
  const times = met.map(({ inNode }) => inNode)
  return [
    { name: 'refusal, p95', value: percentile(times, 0.95), unit: 'ms', goal },
    { name: 'refusal, slowest', value: slowest.inNode, unit: 'ms', goal, note },
  ]
}

function timesOf(replies: readonly Reply[]): number[] {
  return replies.map(({ answeredMs }) => answeredMs)
}
function sentLate(replies: readonly Reply[]): number {
  return percentile(
    replies.map(({ sentMs }) => sentMs),
    0.99,
  )
}
function isRefusal({ status, canRetry, code }: Reply): boolean {
  return (status === 429 || status === 503) && canRetry && refusalCodes.has(code ?? '')
}

function cpuNote(load: CpuSpent, alone: CpuSpent): string {
  const text = ({ seconds, thread, threadWaited, node, postgres, generator }: CpuSpent) =>
    `${seconds.toFixed(0)} s: node ${node.toFixed(1)} (main thread ${thread.toFixed(1)}, and ${threadWaited.toFixed(1)} ready without a processor), PostgreSQL ${postgres.toFixed(1)}, generator ${generator.toFixed(1)}`
  return `its delays are part of the times above. CPU seconds in ${text(load)}; without other work in ${text(alone)}`
}

/** Names each kind of answer that is neither what was asked for nor a documented refusal. */
function faultsOf({ alone, questions, receipts, drainedSeconds, faults }: MeasuredLoad): string[] {
  const wrong = new Map<string, number>()
  const count = (what: string, replies: readonly Reply[], expected: number) => {
    for (const reply of replies) {
      if (reply.status === expected || isRefusal(reply)) continue
      const key = `${what} was answered ${reply.status} ${reply.code ?? ''}${reply.canRetry ? '' : ' without Retry-After'}`
      wrong.set(key, (wrong.get(key) ?? 0) + 1)
    }
  }
  count('a question without other work', alone, 200)
  count('a question', questions, 200)
  count('a receipt', receipts, 202)
  return [
    ...faults,
    ...[...wrong].map(([what, times]) => `${times} times: ${what}`),
    ...(drainedSeconds === null ? ['messages or jobs were left after 15 minutes'] : []),
  ]
}
