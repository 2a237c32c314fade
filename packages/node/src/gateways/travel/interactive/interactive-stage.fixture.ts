import type { Actor } from '@entente/contracts'
import { sql } from 'kysely'
import { vi } from 'vitest'
import { answerSubject } from '../../../pipeline/answer/answer-subject.ts'
import {
  addPerson,
  addSignal,
  changeSignal,
  type PersonRole,
  personValue,
  type SignalGiven,
} from '../../../pipeline/case-people.fixture.ts'
import { confirm } from '../../../pipeline/decide/confirm.ts'
import { propose } from '../../../pipeline/decide/propose.ts'
import { reviewSettings } from '../../../pipeline/decide/settings.ts'
import { createMatchIndex } from '../../../pipeline/match/match-index.ts'
import { matchSubjects, matchWithin } from '../../../pipeline/match/match-subjects.ts'
import { rematchSignals } from '../../../pipeline/match/rematch-signals.ts'
import { readMessage } from '../../../pipeline/read/read-message.ts'
import { receiveMessage } from '../../../pipeline/receive/receive-message.ts'
import { receiveAndRead } from '../../../pipeline/receive-and-read.ts'
import { viewCase } from '../../../pipeline/review/view-case.ts'
import { setStanding } from '../../../safeguards/access/signal-access/index.ts'
import { openTravelStage } from '../travel.fixture.ts'
import { openAnswerJournal } from './answer-journal.ts'
import { answerRequest, type InteractiveDeps } from './answer-request.ts'
import { interactiveSettings } from './settings.ts'

export type InteractiveStage = Awaited<ReturnType<typeof openInteractiveStage>>

/**
 * Opens a travel gateway with its matcher, people who decide, and a carrier that asks, without HTTP and the job runner.
 */
export async function openInteractiveStage() {
  const stage = await openTravelStage({ now: '2026-11-24T08:00:00.000Z' })
  const { db, deps, clock } = stage
  await setStanding(db, deps.member.id, 'active', clock.now)
  const index = createMatchIndex(deps)
  const match = { ...deps, index, recentMs: 7 * 86_400_000 }
  const interactive: InteractiveDeps = {
    ...deps,
    // The longest allowed deadline: the tests must not depend on the machine's speed.
    interactive: { ...interactiveSettings, deadlineMs: 60_000 },
    journal: openAnswerJournal(deps.dataRoot, deps.store.files),
    storeLater: () => {},
    steps: {
      receive: (incoming) => receiveMessage(deps, incoming),
      read: (request) => readMessage({ ...deps, matchNow: matchWithin(match) }, request),
      match: (request) => matchSubjects(match, request),
      receiveAndRead: (incoming, then) => receiveAndRead({ ...deps, matchNow: matchWithin(match) }, incoming, then),
    },
  }
  const deciding = { review: reviewSettings, gateways: deps.gateways }
  const access = (actor: Actor) => deps.store.for(actor, { purpose: 'border-control', caseId: null })
  async function view(actor: Actor, caseId: string): Promise<void> {
    for (let beat = 0; beat < 6; beat += 1) {
      await viewCase(access(actor), caseId)
      clock.now = new Date(clock.now.getTime() + 5000)
    }
  }
  return {
    ...stage,
    index,
    match,
    interactive,
    person: (name: string, role: PersonRole) => addPerson(db, deps.member.id, name, role),
    async signal(given: SignalGiven) {
      const signal = await addSignal(deps, given)
      await index.apply([signal.id])
      return signal
    },
    /** Adds a signal about a person born on 17 May 1981 with this passport. */
    watch(family: string, given: string, number: string) {
      const more = { birthDates: ['1981-05-17'], identifiers: [{ type: 'passport', number, issuer: 'NLD' }] }
      return this.signal({ value: personValue(family, given, more) })
    },
    async withdraw(signal: Awaited<ReturnType<typeof addSignal>>) {
      await changeSignal(deps, signal, { status: 'withdrawn', value: null })
      return rematchSignals(match, { signalIds: [signal.id], cause: 'withdrawal' })
    },
    ask: (text: string, more: Partial<InteractiveDeps> = {}) =>
      answerRequest({ ...interactive, ...more }, stage.sender, Buffer.from(text)),
    /** Makes the decision of two people to refuse boarding. */
    async refuse(caseId: string, first: Actor, second: Actor): Promise<void> {
      const rows = await db.selectFrom('hit').select('id').where('case_id', '=', caseId).execute()
      const hits = rows.map((row) => row.id)
      const words = { reasons: ['same-document'], text: 'The passport is the one named.' }
      await view(first, caseId)
      await propose(access(first), deciding, caseId, {
        outcome: 'adverse',
        act: 'do-not-board',
        ...words,
        hits,
        alternativesConsidered: [],
        details: null,
      })
      await view(second, caseId)
      await confirm(access(second), deciding, caseId, { agree: true, ...words })
    },
    async clear(caseId: string, actor: Actor): Promise<void> {
      await view(actor, caseId)
      await propose(access(actor), deciding, caseId, {
        outcome: 'no-action',
        act: 'ok-to-board',
        reasons: ['different-person'],
        text: '',
        hits: [],
        alternativesConsidered: [],
        details: null,
      })
    },
    /** Runs the queued answer jobs. */
    async answerCases(): Promise<void> {
      for (const { subjectId } of await db.selectFrom('case_file').select('subject_id as subjectId').execute()) {
        await answerSubject(deps, { gateway: 'travel', subjectId })
      }
    },
    /** Lists the queued jobs with their run times. */
    async jobs(): Promise<{ task: string; payload: Record<string, unknown>; runAt: Date }[]> {
      const rows = await sql<{ task: string; payload: Record<string, unknown>; runAt: Date }>`
        select t.identifier as task, j.payload, j.run_at as "runAt" from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`.execute(db)
      return rows.rows
    },
    answers: () => db.selectFrom('carrier_answer').selectAll().orderBy('at').orderBy('kind').execute(),
    later(seconds: number): void {
      clock.now = new Date(clock.now.getTime() + seconds * 1000)
    },
  }
}

/** The step that does everything at once fails, so that the request is answered step by step. */
export const notAtOnce = { receiveAndRead: () => Promise.reject(new Error('not at once')) }

let counter = 0
/** Makes a traveller whose data no other traveller has. */
export function someone(surname: string, given: string) {
  counter += 1
  const n = String(counter).padStart(4, '0')
  return {
    surname,
    given,
    birth: '19810517',
    document: `P${n}7719`,
    issuer: 'NLD',
    locator: `LOC${n}`,
    reference: `ABO${n}`,
  }
}

/** Makes a step that never ends. When it begins, the time limit of the request passes; every other step takes no time. */
export function stuckStep(deadlineMs: number) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  return () => {
    // Runs after this turn of the event loop, because the time limit is set in this turn.
    setImmediate(() => vi.advanceTimersByTime(deadlineMs))
    return new Promise<never>(() => {})
  }
}
