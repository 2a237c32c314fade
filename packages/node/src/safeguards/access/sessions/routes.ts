import {
  ChangePasswordRequest,
  ChangePreferencesRequest,
  ChoosePurposeRequest,
  ChooseRoleRequest,
  defaultPreferences,
  Me,
  PasskeyOptions,
  type Role,
  SignInAnswer,
  SignInRequest,
  VerifyRequest,
} from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import { type PasskeyDeps, passkeyOptions } from '../credentials/passkeys.ts'
import type { PasswordRules } from '../credentials/password-rules.ts'
import { type App, actorOf, requireSession } from '../http.ts'
import { readRestoreMark, readStopNotes } from '../read-restore-mark.ts'
import { mayState, purposesOfRole } from '../roles.ts'
import { ifUnchanged, type SignInDeps } from './open-session.ts'
import { hashInTurn } from './password-checks.ts'
import { checkOwn, endOtherSessions, noteProof, proveAgain, recoverSession } from './prove-again.ts'
import { type SessionCookieDeps, setSessionCookie, sourceOf } from './session-cookie.ts'
import { signIn } from './sign-in.ts'
import { provePasskey, signInUse, signInWithPasskey, verifyUse } from './sign-in-with-passkey.ts'

export interface SessionDeps extends SignInDeps, PasskeyDeps, SessionCookieDeps {
  member: { id: string; name: string }
  coverMinutes: number
  /** The zone of the desk; null if each person chooses. */
  zone: string | null
  passwordRules: PasswordRules
  /** Called after a session ended. */
  sessionEnded: () => Promise<void>
}

const passkeyErrors = ['assertion-invalid', 'passkeys-off', 'verification-missing'] as const

/** Registers the routes for signing in and out, and for a signed-in person's own settings. */
export function sessionRoutes(app: App, deps: SessionDeps): void {
  app.post(
    '/v1/session',
    {
      bodyLimit: 8192,
      config: { open: true },
      schema: {
        summary: 'Sign in with a passkey, or with a name, a password and a code',
        errors: ['account-suspended', 'locked-out', 'sign-in-failed', 'too-many-requests', ...passkeyErrors],
        body: SignInRequest,
        response: { 200: SignInAnswer },
      },
    },
    async (request, reply) => {
      const { body } = request
      const from = sourceOf(request, deps)
      const { cookie, browser, ...answer } =
        'passkey' in body ? await signInWithPasskey(deps, body.passkey, from) : await signIn(deps, body, from)
      setSessionCookie(reply, deps, { cookie, browser })
      return answer
    },
  )
  app.post(
    '/v1/session/options',
    {
      config: { open: true, secret: true },
      schema: {
        summary: 'Get a challenge with which a passkey signs in',
        errors: ['passkeys-off'],
        response: { 200: PasskeyOptions },
      },
    },
    () => passkeyOptions(deps, signInUse),
  )
  app.post(
    '/v1/session/verify/options',
    {
      config: { secret: true },
      schema: {
        summary: 'Get a challenge with which a passkey proves who uses the session',
        errors: ['passkeys-off', 'session-needed'],
        response: { 200: PasskeyOptions },
      },
    },
    (request) => {
      requireSession(request)
      return passkeyOptions(deps, verifyUse(request))
    },
  )
  app.post(
    '/v1/session/verify',
    {
      bodyLimit: 8192,
      schema: {
        summary: 'Prove once more who uses the session, before credentials or keys change',
        errors: [
          ...(['credential-foreign', 'locked-out', 'refused', 'second-factor-needed', 'session-needed'] as const),
          ...(['sign-in-failed', 'too-many-requests'] as const),
          ...passkeyErrors,
        ],
        body: VerifyRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      requireSession(request)
      const { body } = request
      if ('recoveryCode' in body) await recoverSession(deps, request, body.recoveryCode)
      else {
        if ('passkey' in body) await provePasskey(deps, request, body.passkey)
        else await proveAgain(deps, request, body)
        await noteProof(deps, request)
      }
      return reply.code(204).send(null)
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
    reply.clearCookie(deps.cookieName(), { path: '/', secure: deps.secureCookies })
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
        errors: [
          ...(['locked-out', 'password-weak', 'second-factor-needed', 'session-needed', 'sign-in-failed'] as const),
          'too-many-requests',
        ],
        body: ChangePasswordRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      requireSession(request)
      // A recovery code opens a session only to add a second factor.
      if (request.signedInBy === 'recovery') throw fail('second-factor-needed')
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
  const refusal = {
    code: 'sign-in-failed',
    at: '/current',
    detail: () => 'The current password is not right.',
  } as const
  const account = await checkOwn(
    deps,
    request,
    refusal,
    async (admitted, { password_hash }) => (await admitted.fits(password_hash, current)) || null,
  )
  if (next === current) throw fail('password-weak', { at: '/next', detail: 'Choose another password.' })
  const names = await deps.db.selectFrom('person').select('name').where('id', '=', actor.person).execute()
  await deps.passwordRules.check(next, [account.name, ...names.map(({ name }) => name)], '/next')
  const password_hash = await hashInTurn(deps.passwords, { name: account.name, ip: request.ip, known: true }, next)
  await deps.db.transaction().execute(async (tx) => {
    // A concurrent reset or suspension ended this session: its password stays.
    const updated = await ifUnchanged(tx, { ...account, id: actor.account }, now)
      .set({ password_hash, must_change_password: false })
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) throw fail('sign-in-needed')
    await endOtherSessions({ db: tx, now: deps.clock() }, actor.account, request.sessionHash)
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
    .select((e) => e.selectFrom('founding').select('single_operator').as('single_operator'))
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
    people: row.single_operator === true ? 'single-operator' : 'complete',
    restored: await readRestoreMark(deps.db),
    stops: await readStopNotes(deps.db),
    name: row.name,
    roles: roles.map((r) => r.role as Role),
    purposes: [...purposesOfRole[actor.role]],
    purpose: request.purpose,
    csrf: session?.csrf ?? null,
    mustChangePassword: row.must_change_password,
    secondFactorNeeded: request.secondFactorNeeded,
    method: request.signedInBy,
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
