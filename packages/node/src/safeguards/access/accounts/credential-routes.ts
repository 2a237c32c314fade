import { createHash } from 'node:crypto'
import {
  type Credential,
  CredentialList,
  NewCredential,
  NewCredentialAnswer,
  NewCredentialOptions,
  RecoveryCodes,
} from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../access-store.ts'
import { type Signatures, signatureErrors } from '../acts/present-signature.ts'
import type { GivenSignature } from '../acts/record-act.ts'
import type { CoreDeps } from '../core-deps.ts'
import { endCredential, hasSecondFactor, listCredentials } from '../credentials/list-credentials.ts'
import { addPasskey, newPasskeyOptions, type PasskeyDeps } from '../credentials/passkeys.ts'
import { makeRecoveryCodes } from '../credentials/recovery-codes.ts'
import { addTotp, proposeTotp } from '../credentials/totp-credential.ts'
import { type App, accessOf, actorOf } from '../http.ts'
import { endOtherSessions, requireFresh } from '../sessions/prove-again.ts'
import { recordEnrolment } from './enrolment-act.ts'

interface CredentialDeps extends Pick<CoreDeps, 'store' | 'member'>, PasskeyDeps {
  signatures: Signatures
  deviceBound: boolean
}

const intent = (what: string, decision: 'allow' | 'done', ref: string | null = null): AccessIntent => ({
  ...{ action: 'key.own', type: 'people.key', impersonal: true, decision, details: { what }, ref },
})
const freshErrors = ['fresh-sign-in-needed', 'session-needed'] as const

/** Registers the routes for the second factors and recovery codes of the signed-in person. */
export function credentialRoutes(app: App, deps: CredentialDeps): void {
  app.get(
    '/v1/me/credentials',
    {
      schema: {
        summary: 'List your own second factors and recovery codes',
        response: { 200: CredentialList },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(intent('credentials read', 'allow'), async (tx) => ({
        items: await listCredentials(tx.db, tx.actor.account),
        deviceBound: deps.deviceBound,
      })),
  )
  app.post(
    '/v1/me/credentials/options',
    {
      config: { secret: true },
      schema: {
        summary: 'Get what an application for codes or a browser needs to add a second factor',
        errors: freshErrors,
        response: { 200: NewCredentialOptions },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(intent('credential proposed', 'allow'), async (tx) => {
        await requireFresh(tx, request)
        const account = await tx.db
          .selectFrom('account as a')
          .innerJoin('person as p', 'p.id', 'a.person_id')
          .select(['a.id', 'a.name', 'p.name as person'])
          .where('a.id', '=', tx.actor.account)
          .executeTakeFirstOrThrow()
        const { name: member } = deps.member
        const passkey = await newPasskeyOptions(deps, account, member)
        return { totp: proposeTotp(deps, account, member), passkey }
      }),
  )
  app.post(
    '/v1/me/credentials',
    {
      config: { secret: true },
      schema: {
        summary: 'Add a second factor; the first one comes with recovery codes, shown once',
        errors: [
          ...freshErrors,
          ...signatureErrors,
          ...(['credential-known', 'passkeys-off', 'second-factor-needed'] as const),
        ],
        body: NewCredential,
        response: { 201: NewCredentialAnswer },
      },
    },
    async (request, reply) => {
      const { body } = request
      const signed = body.kind === 'passkey' ? body.signed : undefined
      const added = await deps.signatures.run(request, signed, (signature) =>
        addCredential(deps, request, body, signature),
      )
      return reply.code(201).send(added)
    },
  )
  app.delete(
    '/v1/me/credentials/:id',
    {
      schema: {
        summary: 'End a second factor of your own',
        errors: [...freshErrors, 'last-credential', 'second-factor-needed'],
        params: z.object({ id: z.uuid() }),
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await accessOf(deps, request).transaction(intent('credential ended', 'done', `credential:${id}`), async (tx) => {
        refuseLimited(request)
        await requireFresh(tx, request)
        await endCredential(tx, id)
      })
      return reply.code(204).send()
    },
  )
  app.post(
    '/v1/me/recovery-codes',
    {
      config: { secret: true },
      schema: {
        summary: 'Make ten new recovery codes, shown once; the former ones end',
        errors: [...freshErrors, 'second-factor-needed'],
        response: { 200: RecoveryCodes },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(intent('recovery codes made', 'done'), async (tx) => {
        refuseLimited(request)
        await requireFresh(tx, request)
        if (!(await hasSecondFactor(tx.db, tx.actor.account))) throw fail('second-factor-needed')
        return { codes: await makeRecoveryCodes(tx, deps.triesKey, tx.actor.account) }
      }),
  )
}

/** Refuses a session that can only add a second factor. */
function refuseLimited(request: FastifyRequest): void {
  if (request.secondFactorNeeded) throw fail('second-factor-needed')
}

async function addCredential(
  deps: CredentialDeps,
  request: FastifyRequest,
  body: z.infer<typeof NewCredential>,
  signature: GivenSignature | null,
): Promise<z.infer<typeof NewCredentialAnswer>> {
  return accessOf(deps, request).transaction(intent('credential added', 'done'), async (tx) => {
    // A person with a recovery code lost a factor: only a passkey proves more than the code did. Where passkeys do not work, another application
    // for codes is the one way on.
    if (request.signedInBy === 'recovery' && body.kind !== 'passkey' && deps.origins() !== null)
      throw fail('second-factor-needed')
    const accountId = actorOf(request).account
    // Of two sessions that add the first factor at once, the second one finds it and has ended.
    await tx.db.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute()
    await requireFresh(tx, request)
    const isFirst = !(await hasSecondFactor(tx.db, accountId))
    // A password alone only leads to the first factor: this session may have been opened just before its owner added one.
    if (request.secondFactorNeeded && request.signedInBy === 'password' && !isFirst) throw fail('second-factor-needed')
    const enrolledBy = request.signedInBy === 'recovery' ? 'recovery' : 'self'
    const id =
      body.kind === 'totp'
        ? await addTotp(tx, deps.triesKey, { accountId, enrolledBy, ...body })
        : await addPasskey(tx, deps, { accountId, enrolledBy, ...body }, (made) => recordEnrolment(tx, signature, made))
    tx.about(`credential:${id}`)
    tx.note({ kind: body.kind, account: accountId, ...(await keyOf(tx, id)) })
    const recoveryCodes = isFirst ? await makeRecoveryCodes(tx, deps.triesKey, accountId) : null
    if (isFirst) await endOtherSessions(tx, accountId, request.sessionHash)
    await raiseSession(tx, request, body.kind)
    const credential = (await listCredentials(tx.db, accountId)).find((one) => one.id === id)
    return { credential: credential as Credential, recoveryCodes }
  })
}

/** Returns the hash of the public key of a passkey, by which a verifier finds the entry of its enrolment. */
async function keyOf(tx: Tx, id: string): Promise<{ keySha256?: string }> {
  const { public_key: key } = await tx.db
    .selectFrom('credential')
    .select('public_key')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return key === null ? {} : { keySha256: createHash('sha256').update(key).digest('hex') }
}

/** The session that added its first factor has shown this factor, and is complete. */
async function raiseSession(tx: Tx, request: FastifyRequest, method: 'totp' | 'passkey'): Promise<void> {
  if (request.sessionHash === null || !['password', 'recovery'].includes(request.signedInBy ?? '')) return
  await tx.db.updateTable('session').set({ method }).where('id_hash', '=', request.sessionHash).execute()
}
