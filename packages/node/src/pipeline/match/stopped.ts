import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { stoppedSignals } from '../../safeguards/stops/stopped-signals.ts'
import { isLimited, noteUnchecked } from '../cases/unchecked.ts'
import { type ComparedSubject, makerOf } from '../gateway/compared-subject.ts'
import type { Gateway, SubjectInContext } from '../gateway/gateway.ts'

/**
 * Notes subjects as unchecked if nothing of their gateway may be matched now, and lets the gateway answer meanwhile. Their cases and hits stay
 * as they are. Returns whether it did; then nothing else is done with them.
 */
export async function leaveUnchecked(
  tx: Tx,
  gateway: Gateway,
  contexts: readonly SubjectInContext[],
  cause: string,
): Promise<boolean> {
  const { kind } = gateway.vocabulary
  if (!tx.stops.stopsGateway(kind)) return false
  await noteUnchecked(
    tx,
    kind,
    contexts.map(({ subject }) => subject.id),
  )
  await gateway.leftUnchecked?.(tx, contexts, cause)
  tx.note({ unchecked: contexts.length })
  return true
}

/**
 * Leaves out the hits of signals and rules that may not be matched now. `stopped` names what made them, and what made hits of the
 * cases: these hits stay as they are. All subjects are noted as unchecked, because another comparison would be complete.
 */
export async function leaveOutStopped(
  tx: Tx,
  gateway: Gateway,
  compared: readonly ComparedSubject[],
): Promise<{ stopped: ReadonlySet<string> | undefined; remaining: readonly ComparedSubject[] }> {
  const { kind } = gateway.vocabulary
  if (!isLimited(tx, { kind, hasRules: gateway.rules !== undefined }))
    return { stopped: undefined, remaining: compared }
  const subjectIds = compared.map(({ context }) => context.subject.id)
  await noteUnchecked(tx, kind, subjectIds)
  const { rows } = await sql<{ signal_id: string | null; rule_id: string | null }>`
    select distinct signal_id, rule_id from hit where subject_id = any(${subjectIds}::uuid[]) and withdrawn_at is null`.execute(
    tx.db,
  )
  const makers = new Set([...rows.map(makerOf), ...compared.flatMap(({ hits }) => hits.map(makerOf))])
  const rules = [...makers].filter(
    (maker) => maker.startsWith(ofRule) && tx.stops.stopsRule(maker.slice(ofRule.length)),
  )
  const signals = await stoppedSignals(
    tx,
    [...makers].filter((maker) => !maker.startsWith(ofRule)),
  )
  const stopped = new Set([...rules, ...signals])
  const remaining = compared.map((one) => ({ ...one, hits: one.hits.filter((hit) => !stopped.has(makerOf(hit))) }))
  return { stopped, remaining }
}
/** How `makerOf` names a rule. */
const ofRule = 'rule '
