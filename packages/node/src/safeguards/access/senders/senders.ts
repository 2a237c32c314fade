import { randomBytes, randomUUID } from 'node:crypto'
import type { NewSender, Purpose, RegimeId, Sender } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Schema } from '../../../store/schema.ts'
import { newKey } from '../keys.ts'
import { fitLaw, type SenderLaw } from './fit-law.ts'

/** What a sender gets where nobody says otherwise: regime ICAO for both formats, its purposes, the codes of travel.md 3.7. */
const senderDefaults = {
  regimes: { PAXLST: 'icao', PNRGOV: 'icao' } satisfies Record<string, RegimeId>,
  purposes: {
    PAXLST: ['border-control', 'aviation-security', 'terrorism-prevention'],
    PNRGOV: ['border-control', 'aviation-security', 'terrorism-prevention'],
  } satisfies Record<string, Purpose[]>,
  answerCodes: {
    'ok-to-board': { code: '0Z', text: 'OK TO BOARD' },
    'further-check': { code: '2Z', text: 'FURTHER CHECK' },
    'do-not-board': { code: '1Z', text: 'DO NOT BOARD' },
    'insufficient-data': { code: '4Z', text: 'INSUFFICIENT DATA' },
  },
}

/** What a platform gets: uploads are for content safety alone. */
const platformDefaults = {
  regimes: { UPLOAD: 'platform-upload' } satisfies Record<string, RegimeId>,
  purposes: { UPLOAD: ['content-safety'] } satisfies Record<string, Purpose[]>,
}
const defaultsOf: Record<Sender['gateway'], SenderLaw> = { travel: senderDefaults, content: platformDefaults }

/** A platform has no law for passenger data, nor a carrier one for uploads. Error: `body-invalid`. */
export function refuseForeignFormats(
  gateway: Sender['gateway'],
  asked: { regimes?: object | undefined; purposes?: object | undefined },
): void {
  const known = Object.keys(defaultsOf[gateway].regimes)
  for (const part of ['regimes', 'purposes'] as const) {
    const foreign = Object.keys(asked[part] ?? {}).find((format) => !known.includes(format))
    if (foreign === undefined) continue
    const detail = `Senders of the gateway ${gateway} hand in ${known.join(', ')}.`
    throw fail('body-invalid', { at: `/${part}/${foreign}`, detail })
  }
}

/** Content is what can be asked about from afar. Error: `body-invalid`. */
export function refuseRemoteCarrier(gateway: Sender['gateway'], remote: Sender['remote'] | undefined): void {
  if (remote != null && gateway !== 'content')
    throw fail('body-invalid', { at: '/remote', detail: 'Only a sender of the gateway content asks from afar.' })
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
    carriers: s.carriers,
    callbackUrl: s.callback_url,
    acknowledge: s.acknowledge,
    answerCodes: s.answer_codes as Sender['answerCodes'],
    remote: s.remote,
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

/** Sets up a sender. Errors: `name-taken`, `body-invalid` for a regime or purpose that cannot be. The callback secret signs what is POSTed to it; it is shown with the first key only. */
export async function createSender(
  db: Kysely<Schema>,
  sender: Omit<z.infer<typeof NewSender>, 'gateway'> & { gateway?: Sender['gateway'] },
): Promise<string> {
  const taken = await db.selectFrom('sender').select('id').where('name', '=', sender.name).executeTakeFirst()
  if (taken !== undefined) throw fail('name-taken', { at: '/name' })
  const { gateway = 'travel' } = sender
  refuseForeignFormats(gateway, sender)
  refuseRemoteCarrier(gateway, sender.remote)
  const law = fitLaw(defaultsOf[gateway], sender)
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
      carriers: [...new Set(sender.carriers ?? [])],
      callback_url: sender.callbackUrl ?? null,
      callback_secret: randomBytes(32).toString('base64'),
      acknowledge: sender.acknowledge ?? false,
      answer_codes: JSON.stringify({ ...senderDefaults.answerCodes, ...sender.answerCodes }),
      remote: sender.remote == null ? null : JSON.stringify(sender.remote),
    })
    .execute()
  return id
}

/** A new key for a sender: returned once, kept as a hash. */
export async function createSenderKey(db: Kysely<Schema>, senderId: string): Promise<{ id: string; key: string }> {
  const { key, hash } = newKey('es')
  const id = randomUUID()
  await db
    .insertInto('sender_key')
    .values({ id, sender_id: senderId, hash, last_used_at: null, revoked_at: null })
    .execute()
  return { id, key }
}
