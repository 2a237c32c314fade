import { randomBytes, randomUUID } from 'node:crypto'
import { type GatewayVocabulary, gatewayVocabularies, type NewSender, type Sender } from '@entente/contracts'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Schema } from '../../../store/schema.ts'
import { newKey } from '../keys.ts'
import { fitLaw, type SenderLaw } from './fit-law.ts'

/**
 * Returns the vocabulary of a gateway that has senders. Throws `body-invalid` for the field `/gateway` if there is
 * none.
 */
export function vocabularyOf(vocabularies: readonly GatewayVocabulary[], kind: string): GatewayVocabulary {
  const found = vocabularies.find((vocabulary) => vocabulary.kind === kind)
  if (found !== undefined && Object.keys(found.formats).length > 0) return found
  throw fail('body-invalid', { at: '/gateway', detail: `No sender can be of the gateway ${kind.slice(0, 40)}.` })
}

/** Checks that the sender's gateway has all the named formats. Throws `body-invalid` otherwise. */
export function refuseForeign(
  { kind, formats }: GatewayVocabulary,
  asked: { regimes?: object | undefined; purposes?: object | undefined },
): void {
  const known = Object.keys(formats)
  for (const part of ['regimes', 'purposes'] as const) {
    const foreign = Object.keys(asked[part] ?? {}).find((name) => !known.includes(name))
    if (foreign === undefined) continue
    const detail = `Senders of the gateway ${kind} hand in ${known.join(', ')}.`
    throw fail('body-invalid', { at: `/${part}/${foreign.slice(0, 40)}`, detail })
  }
}

/**
 * Returns the settings of a sender after a change, checked by the schema of its gateway. For a new sender, missing
 * settings get their defaults. A setting that is a set of named values is changed name by name. Throws `body-invalid`
 * with the position of each fault below `/settings`.
 */
export function changeSettings(
  { kind, senderSettings }: GatewayVocabulary,
  before: Record<string, unknown>,
  change: Record<string, unknown> = {},
): { settings: string; scope: string | null } {
  const [foreign] = Object.keys(change)
  if (senderSettings === undefined && foreign !== undefined)
    throw fail('body-invalid', {
      at: `/settings/${foreign.slice(0, 40)}`,
      detail: `Senders of the gateway ${kind} have no settings.`,
    })
  const changed = Object.entries(change).map(([name, value]) => {
    const old = before[name]
    return [name, isRecord(old) && isRecord(value) ? { ...old, ...value } : value]
  })
  const parsed = (senderSettings?.schema ?? noSettings).safeParse({ ...before, ...Object.fromEntries(changed) })
  if (!parsed.success) {
    const errors = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
      ...{ code: 'invalid', at: `/settings${path.map((part) => `/${String(part).slice(0, 40)}`).join('')}`, message },
    }))
    throw fail('body-invalid', { at: errors[0]?.at ?? '/settings', detail: errors[0]?.message ?? '', errors })
  }
  return { settings: JSON.stringify(parsed.data), scope: senderSettings?.scopeOf?.(parsed.data) ?? null }
}
const noSettings = z.strictObject({})
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Returns the default regimes and purposes of a new sender. */
function usualLaw({ formats }: GatewayVocabulary): SenderLaw {
  const law: SenderLaw = { regimes: {}, purposes: {} }
  for (const [format, { regime, purposes }] of Object.entries(formats)) {
    law.regimes[format] = regime
    law.purposes[format] = [...purposes]
  }
  return law
}

export async function listSenders(db: Kysely<Schema>, id?: string): Promise<Sender[]> {
  const senders = await db
    .selectFrom('sender')
    .selectAll()
    .$if(id !== undefined, (q) => q.where('id', '=', id as string))
    .orderBy('name')
    .execute()
  const keys = await db.selectFrom('sender_key').selectAll().orderBy('created_at').execute()
  return senders.map((s) => ({
    id: s.id,
    name: s.name,
    gateway: s.gateway as Sender['gateway'],
    regimes: s.regimes as Sender['regimes'],
    purposes: s.purposes as Sender['purposes'],
    callbackUrl: s.callback_url,
    settings: s.settings as Sender['settings'],
    synthetic: s.synthetic,
    keys: keys
      .filter((k) => k.sender_id === s.id)
      .map((k) => ({
        id: k.id,
        createdAt: k.created_at.toISOString(),
        lastUsedAt: k.last_used_at?.toISOString() ?? null,
        revokedAt: k.revoked_at?.toISOString() ?? null,
      })),
  }))
}

/**
 * Creates a sender. Its callback secret signs the requests that the node sends to it; no route shows it, so an
 * administrator replaces it for a receiver that checks signatures. Errors: `name-taken`; `body-invalid` for an impossible regime or purpose.
 */
export async function createSender(
  db: Kysely<Schema>,
  sender: Omit<z.infer<typeof NewSender>, 'gateway'> & { gateway?: Sender['gateway'] },
  vocabularies: readonly GatewayVocabulary[] = gatewayVocabularies,
): Promise<string> {
  const taken = await db.selectFrom('sender').select('id').where('name', '=', sender.name).executeTakeFirst()
  if (taken !== undefined) throw fail('name-taken', { at: '/name' })
  const { gateway = gatewayVocabularies[0].kind } = sender
  const vocabulary = vocabularyOf(vocabularies, gateway)
  refuseForeign(vocabulary, sender)
  const law = fitLaw(usualLaw(vocabulary), sender)
  const id = randomUUID()
  await db
    .insertInto('sender')
    .values({
      id,
      name: sender.name,
      gateway,
      team: gateway,
      regimes: JSON.stringify(law.regimes),
      purposes: JSON.stringify(law.purposes),
      callback_url: sender.callbackUrl ?? null,
      callback_secret: newCallbackSecret(),
      synthetic: sender.synthetic ?? false,
      ...changeSettings(vocabulary, {}, sender.settings),
    })
    .execute()
  return id
}

/** Generates a secret that signs callbacks: 32 random bytes in base64. The text itself is the key of the HMAC. */
export const newCallbackSecret = (): string => randomBytes(32).toString('base64')

/** Makes a new key for a sender. The key is returned once and stored only as a hash. */
export async function createSenderKey(db: Kysely<Schema>, senderId: string): Promise<{ id: string; key: string }> {
  const { key, hash } = newKey('es')
  const id = randomUUID()
  await db
    .insertInto('sender_key')
    .values({ id, sender_id: senderId, hash, last_used_at: null, revoked_at: null })
    .execute()
  return { id, key }
}
