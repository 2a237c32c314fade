import type { SignalKind } from '@entente/contracts'
import type pg from 'pg'

/**
 * Writes an agreement in force into the database of a node, because the benches measure signals under an agreement and not its signing. The
 * signatures are not checked, and two people of the own member are recorded as consenting.
 */
export async function agreementRows(
  client: pg.Client,
  id: string,
  members: readonly string[],
  kinds: readonly SignalKind[] = ['person'],
): Promise<void> {
  const day = 86_400_000
  const at = (days: number) => new Date(Date.now() + days * day).toISOString()
  const parties = members.map((member) => ({ member, country: 'NOR', type: 'state', contribute: true, receive: true }))
  const purposes = ['border-control', 'terrorism-prevention', 'content-safety']
  const body = {
    ...{ schema: 'entente/agreement/v1', id, version: 1, title: 'Invented agreement', parties },
    ...{ legalBasis: 'Invented treaty, article 4', kinds, purposes, maxTlp: 'amber', maxPap: 'green' },
    ...{ onward: 'none', riskCountries: [], children: 'excluded', validFrom: at(-1), validUntil: at(1000) },
    retention: { maxDays: 1000, afterEnd: 'erase' },
    review: { everyMonths: 12, nextDue: at(365) },
    withdrawal: { stopWithinMinutes: 15, eraseWithinHours: 24 },
    ...{ feedback: null, blindCheck: null, replaces: null },
  }
  await client.query(
    `insert into agreement (id, version, body, made_by, created_at, offered_at, members, receivers, contributors, kinds, purposes, max_tlp, max_pap, onward,
      children, risk_countries, retention_days, valid_from, valid_until, review_due)
     values ($1, 1, $2, $3, now(), now(), $4, $4, $4, $9, $5, 'amber', 'green', 'none', 'excluded', '{}', 1000, $6, $7, $8)`,
    [id, JSON.stringify(body), members[0], members, purposes, at(-1), at(1000), at(365), kinds],
  )
  for (const { member, country, type } of parties)
    await client.query(
      'insert into agreement_party (agreement_id, version, member, country, type, contribute, receive) values ($1, 1, $2, $3, $4, true, true)',
      [id, member, country, type],
    )
  await client.query(
    `insert into agreement_consent (agreement_id, version, person_id, account_id, role, at)
     select distinct on (a.person_id) $1::uuid, 1, a.person_id, a.id, r.role, now() from account a join account_role r on r.account_id = a.id
     where r.role in ('signal-officer', 'supervisor') and r.state = 'active' order by a.person_id`,
    [id],
  )
  for (const member of members)
    await client.query(
      `insert into agreement_signature (agreement_id, version, member, key_id, at, value, received_at) values ($1, 1, $2, repeat('0', 16), $3, 'given', now())`,
      [id, member, at(0)],
    )
}
