import {
  ConfirmationRequest,
  confirmationContent,
  ProposalRequest,
  proposalContent,
  ReopenRequest,
  readingOf,
  reversalContent,
} from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { ActGiven, ActType } from '../../safeguards/access/acts/act-type.ts'
import type { Action } from '../../safeguards/access/roles.ts'
import { type CaseFile, caseAccess, findCase, hitFrom, openHit } from '../cases/case-record.ts'

type Proposed = z.infer<typeof ProposalRequest>
type Answered = z.infer<typeof ConfirmationRequest>

/** Returns the act of an adverse proposal: what is proposed, and the case and the hits as the case shows them. */
export async function proposalAct(tx: Tx, row: CaseFile, input: Proposed): Promise<ActGiven> {
  return actOn(row, 'decision.propose', proposalContent(input, await readingOfCase(tx, row)))
}

/** Returns the act of the second person who agrees to `act`. */
export async function confirmationAct(tx: Tx, row: CaseFile, input: Answered, act: string): Promise<ActGiven> {
  return actOn(row, 'decision.confirm', confirmationContent(input, act, await readingOfCase(tx, row)))
}

/** Returns the act of reopening the decision in force; null if that is not adverse, and needs no signature. */
export async function reversalAct(tx: Tx, row: CaseFile, { reason }: { reason: string }): Promise<ActGiven | null> {
  const decision = await tx.db
    .selectFrom('decision')
    .select('id')
    .where('case_id', '=', row.id)
    .where('reopened_at', 'is', null)
    .where('adverse', '=', true)
    .executeTakeFirst()
  return decision === undefined ? null : actOn(row, 'decision.reverse', reversalContent(decision.id, reason))
}

function actOn(row: CaseFile, type: string, content: object): ActGiven {
  return {
    ...{ type, about: `case:${row.id}@${row.version}`, content },
    record: { of: 'case', id: row.id, access: caseAccess(row) },
  }
}

async function readingOfCase(tx: Tx, row: CaseFile) {
  const hits = await tx.db
    .selectFrom('hit')
    .selectAll()
    .where('case_id', '=', row.id)
    .where('withdrawn_at', 'is', null)
    .execute()
  return readingOf(
    row.id,
    row.version,
    hits.map((hit) => hitFrom(hit, openHit(tx, row, hit))),
  )
}

/** The acts of decisions, for the route with which people ask for an act. */
export const decisionActs = (): ActType[] => [
  {
    type: 'decision.propose',
    body: ProposalRequest,
    intent: (id) => asking(id, 'case.propose'),
    read: async (tx, id, body) => proposalAct(tx, await caseOf(tx, id), body as Proposed),
  },
  {
    type: 'decision.confirm',
    body: ConfirmationRequest,
    intent: (id) => asking(id, 'case.confirm'),
    async read(tx, id, body) {
      const asked = await tx.db
        .selectFrom('proposal')
        .select('act')
        .where('case_id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst()
      if (asked === undefined) throw fail('no-proposal')
      return confirmationAct(tx, await caseOf(tx, id), body as Answered, asked.act)
    },
  },
  {
    type: 'decision.reverse',
    body: ReopenRequest,
    intent: (id) => asking(id, 'case.work'),
    async read(tx, id, body) {
      const act = await reversalAct(tx, await caseOf(tx, id), body as { reason: string })
      if (act === null) throw fail('case-not-decided')
      return act
    },
  },
]

const asking = (id: string, action: Action): AccessIntent => ({
  ...{ action, type: 'act.ask', ref: `case:${id}`, decision: 'allow' },
  on: async (db) => {
    const row = isUuid.test(id) ? await findCase({ db }, id) : undefined
    return row === undefined ? null : caseAccess(row)
  },
})
const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function caseOf(tx: Tx, id: string): Promise<CaseFile> {
  const row = await findCase(tx, id)
  if (row === undefined) throw fail('not-found')
  return row
}

/** Returns what decides access to the content of an act on a case. */
export async function recordOfCase(tx: Tx, caseId: string): Promise<ActGiven['record']> {
  const row = await findCase(tx, caseId)
  return row === undefined ? null : { of: 'case', id: caseId, access: caseAccess(row) }
}
