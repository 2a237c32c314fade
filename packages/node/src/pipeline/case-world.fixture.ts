import { randomBytes, randomUUID } from 'node:crypto'
import {
  type Actor,
  type Purpose,
  type Selector,
  type Signal,
  type Subject,
  type Text,
  travelVocabulary,
} from '@entente/contracts'
import type pg from 'pg'
import pino from 'pino'
import { type AccessStore, createPersonalStore } from '../safeguards/access/access-store.ts'
import { beginFounding } from '../safeguards/access/accounts/founding.ts'
import type { Codec } from '../safeguards/access/codec.ts'
import { plainCodec } from '../safeguards/access/plain-codec.fixture.ts'
import { agreementInForce } from '../safeguards/access/signal-access/agreement.fixture.ts'
import { setStanding } from '../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../safeguards/access/system.ts'
import { createAuditLog } from '../safeguards/audit/audit-log.ts'
import { noStops, type StopScope, StopSet } from '../safeguards/stops-in-force/stop-set.ts'
import { createDatabase } from '../store/database.ts'
import { openPool } from '../store/postgres/index.ts'
import { addPerson, addSignal, changeSignal, type PersonRole, type SignalGiven } from './case-people.fixture.ts'
import type { StandingOutcome } from './cases/case-outcome.ts'
import { soleParty } from './cases/case-record.ts'
import { defineGateway, type Gateway, gatewaysOf, type SubjectInContext } from './gateway/gateway.ts'
import { createMatchIndex } from './match/match-index.ts'

export type World = Awaited<ReturnType<typeof openWorld>>

/**
 * Opens matching, review and decisions on a real database, with the people, signals and travellers that a test makes. Its gateway stores
 * subjects as given and records the outcomes to answer; the travel gateway's own tests cover real messages and answers.
 */
