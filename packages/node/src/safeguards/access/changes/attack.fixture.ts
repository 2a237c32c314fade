import { randomUUID } from 'node:crypto'
import { startTestNode, type TestNode } from '@entente/testkit'
import { type Kysely, sql } from 'kysely'
import { createDatabase } from '../../../store/database.ts'
import { liftRules } from '../../../store/migrate.ts'
import { openPool } from '../../../store/postgres/index.ts'
import type { Schema } from '../../../store/schema.ts'
import { because } from './people-node.fixture.ts'

interface Proposed {
  account: string
  kind: string
  role: string | null
  quorum: string
  by: string
  byRole: string
  needs: unknown
  hours: number
  at: Date
  state: string
  subject: object | null
}
type Statement = ReturnType<typeof sql>

/** The connections of an attacker, who has the role of the node in the database, and of the owner. No code of the node checks what either writes. */
export class Attack {
  readonly node: TestNode
  readonly app: Kysely<Schema>
  readonly owner: Kysely<Schema>
  constructor(node: TestNode, open: (role: 'entente_app' | 'entente_owner') => Kysely<Schema>) {
    this.node = node
    this.app = open('entente_app')
    this.owner = open('entente_owner')
  }

  /** The code of the error with which the database refuses a statement of the app's role; `done` if it does not. */
  run(statement: Statement): Promise<string> {
    return statement.execute(this.app).then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
  }

  account(name: string) {
    const row = this.app.selectFrom('account').select(['id', 'person_id']).where('name', '=', name)
    return row.executeTakeFirstOrThrow()
  }

  /** Proposes as the administrator, unless told otherwise, to make the officer a supervisor. */
  async propose(more: Partial<Proposed> = {}): Promise<{ id: string; code: string }> {
    const id = randomUUID()
    const given: Proposed = {
      ...{ account: (await this.account('officer')).id, kind: 'grant', role: 'supervisor', quorum: 'grant-authority' },
      ...{ by: (await this.account('administrator')).person_id, byRole: 'administrator', needs: [['supervisor']] },
      ...{ hours: 24, at: new Date(), state: 'awaiting-consent', subject: null },
      ...more,
    }
    const code = await this.run(sql`insert into people_change
        (id, kind, quorum, account_id, role, reason, proposed_by, proposed_role, proposed_at, needs, wait_hours, state, subject)
      values (${id}, ${given.kind}, ${given.quorum}, ${given.account}, ${given.role}, ${because}, ${given.by}, ${given.byRole},
        ${given.at}, ${JSON.stringify(given.needs)}, ${given.hours}, ${given.state},
        ${given.subject === null ? null : JSON.stringify(given.subject)}::jsonb)`)
    return { id, code }
  }

  async consent(change: string, name: string, role: string, at = new Date()): Promise<string> {
    return this.run(sql`insert into people_consent (change_id, person_id, role, at)
      values (${change}, ${(await this.account(name)).person_id}, ${role}, ${at})`)
  }

  async grant(name: string, role: string, at = new Date()): Promise<string> {
    return this.run(sql`insert into account_role (account_id, role, state, granted_by, granted_at)
      values (${(await this.account(name)).id}, ${role}, 'active', ${randomUUID()}, ${at})`)
  }

  /** As if so many hours had passed since the consents. */
  async pass(change: string, hours: number): Promise<void> {
    await sql`update people_consent set at = at - make_interval(hours => ${hours}) where change_id = ${change}`.execute(
      this.owner,
    )
  }

  async end(): Promise<void> {
    await this.app.destroy()
    await this.owner.destroy()
    await this.node.stop()
  }
}

/** Starts a node whose founding is over, with the rules of its database in force. */
export async function startAttack(): Promise<Attack> {
  const node = await startTestNode()
  await node.endFounding()
  await liftRules(node.database.connection('entente_owner'), [])
  return attackOn(node)
}

/** Opens the connections of an attack on a node. Its `end` closes them and stops the node. */
export const attackOn = (node: TestNode): Attack =>
  new Attack(node, (role) => createDatabase(openPool(node.database.connection(role), { max: 1, log: () => {} })))
