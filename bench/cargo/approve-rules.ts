import { randomUUID } from 'node:crypto'
import type { CargoRuleBody } from '@entente/contracts'
import { compileRule, hashOf } from '@entente/node/cargo-rules'
import type { openOwnerPool } from '../node/wait-until-done.ts'

/** The purposes of signals that meet goods as well as travellers. */
export const signalPurposes = ['customs-security', 'border-control', 'terrorism-prevention']

type Pool = ReturnType<typeof openOwnerPool>

const accountOf = (
  role: string,
) => `(select a.person_id, a.id as account from account a join account_role o on o.account_id = a.id
  where o.role = '${role}' and o.state = 'active' limit 1) p`

/**
 * Writes rules in force into the database of a node, because the benches measure rules and not their approval: an officer
 * wrote each, a test of each read enough, and a supervisor approved it. The next transaction of the node applies them;
 * consignments that are assessed already are not assessed again.
 */
export async function approveRules(pool: Pool, bodies: readonly CargoRuleBody[]): Promise<void> {
  const ids = await writeTestedRules(pool, bodies)
  await pool.query(
    `update cargo_rule_version v set approved_at = now(), approver_id = p.person_id, approver_account = p.account,
       in_force_from = now() - interval '1 minute', in_force_until = now() + interval '300 days', begun_at = now()
     from unnest($1::uuid[]) as r (id), ${accountOf('supervisor')} where v.rule_id = r.id`,
    [ids],
  )
}

/** Writes tested rules, which a supervisor may approve. Returns their ids. */
export async function writeTestedRules(pool: Pool, bodies: readonly CargoRuleBody[]): Promise<string[]> {
  const rules = bodies.map((body) => ({ id: randomUUID(), body: JSON.stringify(body), hash: hashOf(body) }))
  for (const [place, { id }] of rules.entries()) {
    const compiled = compileRule({ id, version: 1, body: bodies[place] as CargoRuleBody })
    if ('faults' in compiled) throw new Error(`${bodies[place]?.expression}: ${compiled.faults[0]?.message}`)
  }
  const ids = rules.map(({ id }) => id)
  const columns = [ids, rules.map(({ body }) => body), rules.map(({ hash }) => hash)]
  const given = 'unnest($1::uuid[], $2::text[], $3::text[]) as r (id, body, hash)'
  await pool.query('insert into cargo_rule (id, created_at, newest) select unnest($1::uuid[]), now(), 1', [ids])
  await pool.query(
    `insert into cargo_rule_version (rule_id, version, body, hash, nodes, written_at, author_id, account_id, authors)
     select r.id, 1, r.body, r.hash, 1, now(), p.person_id, p.account, array[p.person_id] from ${given}, ${accountOf('signal-officer')}`,
    columns,
  )
  await pool.query(
    `insert into cargo_rule_test (id, rule_id, version, hash, asked_at, asked_by, asked_from, asked_until, state, read, complete, enough, finished_at)
     select gen_random_uuid(), r.id, 1, r.hash, now(), p.person_id, now() - interval '60 days', now(), 'done', 10000, true, true, now()
     from ${given}, ${accountOf('signal-officer')}`,
    columns,
  )
  return ids
}
