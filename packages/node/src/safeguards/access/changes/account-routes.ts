import {
  Account,
  AccountChange,
  NewAccount,
  NewAccountAnswer,
  PatchAccount,
  PeopleChange,
  RoleChange,
} from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../access-store.ts'
import { createAccount } from '../accounts/create-account.ts'
import { readFounding } from '../accounts/founding.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import { makePassword } from '../accounts/make-password.ts'
import { type App, accessOf, actorOf, requireSession } from '../http.ts'
import { bringUpToDate, type ChangeDeps } from './change-routes.ts'
import { describeChanges } from './list-changes.ts'
import { type Proposal, proposeChange } from './propose-change.ts'
import { entryTypes } from './stored-change.ts'
import { suspendAccount } from './suspend-account.ts'

const Id = z.object({ id: z.uuid() })
export const proposalErrors = ['change-state', 'incompatible-roles', 'last-of-role', 'session-needed'] as const
const answers = { 200: PeopleChange, 202: PeopleChange }
const ofWholeAccounts = [
  ['/v1/accounts/:id/disable', 'disable', 'Propose to disable an account'],
  [
    ...(['/v1/accounts/:id/reset', 'recover'] as const),
    "Record the owner's request for a new password; two people then show one half of a code each",
  ],
] as const

/**
 * Registers the routes for accounts. Every change of an account or a role is a proposal: it answers 202 while it waits
 * for people or time, and 200 if it took effect at once.
 */
export function accountRoutes(app: App, deps: ChangeDeps): void {
  app.get(
    '/v1/accounts',
    {
      schema: {
        summary: 'List the accounts',
        response: { 200: z.object({ items: z.array(Account), next: z.null() }) },
      },
    },
    async (request) => {
      await bringUpToDate(deps)
      // A person who consents to changes must be able to list the accounts.
      const intent: AccessIntent = {
        ...{ action: 'account.read', decision: 'allow', impersonal: true, details: { what: 'accounts read' } },
        type: actorOf(request).role === 'oversight' ? 'oversight.read' : 'config.change',
      }
      const items = await accessOf(deps, request).transaction(intent, (tx) => listAccounts(tx.db, tx.now))
      return { items, next: null }
    },
  )
  app.post(
    '/v1/accounts',
    {
      config: { secret: true },
      schema: {
        summary: 'Create an account and propose its roles',
        errors: [
          ...proposalErrors,
          ...(['human-not-known', 'name-taken', 'not-found', 'staff-reference-missing'] as const),
          ...(['staff-reference-taken', 'too-many-requests'] as const),
        ],
        body: NewAccount,
        response: { 201: NewAccountAnswer },
      },
    },
    async (request, reply) => reply.code(201).send(await addAccount(deps, request, request.body)),
  )
  app.patch(
    '/v1/accounts/:id',
    {
      schema: {
        summary: 'Propose other teams of an account or another name of its person',
        errors: proposalErrors,
        params: Id,
        body: PatchAccount,
        response: { 200: z.object({ items: z.array(PeopleChange) }), 202: z.object({ items: z.array(PeopleChange) }) },
      },
    },
    async (request, reply) => {
      const { id: accountId } = request.params
      const { teams, personName, reason } = request.body
      const proposals: Proposal[] = [
        ...(teams === undefined
          ? []
          : [{ kind: 'team', accountId, reason, teams: [...new Set(teams)].sort() } as const]),
        ...(personName === undefined ? [] : [{ kind: 'person', accountId, reason, personName } as const]),
      ]
      const items = await propose(deps, request, accountId, proposals, 'account.manage')
      return reply.code(statusOf(items)).send({ items })
    },
  )
  app.post(
    '/v1/accounts/:id/roles',
    {
      schema: {
        summary: 'Propose to grant or to revoke a role',
        errors: proposalErrors,
        params: Id,
        body: RoleChange,
        response: answers,
      },
    },
    async (request, reply) => {
      const { action: kind, role, reason, gone = false, successor } = request.body
      const more = successor === undefined ? {} : { successor }
      const proposal = { kind, role, reason, gone, accountId: request.params.id, ...more }
      const change = await proposeOne(deps, request, proposal, 'account.propose')
      return reply.code(statusOf([change])).send(change)
    },
  )
  for (const [path, kind, summary] of ofWholeAccounts)
    app.post(
      path,
      { schema: { summary, errors: proposalErrors, params: Id, body: AccountChange, response: answers } },
      async (request, reply) => {
        const proposal = { kind, accountId: request.params.id, ...request.body }
        const change = await proposeOne(deps, request, proposal, 'account.manage')
        return reply.code(statusOf([change])).send(change)
      },
    )
  app.post(
    '/v1/accounts/:id/suspend',
    {
      schema: {
        summary: 'Stop the sign-in to an account for 72 hours',
        errors: ['change-state', 'last-of-role', 'session-needed', 'suspension-repeated'],
        params: Id,
        body: AccountChange,
        response: { 200: PeopleChange },
      },
    },
    (request) => suspend(deps, request, request.params.id, request.body.reason, 'account.suspend'),
  )
  app.post(
    '/v1/me/suspend',
    {
      schema: {
        summary: 'Stop the sign-in to your own account for 72 hours',
        errors: ['change-state', 'last-of-role', 'session-needed', 'suspension-repeated'],
        body: AccountChange,
        response: { 200: PeopleChange },
      },
    },
    (request) => suspend(deps, request, actorOf(request).account, request.body.reason, 'people.read'),
  )
}

