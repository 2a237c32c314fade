import {
  ChangePasswordRequest,
  ChangePreferencesRequest,
  ChoosePurposeRequest,
  ChooseRoleRequest,
  defaultPreferences,
  Me,
  type Role,
  SignInAnswer,
  SignInRequest,
} from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../access-store.ts'
import { type App, actorOf } from '../http.ts'
import { passwordIsWeak } from '../passwords.ts'
import { mayState, purposesOfRole } from '../roles.ts'
import { sessionCookie } from './authenticate.ts'
import { type CredentialAttempt, checkCredential } from './check-credential.ts'
import { forgetTries } from './count-try.ts'
import { type AdmittedCaller, hashInTurn, type PasswordChecks } from './password-checks.ts'
import { signIn } from './sign-in.ts'

export interface SessionDeps {
  db: Database
  audit: AuditLog
  clock: () => Date
  member: { id: string; name: string }
  coverMinutes: number
  /** The zone of the desk; null if each person chooses. */
  zone: string | null
  secureCookies: boolean
  triesKey: Buffer
  passwords: PasswordChecks
  /** Called after a session ended. */
  sessionEnded: () => Promise<void>
}

/** Registers the routes for signing in and out, and for a signed-in person's own settings. */
export function sessionRoutes(app: App, deps: SessionDeps): void {
  app.post(
    '/v1/session',
    {
      bodyLimit: 8192,
      config: { open: true },
      schema: {
        summary: 'Sign in with a name and a password',
        errors: ['locked-out', 'sign-in-failed', 'too-many-requests'],
        body: SignInRequest,
        response: { 200: SignInAnswer },
      },
    },
    async (request, reply) => {
      const { cookie, ...answer } = await signIn(deps, request.body.account, request.body.password, request.ip)
      const options = { httpOnly: true, sameSite: 'strict', path: '/', secure: deps.secureCookies } as const
      reply.setCookie(sessionCookie, cookie, options)
      return answer
    },
  )
  app.delete('/v1/session', { schema: { summary: 'Sign out' } }, async (request, reply) => {
    if (request.sessionHash !== null) {
      await deps.db
        .updateTable('session')
        .set({ ended_at: deps.clock() })
        .where('id_hash', '=', request.sessionHash)
        .execute()
      await deps.sessionEnded()
    }
    reply.clearCookie(sessionCookie, { path: '/' })
    return reply.code(204).send()
  })
  app.get(
    '/v1/me',
    { schema: { summary: 'Read the signed-in account, its roles and its settings', response: { 200: Me } } },
    (request) => describeMe(deps, request),
  )
  app.put(
    '/v1/me/purpose',
    { schema: { summary: 'Set the purpose of the session', body: ChoosePurposeRequest, response: { 200: Me } } },
    async (request) => {
      const actor = actorOf(request)
      const { purpose } = request.body
      if (!mayState(actor.role, purpose)) {
        throw fail('role', { detail: `The role ${actor.role} may not name the purpose ${purpose}.` })
      }
      await updateSession(deps, request, { purpose })
      request.purpose = purpose
      return describeMe(deps, request)
    },
  )
  app.put(
    '/v1/me/role',
    { schema: { summary: 'Change to another role of the account', body: ChooseRoleRequest, response: { 200: Me } } },
    async (request) => {
      const me = await describeMe(deps, request)
      const { role } = request.body
      if (!me.roles.includes(role)) throw fail('role', { detail: 'This account does not hold that role.' })
      const purposes = purposesOfRole[role]
      const purpose = purposes.length === 1 ? (purposes[0] ?? null) : null
      await updateSession(deps, request, { role, purpose })
      request.actor = { ...actorOf(request), role }
      request.purpose = purpose
      return describeMe(deps, request)
    },
  )
  app.put(
    '/v1/me/preferences',
    { schema: { summary: 'Save settings of the desk', body: ChangePreferencesRequest, response: { 200: Me } } },
    async (request) => {
      const { language, digits, notices, ...others } = request.body
      const { account } = actorOf(request)
      await deps.db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom('account')
          .select('preferences')
          .where('id', '=', account)
          .forUpdate()
          .executeTakeFirst()
        if (row === undefined) throw fail('sign-in-needed')
        await tx
          .updateTable('account')
          .set({
            preferences: JSON.stringify({ ...storedDefaults, ...row.preferences, ...others }),
            ...(language !== undefined && { language }),
            ...(digits !== undefined && { digits }),
            ...(notices !== undefined && { notices }),
          })
          .where('id', '=', account)
          .execute()
      })
      return describeMe(deps, request)
    },
  )
  app.post(
    '/v1/me/password',
    {
      schema: {
        summary: 'Change the own password',
        errors: ['locked-out', 'password-weak', 'sign-in-failed', 'too-many-requests'],
        body: ChangePasswordRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await changePassword(deps, request, request.body)
      return reply.code(204).send(null)
    },
  )
}

