import { type Act, challengeOfAct, type Signed } from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import { announceOnce } from '../announce-to-oversight.ts'
import { checkPasskey, findPasskey, isSyncable, type PasskeyDeps } from '../credentials/passkeys.ts'
import { spendTotp } from '../credentials/totp-credential.ts'
import { actorOf, requireSession } from '../http.ts'
import { type CredentialAttempt, checkCredential, type GateDeps } from '../sessions/check-credential.ts'
import { forgetTries } from '../sessions/count-try.ts'
import type { GivenSignature } from './record-act.ts'

export type SigningDeps = GateDeps &
  PasskeyDeps & {
    /** Whether only passkeys that stay on one device sign acts (`ENTENTE_PASSKEYS`). */
    deviceBound: boolean
  }

/** The errors of a route whose act is signed. */
export const signatureErrors = [
  ...(['assertion-invalid', 'code-wrong', 'credential-foreign', 'passkey-needed', 'passkey-synced'] as const),
  ...(['passkey-too-new', 'signature-needed', 'verification-missing', 'version-conflict'] as const),
] as const

/** What a route of an act that is signed needs. */
export interface Signatures {
  /** Checks the proof of a request, does the act with it, and has it verified at once. Errors: see `presentSignature`. */
  run<T>(
    request: FastifyRequest,
    signed: Signed | undefined,
    act: (signature: GivenSignature | null) => Promise<T>,
  ): Promise<T>
}

/** An act can be signed for this long after it was asked for. */
const signableMs = 5 * 60_000

/**
 * Checks the proof that a person gives for an act, before the transaction of its effect: the answer of their passkey over the
 * act's challenge, or a code. It goes through the gate of all credentials, and the act's nonce is used up. Returns null if the request
 * has no proof.
 *
 * Errors: `assertion-invalid` with the part that is wrong, also for an act that is unknown, too old or used; `verification-missing`;
 * `credential-foreign` for the passkey of another account, which raises an alarm; `passkey-too-new`; `passkey-synced`; `code-wrong`; those of
 * `checkCredential`.
 */
export async function presentSignature(
  deps: SigningDeps,
  request: FastifyRequest,
  signed: Signed | undefined,
): Promise<GivenSignature | null> {
  if (signed === undefined) return null
  requireSession(request)
  const actor = actorOf(request)
  const { actId, assertion } = signed
  const byCode = 'code' in assertion
  const attempt: CredentialAttempt = {
    ...{
      kind: byCode ? 'password' : 'passkey',
      name: `act of ${actor.account}`,
      actor,
      ip: request.ip,
      signedIn: true,
    },
    refusal: byCode
      ? { code: 'code-wrong', at: '/signed/assertion/code' }
      : { code: 'assertion-invalid', at: '/passkey' },
  }
  const act = await askedAct(deps, actor.account, actId)
  const { found, counted } = await checkCredential(deps, attempt, async (): Promise<GivenSignature | null> => {
    if (byCode) return (await spendTotp(deps, actor.account, assertion.code)) ? { actId, method: 'totp' } : null
    return checkAnswer(deps, { accountId: actor.account, act, answer: assertion.passkey })
  })
  await deps.db.transaction().execute((tx) => forgetTries(tx, counted, deps.clock()))
  return found
}

async function askedAct(deps: SigningDeps, accountId: string, actId: string): Promise<Act> {
  const row = await deps.db
    .selectFrom('asked_act')
    .select('act')
    .where('id', '=', actId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (row === undefined) throw fail('assertion-invalid', { at: '/signed/actId' })
  const act = JSON.parse(row.act) as Act
  if (deps.clock().getTime() - Date.parse(act.at) > signableMs) throw fail('assertion-invalid', { at: '/challenge' })
  return act
}

async function checkAnswer(
  deps: SigningDeps,
  { accountId, act, answer }: { accountId: string; act: Act; answer: Record<string, unknown> },
): Promise<GivenSignature | null> {
  const row = await findPasskey(deps.db, answer)
  if (row === undefined) return null
  if (row.account_id !== accountId) {
    await announceOnce(deps.db, 'credential-foreign', `account:${accountId}`, deps.clock())
    throw fail('credential-foreign')
  }
  if (row.counts_from !== null && row.counts_from > new Date(act.at))
    throw fail('passkey-too-new', {
      detail: `It signs from ${row.counts_from.toISOString()}. Use another passkey, or sign its enrolment with one.`,
    })
  const challenge = Buffer.from(await challengeOfAct(act))
  await checkPasskey(deps, row, answer, { challenge, nonce: Buffer.from(act.nonce, 'base64') })
  const response = answer.response as { authenticatorData: string; clientDataJSON: string; signature: string }
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  if (deps.deviceBound && isSyncable(bytes(response.authenticatorData)))
    throw fail('passkey-synced', { detail: 'Use a security key, or another passkey that stays on one device.' })
  return {
    ...{ actId: act.id, method: 'passkey', credentialId: row.id },
    ...{ authenticatorData: bytes(response.authenticatorData), clientData: bytes(response.clientDataJSON) },
    signature: bytes(response.signature),
  }
}
