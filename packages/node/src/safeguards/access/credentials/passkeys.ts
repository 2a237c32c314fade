import { randomUUID } from 'node:crypto'
import type { RegistrationResponseJSON, WebAuthnCredential } from '@simplewebauthn/server'
import { type Selectable, sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { CredentialTable } from '../../../store/schema.ts'
import type { Database, Tx } from '../access-store.ts'
import { announceOnce } from '../announce-to-oversight.ts'
import { isOwnChallenge, makeChallenge, spendChallenge } from './node-secret.ts'
import type { FactorDeps } from './totp-credential.ts'

/** The host for which passkeys are made (the RP ID of WebAuthn), and the origins of the desk. */
export interface Origins {
  rpId: string
  origins: readonly string[]
}
export interface PasskeyDeps extends FactorDeps {
  /** Null if passkeys do not work, because the operator did not state the origin of the desk. */
  origins: () => Origins | null
}
/** Ed25519, ES256 and RS256, as COSE numbers them. */
const algorithms = [-8, -7, -257]
const timeoutMs = 300_000

type Answer = Record<string, unknown>
type PasskeyRow = Selectable<CredentialTable>

/** Loaded with the first passkey: it needs a tenth of a second, and most requests need none of it. */
const library = () => import('@simplewebauthn/server')

/**
 * Returns the options with which a browser makes a passkey (WebAuthn 5.4); null if passkeys do not work here. The passkey is discoverable, so a
 * sign-in needs no name and answers nothing about accounts. Its user is the account's id, never a name.
 */
export async function newPasskeyOptions(
  deps: PasskeyDeps,
  account: { id: string; name: string; person: string },
  member: string,
): Promise<Record<string, unknown> | null> {
  const at = deps.origins()
  if (at === null) return null
  const known = await deps.db
    .selectFrom('credential')
    .select('passkey_id')
    .where('account_id', '=', account.id)
    .where('passkey_id', 'is not', null)
    .where('state', '<>', 'ended')
    .execute()
  const { generateRegistrationOptions } = await library()
  const options = await generateRegistrationOptions({
    ...{ rpName: member, rpID: at.rpId, userName: account.name, userDisplayName: account.person, timeout: timeoutMs },
    userID: new Uint8Array(userIdOf(account.id)),
    challenge: new Uint8Array(makeChallenge(deps.triesKey, `enrol:${account.id}`, deps.clock())),
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ passkey_id: id }) => ({ id: (id as Buffer).toString('base64url') })),
    supportedAlgorithmIDs: algorithms,
  })
  return { ...options }
}

/** Returns the options with which a browser answers with a passkey. Throws `passkeys-off`. */
export function passkeyOptions(deps: PasskeyDeps, use: string): Record<string, unknown> {
  const at = deps.origins()
  if (at === null) throw fail('passkeys-off')
  const challenge = makeChallenge(deps.triesKey, use, deps.clock()).toString('base64url')
  return { challenge, rpId: at.rpId, allowCredentials: [], userVerification: 'required', timeout: timeoutMs }
}

/**
 * Stores a new passkey of an account. `sign` records the act of its enrolment before it is stored. Errors: those of `sign`, `assertion-invalid` with the part that is wrong, `verification-missing` without a PIN or
 * fingerprint, `credential-known` if the node has it already, `passkeys-off`.
 */
export async function addPasskey(
  tx: Pick<Tx, 'db' | 'now'>,
  deps: PasskeyDeps,
  given: { accountId: string; label: string; passkey: Answer; enrolledBy: 'self' | 'recovery' },
  sign: (made: { id: string; publicKey: Buffer }) => Promise<void>,
): Promise<string> {
  const { accountId, label, passkey } = given
  const at = await checkClientData(tx.db, deps, passkey, { type: 'webauthn.create', use: `enrol:${accountId}` })
  const { verifyRegistrationResponse } = await library()
  const { registrationInfo: made } = await verifyRegistrationResponse({
    response: passkey as unknown as RegistrationResponseJSON,
    ...{ expectedChallenge: () => true, expectedOrigin: [...at.origins], expectedRPID: at.rpId },
    ...{ requireUserVerification: false, supportedAlgorithmIDs: algorithms },
  }).catch(refuseAnswer)
  if (made === undefined) throw invalid('/passkey')
  if (!made.userVerified) throw fail('verification-missing')
  const id = randomUUID()
  const publicKey = Buffer.from(made.credential.publicKey)
  await sign({ id, publicKey })
  const stored = await tx.db
    .insertInto('credential')
    .values({
      ...{ id, account_id: accountId, kind: 'passkey', label, enrolled_by: given.enrolledBy, created_at: tx.now },
      ...{ passkey_id: Buffer.from(made.credential.id, 'base64url'), public_key: publicKey },
      ...{ counter: String(made.credential.counter), synced: made.credentialBackedUp, last_used_at: tx.now },
    })
    .onConflict((conflict) => conflict.column('passkey_id').doNothing())
    .executeTakeFirst()
  if (stored.numInsertedOrUpdatedRows !== 1n) throw fail('credential-known')
  return id
}

