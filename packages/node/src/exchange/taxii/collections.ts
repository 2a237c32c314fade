import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { type AgreementAttributes, readAgreementAttributes } from '../../safeguards/access/signal-access/index.ts'
import type { Schema } from '../../store/schema.ts'
import type { TaxiiCollectionTable } from '../../store/taxii-schema.ts'
import { stixType } from './media-type.ts'
import type { TaxiiUser } from './users.ts'

export type Collection = Selectable<TaxiiCollectionTable>
/** A collection with the current attributes of its agreement. */
export interface SeenCollection extends Collection {
  agreement: AgreementAttributes
}

/**
 * Creates a collection of an agreement, either `out` to read signals or `inbox` to submit objects. Errors:
 * `agreement-unknown`; `name-taken` if the agreement already has a collection of this kind or with this alias.
 */
export async function addCollection(
  tx: Tx,
  wanted: { title: string; agreement: string; alias: string | null; kind: Collection['kind'] },
): Promise<Collection> {
  const known = await tx.db.selectFrom('agreement').select('id').where('id', '=', wanted.agreement).executeTakeFirst()
  if (known === undefined) throw fail('agreement-unknown')
  const [added] = await tx.db
    .insertInto('taxii_collection')
    .values({
      ...{ id: randomUUID(), agreement_id: wanted.agreement, title: wanted.title, alias: wanted.alias },
      ...{ kind: wanted.kind, created_at: tx.now },
    })
    .onConflict((c) => c.doNothing())
    .returningAll()
    .execute()
  if (added === undefined)
    throw fail('name-taken', { detail: `This agreement has a collection of kind ${wanted.kind}, or of this alias.` })
  return added
}

/**
 * Returns the collections that a client may see now, by id. Their agreements are in force and name the client's
 * purpose. Under them the client's member receives signals (`out`) or contributes them (`inbox`).
 */
export async function collectionsFor(
  db: Kysely<Schema>,
  user: TaxiiUser,
  own: string,
  now: Date,
): Promise<SeenCollection[]> {
  const standing = await db
    .selectFrom('member_standing')
    .select('state')
    .where('member', '=', user.member)
    .executeTakeFirst()
  if (standing?.state !== 'active') return []
  const all = await db.selectFrom('taxii_collection').selectAll().orderBy('id').execute()
  const ids = [...new Set(all.map((collection) => collection.agreement_id))]
  const agreements = await readAgreementAttributes(db, ids, now)
  return all.flatMap((collection) => {
    const agreement = agreements.get(collection.agreement_id)
    if (agreement === undefined || !inForce(agreement, [own, user.member], now)) return []
    const party = agreement.parties?.find(({ member }) => member === user.member)
    const takesPart = collection.kind === 'out' ? party?.receive : party?.contribute
    const purposes: readonly string[] = agreement.purposes ?? []
    return takesPart === true && purposes.includes(user.purpose) ? [{ ...collection, agreement }] : []
  })
}

function inForce(agreement: AgreementAttributes, members: readonly string[], now: Date): boolean {
  const at = now.getTime()
  const { parties, signed, validFrom, validUntil, ended, suspended } = agreement
  return (
    parties != null &&
    parties.length > 0 &&
    parties.every(({ member }) => signed?.includes(member)) &&
    validFrom != null &&
    validFrom <= at &&
    validUntil != null &&
    at < validUntil &&
    suspended === false &&
    members.every((member) => ended?.includes(member) === false)
  )
}

/** Describes a collection in the form of TAXII 2.1 (section 5.2). */
export const describeCollection = (collection: Collection) => ({
  id: collection.id,
  title: collection.title,
  ...(collection.alias === null ? {} : { alias: collection.alias }),
  can_read: true,
  can_write: collection.kind === 'inbox',
  media_types: [stixType],
})