export const statusOf = (changes: readonly PeopleChange[]): 200 | 202 =>
  changes.every(({ state }) => state === 'done') ? 200 : 202

export async function proposeOne(
  deps: ChangeDeps,
  request: FastifyRequest,
  proposal: Proposal,
  action: 'account.manage' | 'account.propose',
): Promise<PeopleChange> {
  const [change] = await propose(deps, request, proposal.accountId, [proposal], action)
  return change as PeopleChange
}

async function propose(
  deps: ChangeDeps,
  request: FastifyRequest,
  accountId: string,
  proposals: readonly Proposal[],
  action: 'account.manage' | 'account.propose',
): Promise<PeopleChange[]> {
  requireSession(request)
  await bringUpToDate(deps)
  const intent: AccessIntent = {
    ...{ action, type: entryTypes[proposals[0]?.kind ?? 'person'], impersonal: true, ref: `account:${accountId}` },
    details: { what: 'proposed', ...(proposals[0]?.role === undefined ? {} : { role: proposals[0].role }) },
  }
  return accessOf(deps, request).transaction(intent, async (tx) => {
    const ids: string[] = []
    for (const proposal of proposals) ids.push((await proposeChange(tx, proposal)).id)
    return describeChanges(tx, ids, true)
  })
}

async function suspend(
  deps: ChangeDeps,
  request: FastifyRequest,
  accountId: string,
  reason: string,
  action: 'account.suspend' | 'people.read',
): Promise<PeopleChange> {
  requireSession(request)
  await bringUpToDate(deps)
  const ref = `account:${accountId}`
  const intent = { action, type: entryTypes.suspend, impersonal: true, ref } as const
  return accessOf(deps, request).transaction(intent, async (tx) => {
    const { id } = await suspendAccount(tx, accountId, reason)
    return (await describeChanges(tx, [id], true))[0] as PeopleChange
  })
}

/**
 * Creates an account. During founding its roles are in force and its one-time password is answered. After that nobody
 * alone learns a password: the creator and the first person who consents have one half of a code each.
 */
async function addAccount(
  deps: ChangeDeps,
  request: FastifyRequest,
  body: z.infer<typeof NewAccount>,
): Promise<z.infer<typeof NewAccountAnswer>> {
  requireSession(request)
  await bringUpToDate(deps)
  const intent = {
    action: 'account.manage',
    type: 'role.grant',
    impersonal: true,
    details: { what: 'account' },
  } as const
  const { password, hash } = await makePassword(deps, request, intent)
  return accessOf(deps, request).transaction(intent, async (tx) => {
    const isFounding = (await readFounding(tx.db, tx.now)).over === null
    if (!isFounding) refuseUnknownHuman(body)
    const accountId = await createAccount(tx.db, {
      ...{ name: body.name, person: body.person, roles: [], teams: body.teams, password, passwordHash: hash },
      ...{ mustChangePassword: isFounding, grantedBy: tx.actor.person, referenceKey: deps.triesKey },
    })
    const reason = body.reason ?? 'The role of a new account.'
    const ids: string[] = []
    for (const [place, role] of [...new Set(body.roles)].entries()) {
      const enrols = !isFounding && place === 0
      ids.push(
        (await proposeChange(tx, { kind: 'grant', accountId, role, reason, enrols, knowsHuman: !isFounding })).id,
      )
    }
    tx.note({ account: accountId, roles: body.roles })
    const changes = await describeChanges(tx, ids, true)
    // Nobody alone may know the password of an account whose roles wait, so a password is not answered if founding just ended.
    if (isFounding && statusOf(changes) === 202) throw fail('change-state', { detail: 'Founding is over: try again.' })
    return { ...(await existing(tx, accountId)), changes, oneTimePassword: isFounding ? password : null }
  })
}

/** One human is one person: a new one has a staff reference, and the proposer knows the human. */
function refuseUnknownHuman({ person, knowsHuman }: z.infer<typeof NewAccount>): void {
  if ('name' in person && person.staffReference === undefined)
    throw fail('staff-reference-missing', { at: '/person/staffReference' })
  if (knowsHuman !== true) throw fail('human-not-known', { at: '/knowsHuman' })
}

async function existing(tx: Tx, id: string): Promise<Account> {
  const [account] = await listAccounts(tx.db, tx.now, id)
  if (account === undefined) throw fail('not-found')
  return account
}
