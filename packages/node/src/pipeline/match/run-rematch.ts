import { rematchJob } from '../../exchange/jobs.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { AppliedHits } from '../gateway/pipeline-steps.ts'
import { measureRatesJob } from '../jobs/jobs.ts'
import {
  compareOwnAgain,
  matchAgain,
  type RematchDeps,
  resultOf,
  subjectsConcerned,
  subjectsOfLastDays,
} from './compare-again.ts'
import type { Subset } from './find-hits.ts'
import { inBackground, peopleAt } from './in-background.ts'

export interface RunRematch {
  rematchId: string
}
/** A job works this long, then enqueues the rest, so that other changes and tasks get a turn. */
const sliceMs = 2_000
/** Subset indexes cached between slices. */
const kept = 4
const keptDays = 30

/**
 * Task `rematch-signals`: continues a comparison that a change of signals asked for (table `rematch`), in transactions of two hundred
 * subjects. Counts commit with the work they count, so a repeated job counts nothing twice. After a lowered threshold, subjects are
 * compared with every signal, as an arriving message is.
 */
export function rematchTask(deps: RematchDeps): (job: RunRematch) => Promise<void> {
  const subsets = new Map<string, Subset>()

  async function subsetOf(id: string, signalIds: readonly string[]): Promise<Subset> {
    const known = subsets.get(id)
    if (known !== undefined) return known
    const made = await deps.index.subset(signalIds)
    if (subsets.size >= kept) subsets.delete(subsets.keys().next().value as string)
    subsets.set(id, made)
    return made
  }

  return async ({ rematchId: id }) => {
    const asked = await begin(deps, id)
    if (asked === null) return
    const ofSignals = asked.kind !== 'threshold'
    if (asked.people === null && ofSignals) await compareOwnAgain(deps.gateways, asked.signalIds, asked.cause)
    // The index is updated before the subjects are listed: subjects that arrive later are matched by the updated index, or
    // at the new threshold. Subjects that were matched before are committed when this resolves.
    if (!subsets.has(id)) await deps.index.apply(ofSignals ? asked.signalIds : [])
    const concerned = () => (ofSignals ? subjectsConcerned(deps, asked.signalIds) : subjectsOfLastDays(deps))
    const people = asked.people ?? (await setPeople(deps, id, await concerned()))
    let { compared } = asked
    const only = ofSignals && compared < people ? await subsetOf(id, asked.signalIds) : undefined
    const until = performance.now() + sliceMs
    while (compared < people && performance.now() < until) {
      const part = await peopleAt(deps, 'rematch', id, compared)
      // A job that ran at the same time has finished this comparison.
      if (part === null) return
      await matchAgain(deps, part, {
        cause: asked.cause,
        ref: null,
        only,
        also: (tx, applied) => count(tx, id, applied),
      })
      compared += part.length
      await setCompared(deps, id, compared)
    }
    if (compared < people) return goOn(deps, id, asked.kind)
    subsets.delete(id)
    await finish(deps, id)
  }
}

/** Returns null if nothing is left to do. From here on a further edit waits for the next comparison. */
function begin(deps: RematchDeps, id: string) {
  return inBackground(deps, async (tx) => {
    const row = await tx.db
      .selectFrom('rematch')
      // Leaves out the list of subjects, which can be megabytes at each slice.
      .select(['kind', 'cause', 'people', 'compared', 'signal_ids', 'started_at', 'finished_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.finished_at !== null) return null
    if (row.started_at === null) {
      await tx.db.updateTable('rematch').set({ started_at: tx.now }).where('id', '=', id).execute()
      await tx.announce('rematch.changed', id, 0)
    }
    const { kind, cause, people, compared } = row
    return { kind, cause, people, compared, signalIds: row.signal_ids }
  })
}

function setPeople(deps: RematchDeps, id: string, subjectIds: string[]): Promise<number> {
  return inBackground(deps, async (tx) => {
    const people = subjectIds.length
    await tx.db.updateTable('rematch').set({ subject_ids: subjectIds, people }).where('id', '=', id).execute()
    return people
  })
}

function count(tx: Tx, id: string, applied: readonly AppliedHits[]): void {
  const { hitsReevaluated, casesOpened, casesClosed, decisionsReopened } = resultOf(applied)
  if (applied.length === 0) return
  tx.later(
    tx.db
      .updateTable('rematch')
      .set((e) => ({
        hits_reevaluated: e('hits_reevaluated', '+', hitsReevaluated),
        cases_opened: e('cases_opened', '+', casesOpened),
        cases_closed: e('cases_closed', '+', casesClosed),
        decisions_reopened: e('decisions_reopened', '+', decisionsReopened),
      }))
      .where('id', '=', id),
  )
}

function setCompared(deps: RematchDeps, id: string, compared: number): Promise<void> {
  return inBackground(deps, async (tx) => {
    await tx.db.updateTable('rematch').set({ compared }).where('id', '=', id).execute()
    await tx.announce('rematch.changed', id, compared)
  })
}

function goOn(deps: RematchDeps, id: string, kind: string): Promise<void> {
  return inBackground(deps, (tx) => {
    const priority = kind === 'signals' ? -15 : -10
    return tx.enqueue(rematchJob, { rematchId: id }, { jobKey: `rematch:${id}`, queue: 'rematch', priority })
  })
}

async function finish(deps: RematchDeps, id: string): Promise<void> {
  const done = await inBackground(deps, async (tx) => {
    const before = new Date(tx.now.getTime() - keptDays * 86_400_000)
    await tx.db.deleteFrom('rematch').where('finished_at', '<', before).execute()
    const row = await tx.db
      .updateTable('rematch')
      .set({ finished_at: tx.now, subject_ids: null })
      .where('id', '=', id)
      .returning(['kind', 'cause', 'people', 'compared', 'signal_ids'])
      .returning(['cases_opened', 'cases_closed', 'decisions_reopened'])
      .executeTakeFirstOrThrow()
    await tx.announce('rematch.changed', id, row.compared)
    // A changed list may change who is stopped by mistake, so the rates by origin are measured again.
    if (row.kind === 'list')
      await tx.enqueue(measureRatesJob, { cause: 'list' }, { jobKey: 'measure-rates', priority: 5 })
    return row
  })
  const { cause, people, cases_opened: opened, cases_closed: closed, decisions_reopened: reopened } = done
  const signals = done.signal_ids.length
  deps.log.info({ event: 'signals.rematched', rematch: id, cause, signals, people, opened, closed, reopened })
}
