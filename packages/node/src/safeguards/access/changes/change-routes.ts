import {
  Authority,
  CodeHalf,
  ConsentRequest,
  EnrolAnswer,
  EnrolRequest,
  ObjectionRequest,
  PeopleChange,
  PeopleChanges,
  SignProposalRequest,
} from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AccessIntent, Tx } from '../access-store.ts'
import { enrolFirst } from '../accounts/enrolment-code.ts'
import { noteEndOfFounding, readFounding } from '../accounts/founding.ts'
import { keysInUse } from '../accounts/list-accounts.ts'
import { readAuthority } from '../accounts/read-authority.ts'
import { type Signatures, signatureErrors } from '../acts/present-signature.ts'
import type { CoreDeps } from '../core-deps.ts'
import { type App, accessOf, actorOf, requireSession } from '../http.ts'
import type { Action } from '../roles.ts'
import { carryOutDueChanges } from './carry-out.ts'
import { newHalf } from './code-halves.ts'
import { consentToChange } from './consent-to-change.ts'
import { type EnrolDeps, enrol } from './enrol.ts'
import { describeChanges, listChanges } from './list-changes.ts'
import { signProposal } from './sign-proposal.ts'
import { objectToChange, withdrawChange } from './stop-change.ts'
import type { StoredChange } from './stored-change.ts'

const Id = z.object({ id: z.uuid() })
const Query = z.object({
  /** `open` leaves out changes that have ended. */
  state: z.enum(['open', 'all']).optional(),
  /** Only changes about the caller. */
  own: z.enum(['1']).optional(),
  next: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})

export interface ChangeDeps extends Pick<CoreDeps, 'store' | 'clock' | 'member'>, EnrolDeps {
  member: { id: string; name: string }
}

/** Carries out changes that are due and notes the end of founding, so that every answer shows the present state. */
export async function bringUpToDate(deps: Pick<CoreDeps, 'store' | 'clock' | 'member'>): Promise<void> {
  await carryOutDueChanges(deps)
  await noteEndOfFounding(deps)
}

/** Runs one act on a change and returns the change as the caller sees it. */
async function act(
  deps: ChangeDeps,
  request: FastifyRequest,
  intent: Pick<AccessIntent, 'type'> & { action: Action; id: string },
  work: (tx: Tx) => Promise<StoredChange>,
): Promise<PeopleChange> {
  requireSession(request)
  await bringUpToDate(deps)
  const { id, ...rest } = intent
  return accessOf(deps, request).transaction({ ...rest, impersonal: true, ref: `change:${id}` }, async (tx) => {
    await work(tx)
    return (await describeChanges(tx, [id], true))[0] as PeopleChange
  })
}

