import type { SignedAct, SignerExport } from '@entente/contracts'
import { sql } from 'kysely'
import type { AccessStore } from '../access-store.ts'
import type { Origins } from '../credentials/passkeys.ts'
import { selectActs, shownAct } from './read-acts.ts'

const mostAtOnce = 1000
const intent = { action: 'log.all', type: 'oversight.read', decision: 'allow', impersonal: true } as const

/** Reads the next acts in the order of time and id, without content. `after` is the `next` of the page before. */
export async function exportActs(
  access: AccessStore,
  after: string | undefined,
): Promise<{ items: SignedAct[]; next: string | null }> {
  return access.transaction({ ...intent, details: { what: 'acts' } }, async (tx) => {
    const [at, id] = after?.split('/') ?? []
    const all = selectActs(tx).orderBy('s.at').orderBy('s.id').limit(mostAtOnce)
    const isPlace = at !== undefined && id !== undefined && !Number.isNaN(Date.parse(at)) && isUuid.test(id)
    const rows = await (isPlace
      ? all.where(sql<boolean>`(s.at, s.id) > (${at}::timestamptz, ${id}::uuid)`)
      : all
    ).execute()
    tx.counted(rows.length)
    const last = rows.at(-1)
    const next = rows.length < mostAtOnce || last === undefined ? null : `${last.at.toISOString()}/${last.id}`
    return { items: rows.map(shownAct), next }
  })
}
const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads the passkeys and the accounts with their roles, by ids and without names. */
export async function exportSigners(access: AccessStore, at: Origins | null): Promise<SignerExport> {
  return access.transaction({ ...intent, details: { what: 'signers' } }, async (tx) => {
    const credentials = await tx.db
      .selectFrom('credential')
      .select(['id', 'account_id', 'passkey_id', 'public_key', 'enrolled_by', 'created_at', 'state'])
      .where('kind', '=', 'passkey')
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    const accounts = await tx.db.selectFrom('account').select(['id', 'person_id']).orderBy('id').execute()
    const roles = await tx.db
      .selectFrom('account_role')
      .select(['account_id', 'role', 'state', 'granted_at', 'granted_by'])
      .orderBy('granted_at')
      .execute()
    tx.counted(accounts.length)
    const url = (bytes: Buffer | null): string => bytes?.toString('base64url') ?? ''
    return {
      ...{ origins: [...(at?.origins ?? [])], rpId: at?.rpId ?? null },
      credentials: credentials.map((row) => ({
        ...{ entry: `credential:${row.id}`, credentialId: url(row.passkey_id), publicKey: url(row.public_key) },
        ...{ account: row.account_id, enrolledBy: row.enrolled_by, createdAt: row.created_at.toISOString() },
        state: row.state,
      })),
      people: accounts.map(({ id, person_id: person }) => ({
        ...{ account: id, person },
        roles: roles
          .filter(({ account_id: account }) => account === id)
          .map(({ role, state, granted_at: granted, granted_by: by }) => {
            return { role, state, grantedAt: granted.toISOString(), grantedBy: by }
          }),
      })),
    }
  })
}
