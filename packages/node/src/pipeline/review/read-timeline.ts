import type { CaseTimeline, TimelineLane, TimelineMark } from '@entente/contracts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import type { AuditLog } from '../../safeguards/audit/audit-log.ts'
import { secondPersonBars } from '../cases/case-people.ts'
import { type CaseFile, findCase } from '../cases/case-record.ts'
import { onCase } from '../cases/on-case.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { historyLines, mostEntries, signalSentence } from './case-history.ts'
import { contextsOf, mayConfirm } from './case-row.ts'

const lanes: readonly TimelineLane[] = ['messages', 'known', 'matching', 'people', 'answers']
const laneOf: Readonly<Record<string, TimelineLane>> = {
  ...{ 'case.open': 'matching', 'signal.match': 'matching', 'feedback.record': 'matching', 'answer.sent': 'answers' },
}

/**
 * Returns when the messages about a case's subject came, what was known since, and what the node and people did, oldest
 * first. It has neither durations of anybody's reading nor counts about a person. A person who may still confirm the
 * case sees no colleague's name.
 */
export function readTimeline(
  access: AccessStore,
  deps: { gateways: Gateways; audit: AuditLog },
  caseId: string,
): Promise<CaseTimeline> {
  const intent = onCase(caseId, 'case.read', 'record.read', { decision: 'allow', details: { what: 'timeline' } })
  return access.transaction(intent, async (tx) => {
    const row = (await findCase(tx, caseId)) as CaseFile
    const gateway = deps.gateways.of(row.gateway)
    const bar = (await secondPersonBars(tx, [caseId], tx.actor.person)).get(caseId)
    const lines = await historyLines(tx, deps.audit, caseId, mayConfirm(tx, row, bar))
    const done = lines.map(({ at, type, mine, person, key, values, text }): TimelineMark => {
      const lane = type === 'decision.reverse' && !person ? 'matching' : (laneOf[type] ?? 'people')
      return { at, lane, key, values, text, form: 'mark', mine, ref: null }
    })
    const heard = ((await gateway.timeline?.(tx, row.subject_id)) ?? []).map((mark) => ({ ...mark, mine: false }))
    tx.counted(1)
    const context = (await contextsOf(tx, deps.gateways, [row])).get(row.context_id ?? '')
    return {
      lanes: [...lanes],
      marks: [...heard, ...(await signalMarks(tx, row)), ...done].sort((a, b) => a.at.localeCompare(b.at)),
      now: tx.now.toISOString(),
      dueAt: row.state === 'decided' || row.state === 'closed' ? null : (row.due_at?.toISOString() ?? null),
      leavesAt: context?.dueAt ?? null,
      complete: lines.length < mostEntries,
    }
  })
}

/** Lists the versions of the case's signals since the case was opened. */
async function signalMarks(tx: Tx, row: CaseFile): Promise<TimelineMark[]> {
  const versions = await tx.db
    .selectFrom('signal_version as v')
    .innerJoin('hit as h', 'h.signal_id', 'v.signal_id')
    .select(['v.signal_id', 'v.version', 'v.at', 'h.source'])
    .distinct()
    .where('h.case_id', '=', row.id)
    .where('v.at', '>', row.opened_at)
    .orderBy('v.at')
    .limit(100)
    .execute()
  return versions.map(({ signal_id, version, at, source }) => ({
    ...{ at: at.toISOString(), lane: 'matching' as const, ...signalSentence(source, version) },
    ...{ form: 'mark' as const, mine: false, ref: `/signals/${signal_id}` },
  }))
}