/** Registers the routes on which people consent to changes of accounts and roles, object to them and withdraw them. */
export function changeRoutes(app: App, deps: ChangeDeps & { signatures: Signatures }): void {
  app.get(
    '/v1/people/changes',
    {
      schema: {
        summary: 'List changes of accounts and roles; people without authority see those about themselves',
        querystring: Query,
        response: { 200: PeopleChanges },
      },
    },
    async (request) => {
      await bringUpToDate(deps)
      const { state, own, next, limit = 50 } = request.query
      const intent: AccessIntent = {
        ...{ action: 'people.read', decision: 'allow', impersonal: true, details: { what: 'changes of people' } },
        type: actorOf(request).role === 'oversight' ? 'oversight.read' : 'config.change',
      }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        // The desk of everybody asks for the changes about themselves by itself.
        if (own !== undefined) tx.leavesNoEntry()
        const founding = await readFounding(tx.db, tx.now)
        const query = { open: state !== 'all', own: own !== undefined, next, limit }
        const listed = await listChanges(tx, query, request.sessionHash !== null)
        const keys = own === undefined ? [] : await keysInUse(tx.db, tx.now)
        return {
          ...listed,
          foundingUntil: founding.over === null ? founding.until.toISOString() : null,
          operatorKeys: keys
            .filter(({ accountId, byOperator }) => byOperator && accountId === tx.actor.account)
            .map(({ accountId: _, ...key }) => key),
        }
      })
    },
  )
  app.get(
    '/v1/people/authority',
    {
      schema: {
        summary: 'List every role with the way it was granted, and the fewest people of each role',
        response: { 200: Authority },
      },
    },
    async (request) => {
      await bringUpToDate(deps)
      const intent: AccessIntent = {
        ...{ action: 'account.read', decision: 'allow', impersonal: true, details: { what: 'authority read' } },
        type: actorOf(request).role === 'oversight' ? 'oversight.read' : 'config.change',
      }
      return accessOf(deps, request).transaction(intent, (tx) => readAuthority(tx.db, tx.now))
    },
  )
  app.post(
    '/v1/people/changes/:id/sign',
    {
      schema: {
        summary: 'Sign a proposal of your own, so that others can consent',
        errors: ['change-state', 'refused', 'session-needed', ...signatureErrors],
        params: Id,
        body: SignProposalRequest.nullish(),
        response: { 200: PeopleChange },
      },
    },
    (request) => {
      const { id } = request.params
      const intent = { action: 'people.withdraw', type: 'people.propose', id } as const
      return deps.signatures.run(request, request.body?.signed, (signature) =>
        act(deps, request, intent, (tx) => signProposal(tx, id, signature)),
      )
    },
  )
  app.post(
    '/v1/people/changes/:id/consent',
    {
      schema: {
        summary: 'Consent to a change as the second person; for a new account, state that you know the human',
        errors: [
          'change-state',
          'concerned',
          'consent-too-new',
          'grant-unsigned',
          'human-not-known',
          'incompatible-roles',
          'last-of-role',
          'recently-recovered',
          'same-person',
          'session-needed',
          ...signatureErrors,
        ],
        params: Id,
        body: ConsentRequest.nullish(),
        response: { 200: PeopleChange },
      },
    },
    (request) => {
      const { id } = request.params
      const intent = { action: 'people.consent', type: 'people.consent', id } as const
      return deps.signatures.run(request, request.body?.signed, (signature) =>
        act(deps, request, intent, (tx) => consentToChange(tx, id, request.body?.knowsHuman === true, signature)),
      )
    },
  )
  app.post(
    '/v1/people/changes/:id/object',
    {
      schema: {
        summary: 'Stop a change that has not taken effect, or end a suspension',
        errors: ['change-state', 'concerned', 'same-person', 'session-needed'],
        params: Id,
        body: ObjectionRequest,
        response: { 200: PeopleChange },
      },
    },
    (request) => {
      const { id } = request.params
      const { reason } = request.body
      return act(deps, request, { action: 'people.object', type: 'people.object', id }, (tx) =>
        objectToChange(tx, id, reason),
      )
    },
  )
  app.post(
    '/v1/people/changes/:id/withdraw',
    {
      schema: {
        summary: 'Withdraw a proposal, or end a suspension, of your own',
        errors: ['change-state', 'refused', 'session-needed'],
        params: Id,
        response: { 200: PeopleChange },
      },
    },
    (request) => {
      const { id } = request.params
      return act(deps, request, { action: 'people.withdraw', type: 'people.withdraw', id }, (tx) =>
        withdrawChange(tx, id),
      )
    },
  )
  app.post(
    '/v1/people/changes/:id/half',
    {
      config: { secret: true },
      schema: {
        summary: 'Show your half of a code, once; a repeated request makes a new half',
        errors: ['session-needed'],
        params: Id,
        response: { 201: CodeHalf },
      },
    },
    async (request, reply) => {
      requireSession(request)
      await bringUpToDate(deps)
      const { id } = request.params
      const intent: AccessIntent = {
        ...{ action: 'people.consent', type: 'people.code', impersonal: true, ref: `change:${id}` },
      }
      const made = await accessOf(deps, request).transaction(intent, async (tx) => {
        const { change, ...half } = await newHalf(tx, deps.triesKey, id)
        const account = tx.db.selectFrom('account').select('name').where('id', '=', change.account_id)
        return { ...half, account: (await account.executeTakeFirstOrThrow()).name }
      })
      return reply.code(201).send(made)
    },
  )
  app.post(
    '/v1/enrol',
    {
      bodyLimit: 8192,
      config: { open: true, secret: true },
      schema: {
        summary: 'Choose a password with a code, or with the two halves of one',
        errors: ['code-unknown', 'locked-out', 'password-weak', 'too-many-requests'],
        body: EnrolRequest,
        response: { 200: EnrolAnswer },
      },
    },
    async (request) => {
      await bringUpToDate(deps)
      const { body, ip } = request
      return { account: 'code' in body ? await enrolFirst(deps, body, ip) : await enrol(deps, body, ip) }
    },
  )
}
