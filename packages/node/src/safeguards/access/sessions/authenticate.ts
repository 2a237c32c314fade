import { timingSafeEqual } from 'node:crypto'
import { type Actor, Purpose, type SessionMethod } from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import type { Database } from '../access-store.ts'
import { clauseSentence, failedClause } from '../clause-sentences.ts'
import { hashKey } from '../keys.ts'
import { commandScope, operatorScope } from '../roles.ts'
import { accountInForce } from './account-in-force.ts'
import type { WrongKeys } from './count-wrong-keys.ts'
import { readSenderKey, type SenderKeys } from './sender-keys.ts'

export const longestSessionHours = 12
/** For this many minutes after a sign-in or a proof, credentials and keys can be changed. */
export const freshMinutes = 5
export interface AuthenticateDeps {
  db: Database
  clock: () => Date
  member: { id: string }
  coverMinutes: number
  /** Returns the name of the session's cookie. */
  cookieName: () => string
  /** The keys of senders that were used lately. Without it, the key is read for each request. */
  senderKeys?: SenderKeys
  /** Counts keys that do not exist. Without it, they are neither counted nor logged. */
  wrongKeys?: WrongKeys
}

/**
 * Identifies the caller and the purpose of a request. It accepts the key of a sender or person in `Authorization:
 * Bearer`, or else the session cookie. A request that changes something in a session must also send the session's token
 * in `Entente-Csrf`. Errors: `sign-in-needed`, `csrf-missing`, `sender-unknown`, `purpose-unknown`, `role` if a sender
 * key states a purpose that it does not have.
 */
export async function authenticate(deps: AuthenticateDeps, request: FastifyRequest): Promise<void> {
  const named = request.headers['entente-purpose']
  const purpose = named === undefined ? null : Purpose.safeParse(named)
  if (purpose !== null && !purpose.success)
    throw fail('purpose-unknown', { detail: `Not a purpose: ${String(named).slice(0, 60)}` })
  request.purpose = purpose?.data ?? null
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer?.startsWith('es_')) return fromSenderKey(deps, request, bearer)
  if (bearer?.startsWith('ep_')) return fromPersonKey(deps, request, bearer)
  if (bearer !== undefined) {
    await deps.wrongKeys?.count(request.ip)
    throw fail('sign-in-needed', { detail: 'This key is not known.' })
  }
  await fromSession(deps, request)
}

async function fromSenderKey(deps: AuthenticateDeps, request: FastifyRequest, key: string): Promise<void> {
  const hash = hashKey(key)
  const found = await (deps.senderKeys?.find(hash) ?? readSenderKey(deps.db, hash))
  if (found === null) {
    await deps.wrongKeys?.count(request.ip)
    throw fail('sender-unknown')
  }
  const { id, lastUsedAt, sender } = found
  const now = deps.clock()
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > 60_000) {
    found.lastUsedAt = now
    await deps.db.updateTable('sender_key').set({ last_used_at: now }).where('id', '=', id).execute()
  }
  request.sender = sender
  request.actor = { account: sender.id, person: sender.id, member: deps.member.id, role: 'sender', teams: [] }
  // A sender key has fixed purposes: it can read its submissions without the header, and the header cannot add a
  // purpose.
  const bound = Object.values(sender.purposes).flat() as Purpose[]
  if (request.purpose !== null && !bound.includes(request.purpose)) throw refusePurpose(request.purpose)
  request.purpose ??= bound[0] ?? null
}

