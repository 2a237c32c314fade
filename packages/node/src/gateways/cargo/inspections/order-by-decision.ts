import { cargoVocabulary } from '@entente/contracts'
import { caseAccess, findCase, openPart } from '../../../pipeline/cases/case-record.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { purposeFor, readAttributes, systemAccess } from '../../../safeguards/access/system.ts'
import { openNewest } from '../consignments/open-version.ts'
import { orderInspections } from './order-inspections.ts'

/** The acts of officers that order an inspection. */
const ordering: readonly string[] = ['inspect', 'RFS']

/**
 * Orders the inspection that an officer decided. A decision that was reopened meanwhile orders nothing. A repeated job
 * orders nothing twice, because the decision is the reason.
 */
export async function orderByDecision(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  { decisionId }: { decisionId: string },
): Promise<void> {
  const decision = await readAttributes(deps, (db) =>
    db
      .selectFrom('decision as d')
      .innerJoin('case_file as c', 'c.id', 'd.case_id')
      .select(['d.act', 'd.proposal_id', 'c.id as case_id', 'c.subject_id', 'c.regime', 'c.purposes'])
      .where('d.id', '=', decisionId)
      .where('c.gateway', '=', cargoVocabulary.kind)
      .where('d.reopened_at', 'is', null)
      .executeTakeFirst(),
  )
  if (decision === undefined || !ordering.includes(decision.act)) return
  const { act, case_id: caseId, proposal_id: proposalId, subject_id: subjectId } = decision
  const purpose = purposeFor(decision)
  if (purpose === null) return
  const intent = { action: 'record.write', type: 'inspection.order', ref: `case:${caseId}` } as const
  await systemAccess(deps, purpose).transaction(intent, async (tx) => {
    const [consignment] = await openNewest(tx, [subjectId])
    const file = await findCase(tx, caseId)
    if (consignment === undefined || file === undefined || caseAccess(file).delete_at <= tx.now)
      return tx.leavesNoEntry()
    const { open, ...row } = consignment
    const opened = open()
    const query = tx.db.selectFrom('proposal').select(['id', 'a', 'b']).where('id', '=', proposalId)
    const proposal = await query.executeTakeFirstOrThrow()
    const { details } = openPart<{ details: unknown }>(tx, file, proposal).value
    await orderInspections(tx, [
      {
        ...{ consignment: row, lane: 'red', spoke: [] },
        value: opened === undefined || opened.masked ? null : opened.value,
        reasons: [{ kind: 'act', ref: decisionId, text: act }],
        ...askedFor(details),
      },
    ])
  })
}

/** Reads the places to look at and the method of screening. Ignores details of another form. */
function askedFor(details: unknown): { focus: string[]; method: string | null } {
  const { focus, method } = (details ?? {}) as { focus?: unknown; method?: unknown }
  const paths = Array.isArray(focus) ? focus.filter((path): path is string => typeof path === 'string') : []
  return { focus: paths.slice(0, 20), method: typeof method === 'string' ? method.slice(0, 40) : null }
}
