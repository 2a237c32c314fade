import type { Likeness } from '../../synthetic/people/likeness.ts'
import { createRandom, type Random } from '../../synthetic/random.ts'
import { busyWeeks, type HistorySource, historySources, risingWeeks } from './sources.ts'

const dayMs = 86_400_000
const weekMs = 7 * dayMs

/** A person who is to meet an entry of a source. */
export interface PlannedSeat {
  source: string
  likeness: Likeness
  /** True if the person is one who was met before, with the same document. */
  again: boolean
}

/** What changes on a day before its cases. */
export type PlannedChange =
  | { kind: 'import'; source: string /** The share of the entries that the list has from then on. */; share: number }
  | { kind: 'threshold'; to: number; reason: string }
  | { kind: 'withdraw'; source: string; count: number }

/** One day of work. */
export interface HistoryDay {
  index: number
  /** Weeks until the end of the history: 0 in the last one. */
  weeksLeft: number
  start: Date
  seats: readonly PlannedSeat[]
  changes: readonly PlannedChange[]
  /** Accounts of the people on duty. */
  analysts: readonly string[]
  supervisor: string
}

export interface HistoryPlan {
  /** The founding of the node, two days before the first day. */
  foundedAt: Date
  days: readonly HistoryDay[]
}

export const historyAnalysts = ['analyst', 'analyst-2', 'analyst-3'] as const
const historySupervisors = ['supervisor', 'supervisor-2', 'supervisor-3'] as const

/** Before the busy weeks there is a day of work in every fourth week. Within the last half year it has more hits than before. */
const isPlayed = (weeksLeft: number): boolean => weeksLeft < busyWeeks || weeksLeft % 4 === 1
const halfYearWeeks = 26

/**
 * Plans the history of a node: a day of work in each of the last weeks before `end` and in fewer weeks before
 * them, with the people who meet a list, the changes of lists and threshold, and who is on duty. `rate` scales the number
 * of hits. The same options give the same plan.
 */
export function planHistory(options: { seed: string; months: number; end: Date; rate?: number }): HistoryPlan {
  const { seed, months, end, rate = 1 } = options
  const random = createRandom(`history/${seed}`)
  const weeks = Math.max(1, Math.round((months * 365.25) / 12 / 7))
  const due = new Map<string, number>()
  const played = Array.from({ length: weeks }, (_, place) => weeks - 1 - place).filter(isPlayed)
  const days = played.map((weeksLeft, index): HistoryDay => {
    const own = random.fork(`week/${weeksLeft}`)
    return {
      ...{ index, weeksLeft, start: startOf(own, end, weeksLeft), changes: changesOf(index, played, weeksLeft) },
      seats: historySources.flatMap((source) => seatsOf(own, source, { index, weeksLeft, rate, due })),
      analysts: own.shuffled(historyAnalysts).slice(0, 2),
      supervisor: own.pick(historySupervisors),
    }
  })
  const [first] = days
  return { foundedAt: new Date((first?.start ?? end).getTime() - 2 * dayMs), days }
}

/** Returns a morning between five and one days before the end of its week, so that two days never overlap. */
function startOf(random: Random, end: Date, weeksLeft: number): Date {
  const day = new Date(end.getTime() - weeksLeft * weekMs - random.between(2, 5) * dayMs)
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), random.between(5, 9), 0))
}

function seatsOf(
  random: Random,
  source: HistorySource,
  at: { index: number; weeksLeft: number; rate: number; due: Map<string, number> },
): PlannedSeat[] {
  const part = at.weeksLeft < busyWeeks ? 2 : at.weeksLeft < halfYearWeeks ? 1 : 0
  // The part of a hit that is left over counts for the next day.
  const wanted = (at.due.get(source.id) ?? 0) + source.daily[part] * at.rate
  const count = Math.floor(wanted + 1e-9)
  at.due.set(source.id, wanted - count)
  const mix = at.weeksLeft < risingWeeks ? (source.lately ?? source.mix) : source.mix
  return Array.from({ length: count }, () => ({
    source: source.id,
    likeness: random.weighted(mix),
    again: at.index > 0 && random.chance(0.12),
  }))
}

/** Returns the dated changes before the cases of a day. A short history has imports only. */
function changesOf(index: number, played: readonly number[], weeksLeft: number): PlannedChange[] {
  const isLong = played.length > busyWeeks
  if (index === 0) return historySources.map(({ id }) => ({ kind: 'import', source: id, share: isLong ? 0.7 : 1 }))
  if (!isLong) return []
  const full = (source: string): PlannedChange => ({ kind: 'import', source, share: 1 })
  const at = (part: number) => Math.round(part * played.length) === index
  return [
    ...(at(0.2) ? [full('consolidated')] : []),
    ...(at(0.3) ? [threshold(0.55, 'Fewer false alerts while two colleagues are away.')] : []),
    ...(at(0.42) ? [threshold(0.5, 'The trial shows too many missed spellings at 0.55.')] : []),
    ...(at(0.5) ? [full('harbour'), full('eastland')] : []),
    ...(at(0.58) ? [{ kind: 'withdraw', source: 'harbour', count: 2 } as const] : []),
    // After half of their validity, an import renews all entries.
    ...(at(0.62) ? [full('consolidated')] : []),
    ...(weeksLeft === risingWeeks - 1 ? [full('sudmark')] : []),
    ...(at(0.9) ? [{ kind: 'withdraw', source: 'consolidated', count: 1 } as const] : []),
  ]
}

const threshold = (to: number, reason: string): PlannedChange => ({ kind: 'threshold', to, reason })