async function fromPersonKey(deps: AuthenticateDeps, request: FastifyRequest, key: string): Promise<void> {
  const row = await deps.db
    .selectFrom('person_key')
    .select(['id', 'account_id', 'actions', 'purposes'])
    .select((e) => e.selectFrom('founding').select('single_operator').as('single_operator'))
    .where('hash', '=', hashKey(key))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', deps.clock())
    .executeTakeFirst()
  if (row === undefined) {
    await deps.wrongKeys?.count(request.ip)
    throw fail('sign-in-needed', { detail: 'This key is not known or has expired.' })
  }
  await deps.db.updateTable('person_key').set({ last_used_at: deps.clock() }).where('id', '=', row.id).execute()
  const wanted = request.headers['entente-role']
  if (row.purposes !== null && request.purpose !== null && !row.purposes.includes(request.purpose))
    throw refusePurpose(request.purpose)
  const actor = await actorOfAccount(deps, request, row.account_id, typeof wanted === 'string' ? wanted : null)
  const byOperator = row.single_operator === true ? [commandScope, operatorScope] : [commandScope]
  request.actor = { ...actor, scope: row.actions ?? byOperator }
}

function refusePurpose(purpose: Purpose) {
  const because = clauseSentence('clauses.key-purpose', { purpose })
  const clauses = [failedClause({ id: 'role', agreement: null }, because, false)]
  return fail('role', { detail: because.text, clauses })
}

/**
 * Returns whether a session can only be used to add a second factor. A recovery code opens no other one, and a password alone is enough only
 * on a node of one person.
 */
export const isLimited = (method: SessionMethod, singleOperator: boolean): boolean =>
  method === 'recovery' || (method === 'password' && !singleOperator)

async function fromSession(deps: AuthenticateDeps, request: FastifyRequest): Promise<void> {
  const cookie = request.cookies[deps.cookieName()]
  if (cookie === undefined) throw fail('sign-in-needed')
  const hash = hashKey(cookie)
  const session = await deps.db
    .selectFrom('session')
    .selectAll()
    .select((e) => e.selectFrom('founding').select('single_operator').as('single_operator'))
    .where('id_hash', '=', hash)
    .executeTakeFirst()
  const now = deps.clock()
  const idleMs = session === undefined ? 0 : now.getTime() - session.last_seen_at.getTime()
  const ageMs = session === undefined ? 0 : now.getTime() - session.created_at.getTime()
  if (
    session === undefined ||
    session.ended_at !== null ||
    idleMs > deps.coverMinutes * 60_000 ||
    ageMs > longestSessionHours * 3_600_000
  ) {
    throw fail('sign-in-needed')
  }
  if (!['GET', 'HEAD'].includes(request.method)) {
    const token = request.headers['entente-csrf']
    const sent = Buffer.from(typeof token === 'string' ? token : '')
    const kept = Buffer.from(session.csrf)
    if (sent.length !== kept.length || !timingSafeEqual(sent, kept)) throw fail('csrf-missing')
  }
  const actor = await actorOfAccount(deps, request, session.account_id, session.role)
  const proofMs = now.getTime() - (session.verified_at?.getTime() ?? Number.NEGATIVE_INFINITY)
  const unproven = session.method === 'oidc' && proofMs >= freshMinutes * 60_000
  request.actor = unproven ? { ...actor, unproven } : actor
  request.sessionHash = hash
  request.signedInBy = session.method as SessionMethod
  request.secondFactorNeeded = isLimited(request.signedInBy, session.single_operator === true)
  request.purpose ??= session.purpose as Purpose | null
  // The connection for live events stays open even if nobody is present, so it does not extend a session.
  if (idleMs > 20_000 && !request.url.startsWith('/v1/events') && !request.url.startsWith('/v1/badges')) {
    await deps.db.updateTable('session').set({ last_seen_at: now }).where('id_hash', '=', hash).execute()
  }
}

async function actorOfAccount(
  deps: AuthenticateDeps,
  request: FastifyRequest,
  accountId: string,
  wantedRole: string | null,
): Promise<Actor> {
  const account = await accountInForce(deps.db, accountId, deps.clock())
  if (account === null) throw fail('sign-in-needed')
  request.mustChangePassword = account.mustChangePassword
  const { roles } = account
  const role = roles.find((each) => each === wantedRole) ?? (wantedRole === null ? roles[0] : undefined)
  if (role === undefined) throw fail('role', { detail: 'This account does not hold that role.' })
  return { account: account.id, person: account.personId, member: deps.member.id, role, teams: account.teams }
}
