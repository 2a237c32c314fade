import { peopleProposalContent, SignProposalRequest } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Database, Tx } from '../access-store.ts'
import type { ActGiven, ActType } from '../acts/act-type.ts'
import { type GivenSignature, recordAct } from '../acts/record-act.ts'
import { readPeople } from '../grants.ts'
import { shownToSign } from './consent-act.ts'
import { changeOf, isProposer, lockPeopleFor, type StoredChange } from './stored-change.ts'

const type = 'people.propose'

/** Returns the act of proposing a change of people: who is changed, how and why. Only a passkey signs it. */
const proposalAct = (change: StoredChange): ActGiven & { passkeyOnly: true } => ({
  ...{ type, about: `change:${change.id}`, record: null, passkeyOnly: true },
  content: peopleProposalContent(shownToSign(change)),
})

/**
 * Whether the proposer of a change signs it. The administrator who records a reset supports it only with a consent, which is signed, and a
 * suspension must stay possible with a session alone.
 */
const isSignedKind = ({ kind }: Pick<StoredChange, 'kind'>): boolean => kind !== 'recover' && kind !== 'suspend'

/** Returns which of these changes wait for the signature of their proposer. */
export async function findUnsigned(db: Database, changes: readonly StoredChange[]): Promise<Set<string>> {
  // One that has its consents and waits was proposed before the node asked for the signature.
  const asked = changes.filter((one) => ['awaiting-consent', 'waiting'].includes(one.state) && isSignedKind(one))
  if (asked.length === 0 || (await readPeople(db)) === 'single-operator') return new Set()
  const acts = await db
    .selectFrom('signed_act')
    .select(['thing', 'person_id', 'role'])
    .where('type', '=', type)
    .where('method', '=', 'passkey')
    .where(
      'thing',
      'in',
      asked.map(({ id }) => `change:${id}`),
    )
    .execute()
  const isSigned = ({ id, proposed_by: by, proposed_role: role }: StoredChange): boolean =>
    acts.some((act) => act.thing === `change:${id}` && act.person_id === by && act.role === role)
  return new Set(asked.filter((change) => !isSigned(change)).map(({ id }) => id))
}

/**
 * Records that the proposer signed a change. From then on others may consent. Errors: those of `recordAct`; `not-found`, `change-state` if it
 * needs no signature, `refused` for anybody but its proposer in the role of the proposal.
 */
export async function signProposal(tx: Tx, id: string, signature: GivenSignature | null): Promise<StoredChange> {
  await lockPeopleFor(tx)
  const change = await changeOf(tx.db, id)
  tx.about(`account:${change.account_id}`)
  if (!isProposer(change, tx.actor.person) || change.proposed_role !== tx.actor.role)
    throw fail('refused', { detail: 'Only its proposer signs it, in the role in which it was proposed.' })
  if (change.ends_at !== null && change.ends_at <= tx.now)
    throw fail('change-state', { detail: 'This proposal has ended.' })
  if (!(await findUnsigned(tx.db, [change])).has(id))
    throw fail('change-state', { detail: 'It needs no signature any more.' })
  await recordAct(tx, signature, proposalAct(change))
  await tx.announce('people.changed', id, 1)
  tx.note({ change: id, kind: change.kind })
  return changeOf(tx.db, id)
}

/** Attests a proposal on a node of one person, which nobody can sign. */
export async function attestProposal(tx: Tx, change: StoredChange): Promise<void> {
  if (isSignedKind(change) && (await readPeople(tx.db)) === 'single-operator')
    await recordAct(tx, null, proposalAct(change))
}

/** The act of proposing a change, for the route with which people ask for an act. */
export const proposalActs = (): ActType[] => [
  {
    type,
    body: SignProposalRequest,
    intent: (id) => ({
      ...{ action: 'people.withdraw', type: 'act.ask', ref: `change:${id}`, decision: 'allow', impersonal: true },
    }),
    read: async (tx, id) => proposalAct(await changeOf(tx.db, id)),
  },
]
