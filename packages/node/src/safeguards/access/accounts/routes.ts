import { Account, NewAccount, NewAccountAnswer, PatchAccount, RoleGrant } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../access-store.ts'
import type { CoreDeps } from '../core-deps.ts'
import { type App, accessOf, actorOf } from '../http.ts'
import type { PasswordChecks } from '../sessions/password-checks.ts'
import { announceToOversight } from './announce-to-oversight.ts'
import { changeRole } from './change-role.ts'
import { createAccount } from './create-account.ts'
import { listAccounts } from './list-accounts.ts'
import { makePassword } from './make-password.ts'
import { revokePersonKey } from './person-key.ts'
import { resetPassword } from './reset-password.ts'

const oversightRemovalDays = 14
const Id = z.object({ id: z.uuid() })
const ResetAnswer = z.object({ oneTimePassword: z.string(), awaitingSecond: z.boolean() })
const manage = (type: string, what: string, id?: string): AccessIntent => ({
  action: 'account.manage',
  type,
  impersonal: true,
  ref: id === undefined ? null : `account:${id}`,
  details: { what },
})

/**
 * Registers the routes for accounts and roles. An administrator grants a role, and a second administrator or supervisor
 * confirms it. Oversight decides about its own accounts.
 */
export function accountRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'clock'> & { passwords: PasswordChecks }): void {
  app.get(
    '/v1/accounts',
    {
      schema: {
        summary: 'List the accounts',
        response: { 200: z.object({ items: z.array(Account), next: z.null() }) },
      },
    },
    async (request) => {
      // A person who confirms grants, or consents as oversight, must be able to list them.
      const intent: AccessIntent = {
        action: 'account.read',
        type: actorOf(request).role === 'oversight' ? 'oversight.read' : 'config.change',
        decision: 'allow',
        impersonal: true,
        details: { what: 'accounts read' },
      }
      return { items: await accessOf(deps, request).transaction(intent, (tx) => listAccounts(tx.db)), next: null }
    },
  )

  app.post(
    '/v1/accounts',
    {
      config: { secret: true },
      schema: {
        summary: 'Create an account with a one-time password',
        errors: ['consent-missing', 'incompatible-roles', 'name-taken', 'not-found', 'too-many-requests'],
        body: NewAccount,
        response: { 201: NewAccountAnswer },
      },
    },
    async (request, reply) => {
      const body = request.body
      const intent = manage('role.grant', 'account')
      const { password, hash } = await makePassword(deps, request, intent)
      const account = await accessOf(deps, request).transaction(intent, async (tx) => {
        if (body.roles.includes('oversight')) await requireOversightConsent(tx, body.consentOf ?? null)
        const id = await createAccount(tx.db, {
          name: body.name,
          person: body.person,
          roles: body.roles.map((role) => ({ role, state: 'awaiting-second' as const })),
          teams: body.teams,
          password,
          passwordHash: hash,
          mustChangePassword: true,
          grantedBy: tx.actor.person,
        })
        tx.note({ account: id, roles: body.roles })
        return (await listAccounts(tx.db, id))[0] as Account
      })
      return reply.code(201).send({ ...account, oneTimePassword: password })
    },
  )

  app.patch(
    '/v1/accounts/:id',
    {
      schema: {
        summary: 'Change the teams of an account or the name of its person',
        params: Id,
        body: PatchAccount,
        response: { 200: Account },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(manage('config.change', 'account', request.params.id), async (tx) => {
        const { id } = request.params
        const account = await existing(tx, id)
        tx.note({ fields: Object.keys(request.body) })
        if (request.body.personName !== undefined) {
          await tx.db
            .updateTable('person')
            .set({ name: request.body.personName })
            .where('id', '=', account.person.id)
            .execute()
        }
        if (request.body.teams !== undefined) {
          await tx.db.deleteFrom('account_team').where('account_id', '=', id).execute()
          const rows = request.body.teams.map((team) => ({ account_id: id, team }))
          if (rows.length > 0) await tx.db.insertInto('account_team').values(rows).execute()
        }
        return existing(tx, id)
      }),
  )

  app.post(
    '/v1/accounts/:id/roles',
    {
      schema: {
        summary: 'Grant, confirm or take a role',
        errors: ['consent-missing', 'incompatible-roles', 'same-person'],
        params: Id,
        body: RoleGrant,
        response: { 200: Account, 202: Account },
      },
    },
    async (request, reply) => {
      const { role, action } = request.body
      const intent: AccessIntent = {
        action: action === 'confirm' ? 'account.confirm' : 'account.manage',
        type: action === 'revoke' ? 'role.revoke' : 'role.grant',
        impersonal: true,
        ref: `account:${request.params.id}`,
        details: { role, action },
      }
      const { state, account } = await accessOf(deps, request).transaction(intent, async (tx) => ({
        state: await changeRole(tx, request.params.id, role, action),
        account: await existing(tx, request.params.id),
      }))
      return reply.code(state === 'awaiting-second' ? 202 : 200).send(account)
    },
  )

  app.post(
    '/v1/accounts/:id/disable',
    { schema: { summary: 'Disable an account', params: Id, response: { 200: Account, 202: Account } } },
    async (request, reply) => {
      const account = await accessOf(deps, request).transaction(
        manage('config.change', 'disable', request.params.id),
        (tx) => disable(tx, request.params.id),
      )
      return reply.code(account.state === 'removal-pending' ? 202 : 200).send(account)
    },
  )

  app.post(
    '/v1/accounts/:id/reset',
    {
      config: { secret: true },
      schema: {
        summary: 'Give an account a new one-time password',
        errors: ['consent-missing', 'too-many-requests'],
        params: Id,
        response: { 200: ResetAnswer, 202: ResetAnswer },
      },
    },
    async (request, reply) => {
      const intent = manage('config.change', 'reset', request.params.id)
      const { password: oneTimePassword, hash } = await makePassword(deps, request, intent)
      const { waits } = await accessOf(deps, request).transaction(intent, async (tx) => {
        const answer = await resetPassword(tx, await existing(tx, request.params.id), hash)
        tx.note(answer)
        return answer
      })
      // Status 202 means that the account has no active role until a second person confirms.
      return reply.code(waits ? 202 : 200).send({ oneTimePassword, awaitingSecond: waits })
    },
  )
}

/**
 * Registers the routes by which oversight decides about oversight accounts: confirm a new account, consent to a removal
 * at once, revoke a key.
 */
export function consentRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'clock'>): void {
  const Consent = z.strictObject({ to: z.enum(['new-account', 'removal']) })
  app.post(
    '/v1/oversight/accounts/:id/consent',
    {
      schema: {
        summary: 'Consent, as oversight, to a change of an oversight account',
        errors: ['consent-missing', 'incompatible-roles', 'same-person'],
        params: Id,
        body: Consent,
        response: { 200: Account },
      },
    },
    (request) => {
      const { to } = request.body
      const ref = `account:${request.params.id}`
      const intent: AccessIntent = {
        action: 'oversight.consent',
        type: 'oversight.note',
        impersonal: true,
        ref,
        details: { to },
      }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        const account = await existing(tx, request.params.id)
        if (to === 'new-account') await changeRole(tx, account.id, 'oversight', 'confirm')
        else if (account.state !== 'removal-pending')
          throw fail('not-found', { detail: 'No removal of this account is pending.' })
        else if (account.person.id === tx.actor.person) throw fail('same-person')
        else await tx.db.updateTable('account').set({ state: 'disabled' }).where('id', '=', account.id).execute()
        return existing(tx, account.id)
      })
    },
  )
  app.delete(
    '/v1/oversight/keys/:id',
    { schema: { summary: 'End a key of an oversight account', errors: ['consent-missing'], params: Id } },
    async (request, reply) => {
      const { id } = request.params
      const details = { what: 'key revoked' }
      const intent: AccessIntent = {
        action: 'oversight.consent',
        type: 'oversight.note',
        impersonal: true,
        ref: `key:${id}`,
        details,
      }
      await accessOf(deps, request).transaction(intent, (tx) => revokePersonKey(tx, id))
      return reply.code(204).send()
    },
  )
}