/** Finds the passkey of an answer. */
export async function findPasskey(db: Database, passkey: Answer): Promise<PasskeyRow | undefined> {
  const id = Buffer.from(typeof passkey.id === 'string' ? passkey.id : '', 'base64url')
  return db.selectFrom('credential').selectAll().where('passkey_id', '=', id).executeTakeFirst()
}

/**
 * Checks the answer of a passkey and uses its challenge up. A signature counter that was above 0 and does not grow means that the passkey was
 * copied: it is suspended, and oversight gets an alarm. Errors: `assertion-invalid` with the part that is wrong, `verification-missing`,
 * `passkeys-off`.
 */
export async function checkPasskey(
  deps: PasskeyDeps,
  row: PasskeyRow,
  passkey: Answer,
  use: string | AskedChallenge,
): Promise<void> {
  const { db } = deps
  const at = await checkClientData(db, deps, passkey, { type: 'webauthn.get', use })
  if (row.state !== 'active') throw invalid('/passkey')
  const { verifyAuthenticationResponse } = await library()
  const credential: WebAuthnCredential = {
    id: (row.passkey_id as Buffer).toString('base64url'),
    publicKey: new Uint8Array(row.public_key as Buffer),
    counter: 0,
  }
  const { verified, authenticationInfo: shown } = await verifyAuthenticationResponse({
    response: passkey as unknown as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
    ...{ expectedChallenge: () => true, expectedOrigin: [...at.origins], expectedRPID: at.rpId },
    ...{ credential, requireUserVerification: false },
  }).catch(refuseAnswer)
  if (!verified) throw invalid('/signature')
  if (!shown.userVerified) throw fail('verification-missing')
  // The stored counter is compared in the update: of two copies that show the same counter at once, one changes the row.
  const grown = sql<boolean>`(coalesce(counter, 0) = 0 or counter < ${String(shown.newCounter)}::bigint)`
  const isActive = db.updateTable('credential').where('id', '=', row.id).where('state', '=', 'active')
  const used = await isActive
    .set({ counter: String(shown.newCounter), synced: shown.credentialBackedUp, last_used_at: deps.clock() })
    .where(grown)
    .executeTakeFirst()
  if (used.numUpdatedRows === 1n) return
  const copied = await isActive.set({ state: 'suspended' }).executeTakeFirst()
  if (copied.numUpdatedRows === 0n) throw invalid('/passkey')
  await announceOnce(db, 'credential-cloned', `account:${row.account_id}`, deps.clock())
  throw invalid('/counter')
}

/** A challenge that the node stored, with the nonce (16 bytes) by which it is used up. */
export interface AskedChallenge {
  challenge: Buffer
  nonce: Buffer
}

/** The part of an answer that the browser wrote (WebAuthn 5.8.1). */
interface ClientData {
  type?: unknown
  challenge?: unknown
  origin?: unknown
  crossOrigin?: unknown
}

/** Checks what the browser says about the request, and uses the challenge up. Returns the expected origins. */
async function checkClientData(
  db: Database,
  deps: PasskeyDeps,
  passkey: Answer,
  { type, use }: { type: string; use: string | AskedChallenge },
): Promise<Origins> {
  const at = deps.origins()
  if (at === null) throw fail('passkeys-off')
  const data = clientDataOf(passkey)
  if (data.type !== type) throw invalid('/type')
  const challenge = Buffer.from(typeof data.challenge === 'string' ? data.challenge : '', 'base64url')
  const isOwn =
    typeof use === 'string'
      ? isOwnChallenge(deps.triesKey, use, challenge, deps.clock())
      : challenge.equals(use.challenge)
  if (!isOwn) throw invalid('/challenge')
  if (!at.origins.some((origin) => origin === data.origin) || data.crossOrigin === true) throw invalid('/origin')
  const nonce = typeof use === 'string' ? challenge : use.nonce
  if (!(await spendChallenge(db, nonce, deps.clock()))) throw invalid('/challenge')
  return at
}

function clientDataOf({ response }: Answer): ClientData {
  const text = (response as { clientDataJSON?: unknown } | undefined)?.clientDataJSON
  try {
    const data: unknown = JSON.parse(Buffer.from(typeof text === 'string' ? text : '', 'base64url').toString())
    return typeof data === 'object' && data !== null ? data : {}
  } catch {
    throw invalid('/passkey')
  }
}

/** The library explains a refusal in a sentence; only the wrong host has a place of its own. */
function refuseAnswer(error: unknown): never {
  throw invalid(/RP ID/.test((error as Error).message) ? '/host' : '/passkey')
}

const invalid = (at: string) => fail('assertion-invalid', { at })

/** The bytes of the account's id, by which an authenticator knows the user. */
export const userIdOf = (accountId: string): Buffer => Buffer.from(accountId.replaceAll('-', ''), 'hex')

/** Returns whether a passkey can be copied to other devices, by its authenticator data (the flag BE, WebAuthn 6.1). */
export const isSyncable = (authenticatorData: Uint8Array): boolean => ((authenticatorData[32] ?? 0) & 0x08) !== 0