export async function openWorld(
  connection: pg.PoolConfig,
  start = '2026-11-24T12:00:00.000Z',
  codec: Codec = plainCodec,
) {
  let now = new Date(start)
  const clock = () => now
  const pool = openPool(connection, { max: 8, log: () => {} })
  const selects = countSelects(pool)
  const db = createDatabase(pool)
  const audit = createAuditLog({ db, node: 'test', clock })
  let stops = noStops
  const store = createPersonalStore({ db, audit, codec, indexKey: randomBytes(32), clock, stops: () => stops })
  const member = { id: 'norland.example', name: 'Norland Border Agency' }
  const core = { store, clock, log: pino({ level: 'silent' }), member, dataRoot: '/nonexistent' }
  await setStanding(db, member.id, 'active', now)
  // One person uses all accounts, so decisions need no signature.
  await beginFounding(db, now, true)
  const agreement = await agreementInForce(db, [member.id, 'sudmark.example'], now)
  const index = createMatchIndex(core)
  const outcomes: { subjectId: string; standing: StandingOutcome }[] = []
  const gateways = gatewaysOf([recordingGateway(outcomes)])
  const flightId = randomUUID()
  await db
    .insertInto('flight')
    .values({
      id: flightId,
      key: `7N-482-${flightId}`,
      carrier: '7N',
      number: '482',
      origin: 'TUN',
      destination: 'OSL',
      departure: '2026-11-24T14:35',
      arrival: null,
      departs_at: new Date('2026-11-24T13:35:00.000Z'),
      from_zone: 'Africa/Tunis',
      missing: null,
    })
    .execute()

  /** Stores a traveller in the form in which a gateway stores subjects, with `surname/given` and the other given details. */
  async function traveller(given: TravellerGiven): Promise<string> {
    const id = given.id ?? randomUUID()
    const purposes = given.purposes ?? ['border-control', 'aviation-security', 'terrorism-prevention']
    const deleteAt = new Date(now.getTime() + 5 * 365 * 86_400_000)
    const { subject, rest } = contextOf(id, given)
    await systemAccess(core, purposes[0] as Purpose).transaction(
      { action: 'record.write', type: 'message.receive' },
      async (tx) => {
        const clocks = { regime: given.regime ?? 'icao', mask_at: null, delete_at: deleteAt }
        const row = {
          version: subject.recordVersion,
          state: given.removed ? ('removed' as const) : ('present' as const),
          ...tx.seal(id, { value: { subject, rest } }, { record: 'test', fields: {} }, clocks),
        }
        await tx.db
          .insertInto('traveller')
          .values({
            id,
            flight_id: flightId,
            role: 'passenger',
            merged_into: null,
            purposes,
            team: 'travel',
            received_at: now,
            ...clocks,
            ...row,
          })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute()
      },
    )
    return id
  }

  return {
    ...core,
    db,
    audit,
    pool,
    /** Returns how many queries the database answered so far. */
    selects,
    index,
    gateways,
    outcomes,
    flightId,
    person: (name: string, role: PersonRole) => addPerson(db, member.id, name, role),
    /** Adds a signal. A signal that another member owns is shared under the agreement with that member. */
    signal: (given: SignalGiven) =>
      addSignal(core, { ...(given.owner === undefined ? {} : { agreements: [agreement] }), ...given }),
    changeSignal: (before: Signal, change: Partial<Signal>) => changeSignal(core, before, change),
    traveller,
    match: { ...core, index, gateways, recentMs: 7 * 86_400_000 },
    access: (actor: Actor, purpose: Purpose | null = 'border-control', caseId: string | null = null): AccessStore =>
      store.for(actor, { purpose, caseId }),
    /** Sets these stops in force, in place of those before. */
    stop(...scopes: readonly StopScope[]) {
      stops = new StopSet(scopes)
    },
    pass(seconds: number) {
      now = new Date(now.getTime() + seconds * 1000)
    },
    caseOf: (subjectId: string) =>
      db.selectFrom('case_file').selectAll().where('subject_id', '=', subjectId).executeTakeFirstOrThrow(),
    async jobs(): Promise<{ task: string; payload: Record<string, unknown> }[]> {
      const { rows } = await pool.query(
        `select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
      )
      return rows
    },
    close: () => pool.end(),
  }
}

export interface TravellerGiven {
  id?: string
  version?: number
  surname: string
  given: string
  birthDate?: string
  document?: { number: string; issuer: string }
  nationality?: string
  sex?: string
  purposes?: Purpose[]
  regime?: string
  removed?: boolean
  explanations?: Text[]
}

interface Rest {
  names: { family: string; given: string }
  removed: boolean
  explanations: Text[]
}

function contextOf(id: string, given: TravellerGiven): { subject: Subject; rest: Rest } {
  const selector = (kind: Selector['kind'], value: string | undefined, issuer: string | null = null): Selector[] =>
    value === undefined ? [] : [{ kind, value, issuer, at: `/${kind}` }]
  const subject: Subject = {
    id,
    gateway: 'travel',
    recordId: id,
    recordVersion: given.version ?? 1,
    label: `${given.surname}, ${given.given}`,
    parties: [
      {
        ...{ id: soleParty, role: 'passenger', kind: 'person' },
        selectors: [
          ...selector('name', `${given.given} ${given.surname}`),
          ...selector('birth-date', given.birthDate),
          ...selector('document', given.document?.number, given.document?.issuer ?? null),
          ...selector('nationality', given.nationality),
          ...selector('sex', given.sex),
        ],
      },
    ],
  }
  const rest = {
    names: { family: given.surname, given: given.given },
    removed: given.removed ?? false,
    explanations: given.explanations ?? [],
  }
  return { subject, rest }
}

/** Counts the queries of a pool, without statements that only write or control a transaction. */
function countSelects(pool: pg.Pool): () => number {
  let count = 0
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown
    client.query = ((...given: unknown[]) => {
      const [first] = given as [string | { text?: string }]
      const text = typeof first === 'string' ? first : (first?.text ?? '')
      if (/^\s*select/i.test(text)) count += 1
      return query(...given)
    }) as typeof client.query
  })
  return () => count
}

/** Returns the context that a gateway gives for a subject with a masked record. */
function maskedContext(id: string, version: number): { subject: Subject; rest: Rest } {
  const { subject, rest } = contextOf(id, { version, surname: '', given: '' })
  const parties = subject.parties.map((party) => ({ ...party, selectors: [] }))
  return { subject: { ...subject, label: 'Name masked', parties }, rest }
}

function recordingGateway(outcomes: { subjectId: string; standing: StandingOutcome }[]): Gateway {
  return defineGateway({
    vocabulary: travelVocabulary,
    usualPurpose: 'terrorism-prevention',
    subjects: {
      async regimesOf(tx, ids) {
        if (ids.length === 0) return []
        return tx.db
          .selectFrom('traveller')
          .select(['id', 'regime', 'purposes'])
          .where('id', 'in', [...ids])
          .execute()
      },
      async load(tx, ids) {
        const rows = await tx.db
          .selectFrom('traveller')
          .selectAll()
          .where('id', 'in', [...ids])
          .execute()
        return rows.flatMap((row): SubjectInContext[] => {
          const opened = tx.openIfAllowed<{ value: { subject: Subject; rest: Rest } | null }>(row)
          if (opened === undefined) return []
          const { subject, rest } = opened.value.value ?? maskedContext(row.id, row.version)
          const { removed, names, explanations } = rest
          const dueAt = new Date('2026-11-24T13:35:00.000Z')
          return [
            {
              subject,
              row,
              contextId: row.flight_id,
              dueAt,
              removed,
              otherScript: null,
              names: new Map([[soleParty, names]]),
              explanations,
            },
          ]
        })
      },
      async recent(tx) {
        return tx.db.selectFrom('traveller').select(['id', 'regime', 'purposes']).execute()
      },
    },
    record: async () => ({
      masked: false,
      maskAt: null,
      deleteAt: '2031-11-24T12:00:00.000Z',
      sections: [],
      details: null,
    }),
    contexts: async () => new Map(),
    answers: {
      atOpening: true,
      mayNeedAnswer: async (_tx, subjectIds) => [...subjectIds],
      async outcomeChanged(_tx, subjectId, standing) {
        outcomes.push({ subjectId, standing })
        return true
      },
      about: async () => [],
    },
  })
}