async function existing(tx: Tx, id: string): Promise<Account> {
  const account = (await listAccounts(tx.db, id))[0]
  if (account === undefined) throw fail('not-found')
  return account
}

/**
 * Disables an account. Administrators alone cannot disable an oversight account: its removal is announced and takes
 * effect after 14 days. The account works until then.
 */
async function disable(tx: Tx, id: string): Promise<Account> {
  const account = await existing(tx, id)
  // A repeated request must not give a removed account access for another 14 days.
  const { state, pendingUntil } = account
  if (state === 'disabled' || (pendingUntil !== null && new Date(pendingUntil) <= tx.now)) return account
  if (account.roles.some((r) => r.role === 'oversight')) {
    // A repeated request does not restart the wait.
    if (state === 'removal-pending') return account
    const until = new Date(tx.now.getTime() + oversightRemovalDays * 86_400_000)
    await tx.db
      .updateTable('account')
      .set({ state: 'removal-pending', pending_until: until })
      .where('id', '=', id)
      .execute()
    await announceToOversight(tx.db, 'oversight-removal', `account:${id}`, tx.now)
  } else {
    await tx.db.updateTable('account').set({ state: 'disabled' }).where('id', '=', id).execute()
    await tx.db.updateTable('session').set({ ended_at: tx.now }).where('account_id', '=', id).execute()
  }
  return existing(tx, id)
}

/**
 * Requires that an existing oversight account consents to a new one, after the first two. The request names the
 * consenting account, which then confirms the role as second person.
 */
async function requireOversightConsent(tx: Tx, consentOf: string | null): Promise<void> {
  const consenting = await tx.db
    .selectFrom('account as a')
    .innerJoin('account_role as r', 'r.account_id', 'a.id')
    .select('a.id')
    .where('a.name', '=', consentOf ?? '')
    .where('r.role', '=', 'oversight')
    .where('r.state', '=', 'active')
    .executeTakeFirst()
  if (consenting === undefined) throw fail('consent-missing', { at: '/consentOf' })
}