// The release before reads all four of these, and refuses any other.
const { language: _language, digits: _digits, notices: _notices, ...storedDefaults } = defaultPreferences

async function changePassword(
  deps: SessionDeps,
  request: FastifyRequest,
  { current, next }: z.infer<typeof ChangePasswordRequest>,
): Promise<void> {
  const actor = actorOf(request)
  const now = deps.clock()
  const account = await deps.db
    .selectFrom('account')
    .select(['name', 'password_hash'])
    .where('id', '=', actor.account)
    .executeTakeFirstOrThrow()
  // Changing the password counts as an attempt to sign in, so that a stolen session or key cannot be used to guess the
  // password.
  const refusal = {
    code: 'sign-in-failed',
    at: '/current',
    detail: () => 'The current password is not right.',
  } as const
  const attempt: CredentialAttempt = {
    ...{ kind: 'password', name: account.name, actor, ip: request.ip, signedIn: true, refusal },
  }
  const fits = async (admitted: AdmittedCaller) => (await admitted.fits(account.password_hash, current)) || null
  const { counted } = await checkCredential(deps, attempt, fits)
  await deps.db.transaction().execute((tx) => forgetTries(tx, counted, now))
  if (next === current || passwordIsWeak(next)) {
    throw fail('password-weak', { at: '/next', detail: 'Choose another password of 12 characters or more.' })
  }
  const password_hash = await hashInTurn(deps.passwords, { name: account.name, ip: request.ip, known: true }, next)
  await deps.db.transaction().execute(async (tx) => {
    // A concurrent reset or suspension ended this session: its password stays.
    const asSeen = await tx
      .updateTable('account')
      .set({ password_hash, must_change_password: false })
      .where('id', '=', actor.account)
      .where('password_hash', '=', account.password_hash)
      .where('state', '<>', 'disabled')
      .where((e) => e.or([e('suspended_until', 'is', null), e('suspended_until', '<=', now)]))
      .executeTakeFirst()
    if (asSeen.numUpdatedRows === 0n) throw fail('sign-in-needed')
    const others = tx.updateTable('session').set({ ended_at: deps.clock() }).where('account_id', '=', actor.account)
    await (request.sessionHash === null ? others : others.where('id_hash', '<>', request.sessionHash)).execute()
    await deps.audit.append(tx, { type: 'config.change', decision: 'done', details: { what: 'password' } }, actor, null)
  })
}

async function updateSession(
  deps: SessionDeps,
  request: FastifyRequest,
  set: { purpose?: string | null; role?: string },
) {
  if (request.sessionHash === null)
    throw fail('sign-in-needed', { detail: 'A key has no session: name it per request.' })
  await deps.db.updateTable('session').set(set).where('id_hash', '=', request.sessionHash).execute()
}

async function describeMe(deps: SessionDeps, request: FastifyRequest): Promise<Me> {
  const actor = actorOf(request)
  const row = await deps.db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.preferences', 'a.language', 'a.digits', 'a.notices', 'a.must_change_password', 'p.name'])
    .where('a.id', '=', actor.account)
    .executeTakeFirst()
  if (row === undefined) throw fail('sign-in-needed')
  const roles = await deps.db
    .selectFrom('account_role')
    .select('role')
    .where('account_id', '=', actor.account)
    .where('state', '=', 'active')
    .orderBy('granted_at')
    .execute()
  const session =
    request.sessionHash === null
      ? undefined
      : await deps.db.selectFrom('session').select('csrf').where('id_hash', '=', request.sessionHash).executeTakeFirst()
  return {
    ...actor,
    memberName: deps.member.name,
    name: row.name,
    roles: roles.map((r) => r.role as Role),
    purposes: [...purposesOfRole[actor.role]],
    purpose: request.purpose,
    csrf: session?.csrf ?? null,
    mustChangePassword: row.must_change_password,
    preferences: {
      ...defaultPreferences,
      ...row.preferences,
      language: row.language,
      digits: row.digits ?? defaultPreferences.digits,
      notices: row.notices ?? defaultPreferences.notices,
    },
    coverAfterMinutes: deps.coverMinutes,
    zone: deps.zone,
  }
}
