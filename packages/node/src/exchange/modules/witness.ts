import { z } from 'zod'
import { defineModule } from '../../module.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { RunningLog } from '../../safeguards/log/run-log.ts'
import { defineJob, doJob } from '../../store/define-job.ts'
import type { PeerHandler } from '../peers/peer-handler.ts'
import { parse } from '../peers/requests/read-request.ts'
import { askWitnesses, type WitnessDeps } from '../witness/ask-witnesses.ts'
import { ConsistencyAnswer, ConsistencyQuery, compareLogs, proveOwn } from '../witness/compare-logs.ts'
import { answerWitnessed, CosignAnswer, CosignRequest, cosignLog, WitnessedList } from '../witness/cosign-log.ts'
import { askForNotices, PeopleNotices, readNotices } from '../witness/people-notices.ts'

const compareLogsJob = defineJob('compare-logs', z.object({}))
const askForNoticesJob = defineJob('ask-for-notices', z.object({}))
const serving = { action: 'peer.serve', type: 'config.change', impersonal: true } as const
/** A new state is cosigned after this time, with all states that come until then. */
const gatherMs = 10_000
/** Witnesses that did not cosign are asked again after this time, also if no new entry comes. */
const againMs = 60_000

export interface LogWitnesses {
  /** Asks the witnesses now. Returns the labels of those that cosigned. */
  askWitnesses(): Promise<string[]>
  /** Compares with other members now. Returns the members that showed two logs. */
  compareLogs(): Promise<string[]>
  /** Asks members for notices about their people now. Returns the members with new ones. */
  askForNotices(): Promise<string[]>
}

/** Assembles cosigning: this node witnesses the logs of members, members and standard witnesses that of this node. */
export function createWitnessModule(
  deps: Omit<WitnessDeps, 'auditLog'> & {
    auditLog: Pick<RunningLog, 'goOnAfter' | 'follow' | 'head'>
    scheduled: boolean
  },
) {
  const sizes = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()
  const ask = (): Promise<string[]> => {
    const mine = running
      .catch(() => {})
      .then(async () => {
        const { given, missed } = await askWitnesses(deps, sizes)
        if (missed.length > 0) askSoon(againMs)
        return given
      })
    running = mine
    return mine
  }
  function askSoon(afterMs: number): void {
    if (stopped || !deps.scheduled) return
    // A new entry does not wait for the next try.
    const at = performance.now() + afterMs
    if (at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => {
      dueAt = Number.POSITIVE_INFINITY
      ask().catch((error: unknown) => {
        deps.log.warn({ event: 'log.witnesses-failed', error: String(error) })
        askSoon(againMs)
      })
    }, afterMs)
  }
  deps.auditLog.follow(() => askSoon(gatherMs))

  const peerHandlers: PeerHandler[] = [
    {
      method: 'POST',
      path: '/peer/v1/log/add-checkpoint',
      schema: {
        summary: "Cosign a checkpoint of the asking member's log",
        errors: ['body-invalid'],
        described: { body: CosignRequest, answers: { 200: CosignAnswer } },
      },
      handle: (member, { body }) => cosignLog(deps, member, body),
    },
    {
      method: 'POST',
      path: '/peer/v1/log/witnessed',
      schema: {
        summary: 'Compare the checkpoints of logs that both nodes cosigned',
        errors: ['body-invalid'],
        described: { body: WitnessedList, answers: { 200: WitnessedList } },
      },
      handle: (_member, { body }) =>
        systemAccess(deps, null).transaction(serving, async (tx) => {
          tx.leavesNoEntry()
          return answerWitnessed(tx, body)
        }),
    },
    {
      method: 'GET',
      path: '/peer/v1/log/consistency',
      schema: {
        summary: "Prove that one state of this node's log is the beginning of another",
        errors: ['body-invalid', 'not-found'],
        described: { query: ConsistencyQuery, answers: { 200: ConsistencyAnswer } },
      },
      handle: (_member, { query }) =>
        systemAccess(deps, null).transaction(serving, async (tx) => {
          tx.leavesNoEntry()
          return proveOwn(tx, parse(ConsistencyQuery, query))
        }),
    },
    {
      method: 'GET',
      path: '/peer/v1/people/notices',
      schema: {
        summary: 'List rescues of accounts and changes of oversight of the last 30 days, without names',
        described: { answers: { 200: PeopleNotices } },
      },
      handle: () =>
        systemAccess(deps, null).transaction(serving, async (tx) => {
          tx.leavesNoEntry()
          return readNotices(tx)
        }),
    },
  ]
  return {
    peerHandlers,
    witnesses: {
      askWitnesses: ask,
      compareLogs: () => compareLogs(deps),
      askForNotices: () => askForNotices(deps),
    } satisfies LogWitnesses,
    ...defineModule({
      name: 'witness',
      jobs: [
        doJob(compareLogsJob, async () => void (await compareLogs(deps))),
        doJob(askForNoticesJob, async () => void (await askForNotices(deps))),
      ],
      schedules: [
        { job: compareLogsJob.name, match: '*/10 * * * *' },
        { job: askForNoticesJob.name, match: '5,15,25,35,45,55 * * * *' },
      ],
      async stop() {
        stopped = true
        clearTimeout(timer)
        await running.catch(() => {})
      },
    }),
  }
}
