import { type Act, type AskedAct, canonicalJson, challengeOfAct } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AccessStore, Tx } from '../access-store.ts'
import type { Origins } from '../credentials/passkeys.ts'
import { type ActType, makeAct, readingColumns } from './act-type.ts'

/**
 * Makes an act for a person to sign: the node builds the content from the request that the person is about to send and from what
 * they read, and keeps it until the act's own route gets the signature. Answers the options for the browser if the account has a
 * passkey.
 *
 * Errors: `body-invalid` for an unknown type, thing or body; `version-conflict` if the thing has another version by now;
 * `too-many-requests` if 20 acts of the account wait for a signature.
 */
export async function askAct(
  deps: { access: AccessStore; types: readonly ActType[]; origins: () => Origins | null },
  given: { type: string; about: string; body: Record<string, unknown> },
): Promise<AskedAct> {
  const type = deps.types.find((one) => one.type === given.type)
  if (type === undefined) throw fail('body-invalid', { at: '/type', detail: 'No act of this type is signed.' })
  const [, id = ''] = /^[a-z-]+:([^@]+)(?:@\d+)?$/.exec(given.about) ?? []
  const body = type.body.safeParse(given.body)
  if (!body.success) {
    const [first] = body.error.issues
    const at = ['/body', ...(first?.path ?? []).map(String)].join('/')
    throw fail('body-invalid', { at, detail: first?.message ?? '' })
  }
  return deps.access.transaction(type.intent(id), async (tx) => {
    const read = await type.read(tx, id, body.data)
    if (read.about !== given.about) throw fail('version-conflict')
    const { act, salt } = await makeAct(tx, read)
    const reading = { content: read.content, salt: salt.toString('base64') }
    await tx.db
      .insertInto('asked_act')
      .values({
        ...{ id: act.id, account_id: act.account, type: act.type, about: act.about, at: act.at },
        ...{ act: canonicalJson(act), ...readingColumns(tx, act.id, read.record, reading) },
      })
      .execute()
    return { act, ...reading, options: await optionsFor(tx, deps.origins(), act) }
  })
}

/** Returns the options with which the browser asks the account's own passkeys; null if there is none that works here. */
async function optionsFor(tx: Tx, at: Origins | null, act: Act): Promise<Record<string, unknown> | null> {
  if (at === null) return null
  const challenge = Buffer.from(await challengeOfAct(act))
  // Not over another connection: many requests at once would each hold one and wait for a second.
  const own = await tx.db
    .selectFrom('credential')
    .select('passkey_id')
    .where('account_id', '=', act.account)
    .where('passkey_id', 'is not', null)
    .where('state', '=', 'active')
    .execute()
  if (own.length === 0) return null
  const allowCredentials = own.map(({ passkey_id: id }) => ({
    ...{ id: (id as Buffer).toString('base64url'), type: 'public-key' },
  }))
  return {
    ...{ challenge: challenge.toString('base64url'), rpId: at.rpId, allowCredentials },
    ...{ userVerification: 'required', timeout: 300_000 },
  }
}
