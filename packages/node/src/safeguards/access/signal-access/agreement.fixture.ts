import { randomUUID } from 'node:crypto'
import { type Agreement, Purpose, SignalKind } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../../store/schema.ts'
import { setStanding } from './load.ts'

const day = 86_400_000

/**
 * Stores an agreement between this node's member and others. It is in force and allows as much as possible, except for
 * the given terms. Its signatures are not checked; two people with accounts here consent for the own member. Unknown
 * members become active.
 */
export async function agreementInForce(
  db: Kysely<Schema>,
  members: readonly string[],
  now: Date,
  terms: Partial<Agreement> = {},
): Promise<string> {
  const id = terms.id ?? randomUUID()
  const version = terms.version ?? 1
  const at = (days: number) => new Date(now.getTime() + days * day).toISOString()
  const { signatures: _, ...body }: Agreement = {
    schema: 'entente/agreement/v1',
    title: 'Invented agreement',
    parties: members.map((member) => ({ member, country: 'NOR', type: 'state', contribute: true, receive: true })),
    legalBasis: 'Invented treaty, article 4',
    kinds: [...SignalKind.options],
    purposes: [...Purpose.options],
    maxTlp: 'red',
    maxPap: 'red',
    onward: 'same-terms',
    riskCountries: [],
    children: 'allowed',
    validFrom: at(-1),
    validUntil: at(1000),
    retention: { maxDays: 1830, afterEnd: 'erase' },
    review: { everyMonths: 12, nextDue: at(365) },
    withdrawal: { stopWithinMinutes: 15, eraseWithinHours: 24 },
    feedback: null,
    blindCheck: null,
    replaces: version === 1 ? null : version - 1,
    signatures: [],
    ...terms,
    id,
    version,
  }
  const which = (may: 'receive' | 'contribute') =>
    body.parties.filter((party) => party[may]).map(({ member }) => member)
  await db
    .insertInto('agreement')
    .values({
      id,
      version,
      body: JSON.stringify(body),
      made_by: members[0] ?? '',
      created_at: now,
      offered_at: now,
      members: body.parties.map(({ member }) => member),
      receivers: which('receive'),
      contributors: which('contribute'),
      kinds: body.kinds,
      purposes: body.purposes,
      max_tlp: body.maxTlp,
      max_pap: body.maxPap,
      onward: body.onward,
      children: body.children,
      risk_countries: body.riskCountries,
      retention_days: body.retention.maxDays,
      valid_from: body.validFrom,
      valid_until: body.validUntil,
      review_due: body.review.nextDue,
    })
    .execute()
  await db
    .insertInto('agreement_party')
    .values(body.parties.map((party) => ({ ...party, agreement_id: id, version })))
    .execute()
  const people = await db
    .selectFrom('account as a')
    .innerJoin('account_role as r', 'r.account_id', 'a.id')
    .select(['a.id', 'a.person_id', 'r.role'])
    .where('r.role', 'in', ['signal-officer', 'supervisor'])
    .where('r.state', '=', 'active')
    .execute()
  const consents = new Map(people.map((one) => [one.person_id, one]))
  for (const { id: account_id, person_id, role } of consents.values())
    await db
      .insertInto('agreement_consent')
      .values({ agreement_id: id, version, account_id, person_id, role, at: now })
      .execute()
  for (const { member } of body.parties) {
    const known = await db
      .selectFrom('member_standing')
      .select('member')
      .where('member', '=', member)
      .executeTakeFirst()
    if (known === undefined) await setStanding(db, member, 'active', now)
    const signature = { key_id: '0'.repeat(16), at: now.toISOString(), value: 'given', received_at: now }
    await db
      .insertInto('agreement_signature')
      .values({ agreement_id: id, version, member, ...signature })
      .execute()
  }
  return id
}
