import type { CasePerson, CaseState } from '@entente/contracts'
import { caseReference } from '@entente/contracts'
import { sql } from 'kysely'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { secondPersonBars } from '../cases/case-people.ts'
import { type CaseFile, findCase } from '../cases/case-record.ts'
import { onCase } from '../cases/on-case.ts'
import type { Gateways, JoinedSubjects } from '../gateway/gateway.ts'
import { contextsOf, mayConfirm, openStates } from './case-row.ts'
import { isRefusal } from './count-persons.ts'
import { casesOfPurpose, visibleCases } from './visible-cases.ts'

/** The number of other cases that are read. A person with more is unusual, and the counts then are lower bounds. */
const most = 100

/**
 * Returns the other cases about the person of a case, or null. They are found by keyed hashes for the stated purpose;
 * no route finds them by a name. Cases that the actor may not open are only counted. A person who may still confirm
 * this case sees that others were decided, and when, but no outcome.
 */
export function readPerson(access: AccessStore, gateways: Gateways, caseId: string): Promise<CasePerson | null> {
  const intent = onCase(caseId, 'case.read', 'record.read', { decision: 'allow', details: { what: 'person' } })
  return access.transaction(intent, async (tx) => {
    const row = (await findCase(tx, caseId)) as CaseFile
    const others = await casesOfPerson(tx, gateways, row)
    tx.counted(others.length)
    if (others.length === 0) return null
    const bar = (await secondPersonBars(tx, [caseId], tx.actor.person)).get(caseId)
    return personFrom(tx, gateways, others, mayConfirm(tx, row, bar))
  })
}

type OtherCase = Awaited<ReturnType<typeof casesOfPerson>>[number]

/** Reads the other cases about the person of this case in one statement, for the stated purpose and not yet deleted. */
export async function casesOfPerson(tx: Tx, gateways: Gateways, row: Pick<CaseFile, 'id' | 'gateway' | 'subject_id'>) {
  const joined = await gateways.of(row.gateway).joined?.(tx, [row.subject_id])
  if (joined === undefined) return []
  return tx.db
    .selectFrom('case_file')
    .innerJoin(sql<JoinedSubjects>`(${joined})`.as('j'), (join) => join.onRef('j.other', '=', 'case_file.subject_id'))
    .leftJoin('decision as d', (join) => join.onRef('d.case_id', '=', 'case_file.id').on('d.reopened_at', 'is', null))
    .select(['case_file.id', 'case_file.number', 'case_file.gateway', 'case_file.team', 'case_file.state'])
    .select(['case_file.context_id', 'j.by', 'd.outcome', 'd.act', 'd.proposed_at', 'd.confirmed_at'])
    .select((eb) => sql<boolean>`${visibleCases(tx)(eb)}`.as('visible'))
    .where(casesOfPurpose(tx))
    .where('case_file.state', '<>', 'closed')
    .where('case_file.id', '<>', row.id)
    .orderBy('case_file.number', 'desc')
    .limit(most)
    .execute()
}

export const isSame = ({ by }: Pick<JoinedSubjects, 'by'>): boolean => by !== 'name-and-birth-date'

async function personFrom(
  tx: Tx,
  gateways: Gateways,
  others: readonly OtherCase[],
  second: boolean,
): Promise<CasePerson> {
  const sure = others.filter(isSame)
  const shown = sure.length > 0 ? sure : others
  const contexts = await contextsOf(tx, gateways, shown)
  const facts = (other: OtherCase) => {
    const context = contexts.get(other.context_id ?? '')
    const names = { label: context?.label ?? null, leavesAt: context?.dueAt ?? null }
    return { caseId: other.id, reference: caseReference(other.number), ...names }
  }
  const visible = shown.filter((other) => other.visible)
  const refused = second ? undefined : sure.find((other) => isRefusal(tx, other))
  return {
    certainty: sure.length > 0 ? 'same' : 'maybe',
    because: becauseOf(shown),
    open: visible
      .filter(({ state }) => openStates.includes(state as CaseState))
      .map((other) => ({ ...facts(other), state: other.state as CaseState })),
    decided: visible.flatMap((other) => {
      const { outcome, act, proposed_at: proposed, confirmed_at: confirmed } = other
      if (other.state !== 'decided' || outcome === null || proposed === null) return []
      const said = second
        ? { outcome: null, act: null }
        : { outcome: outcome as CasePerson['decided'][number]['outcome'], act }
      return [{ ...facts(other), at: (confirmed ?? proposed).toISOString(), ...said }]
    }),
    hidden: shown.length - visible.length,
    maybe: others.length - shown.length,
    refusedOn: refused === undefined ? null : (contexts.get(refused.context_id ?? '')?.label ?? null),
  }
}

/** Returns the weakest reason that joins any of the cases, so that the sentence is true of all of them. */
function becauseOf(others: readonly OtherCase[]): CasePerson['because'] {
  const order = ['document-and-birth-date', 'document', 'booking', 'name-and-birth-date'] as const
  return order[Math.max(...others.map(({ by }) => order.indexOf(by)))] ?? 'name-and-birth-date'
}
