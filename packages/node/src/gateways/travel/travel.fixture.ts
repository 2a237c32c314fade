import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SweepResult, TravelReading } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import pino from 'pino'
import { gatewaysOf } from '../../pipeline/gateway/gateway.ts'
import type { GatewayReading, Intake } from '../../pipeline/gateway/intake.ts'
import type { Incoming, MessageReceipt, ReadResult, SenderRow } from '../../pipeline/gateway/pipeline-steps.ts'
import { maskMessages } from '../../pipeline/read/mask-messages.ts'
import { type ReadDeps, readMessage } from '../../pipeline/read/read-message.ts'
import { type ReceiveDeps, receiveMessage } from '../../pipeline/receive/receive-message.ts'
import { sweepRetention } from '../../pipeline/retention/sweep.ts'
import { createPersonalStore, type Database, type Tx } from '../../safeguards/access/access-store.ts'
import { beginFounding } from '../../safeguards/access/accounts/founding.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { plainCodec } from '../../safeguards/access/plain-codec.fixture.ts'
import { createSender } from '../../safeguards/access/senders/senders.ts'
import { purposeFor, systemAccess } from '../../safeguards/access/system.ts'
import { rawCopiesOf } from '../../safeguards/access/with-keys.ts'
import { createAuditLog } from '../../safeguards/audit/audit-log.ts'
import { readNodeKey } from '../../safeguards/keys/node-key.ts'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import { createTravelGateway } from './index.ts'
import { sniffFormat } from './messages/sniff-format.ts'
import type { TravelCounts } from './store/schema.ts'

/** A reading with its records in the terms of the travel gateway. */
export interface TravelRead extends ReadResult {
  read: Omit<GatewayReading<TravelReading>, 'counts'> & { counts: TravelCounts }
  people: { pointer: string; flightId: string; travellerId: string }[]
}

/** A gateway with a separate database, without HTTP and jobs; the test sets its clock. */
export interface TravelStage {
  db: Database
  /** The account that makes backups. */
  owner: ReturnType<TestDatabase['connection']>
  /** The account of a node. */
  app: ReturnType<TestDatabase['connection']>
  deps: ReceiveDeps & ReadDeps & Pick<CoreDeps, 'nodeKey'>
  sender: SenderRow
  clock: { now: Date }
  receive(text: string | Uint8Array, more?: Partial<Incoming>): Promise<MessageReceipt>
  /** Reads a received message; `version` is that of the new reading, 1 by default. */
  read(id: string, version?: number): Promise<TravelRead>
  /** Receives and reads at once. */
  take(text: string | Uint8Array, more?: Partial<Incoming>): Promise<TravelRead>
  addSender(
    name: string,
    more?: Parameters<typeof createSender>[1] extends infer S ? Partial<S> : never,
  ): Promise<SenderRow>
  /** The intake of the gateway, and a way to replace it. */
  intake: Intake
  useIntake(intake: Intake): void
  /** Sets the clock, and masks and deletes what is due. */
  sweepAt(time: Date, batches?: number): Promise<SweepResult>
  /** Runs a transaction of the node itself. */
  act<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export async function openTravelStage(options: { intake?: Partial<Intake>; now?: string } = {}): Promise<TravelStage> {
  const database = await createTestDatabase()
  const dataRoot = mkdtempSync(join(tmpdir(), 'entente-travel-'))
  const pool = openPool(database.connection('entente_app'), { max: 8, log: () => {} })
  const db = createDatabase(pool)
  const clock = { now: new Date(options.now ?? '2026-11-23T08:00:00.000Z') }
  const audit = createAuditLog({ db, node: 'test', clock: () => clock.now })
  const store = createPersonalStore({
    db,
    audit,
    codec: plainCodec,
    indexKey: Buffer.alloc(32, 7),
    clock: () => clock.now,
  })
  const travel = createTravelGateway()
  const intake = { ...(travel.intake as Intake), ...options.intake }
  const reading = (by: Intake) => gatewaysOf([{ ...travel, intake: by }])
  const member = { id: 'norland.example', name: 'Norland' }
  const deps = {
    store,
    clock: () => clock.now,
    log: pino({ level: 'silent' }),
    member,
    dataRoot,
    gateways: reading(intake),
    nodeKey: readNodeKey(dataRoot),
  }
  const addSender: TravelStage['addSender'] = async (name, more = {}) => {
    const id = await createSender(db, { synthetic: true, ...more, name })
    return db.selectFrom('sender').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  }
  // One person uses all accounts, so decisions need no signature.
  await beginFounding(db, clock.now, true)
  const sender = await addSender('Nordvik Air')
  const receive: TravelStage['receive'] = (text, more = {}) => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text
    return receiveMessage(deps, { sender, channel: 'https', bytes, format: sniffFormat(bytes), ...more })
  }
  const read: TravelStage['read'] = async (id, version = 1) => {
    const row = await db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const purpose = purposeFor(row)
    if (purpose === null) throw new Error('no purpose')
    const result = await readMessage(deps, { messageId: id, purpose, version })
    if (result === null) throw new Error('already read')
    const people = result.subjects.map(({ pointer, contextId, subjectId }) => ({
      ...{ pointer, flightId: contextId, travellerId: subjectId },
    }))
    return { ...result, people, read: result.read as TravelRead['read'] }
  }
  return {
    db,
    owner: database.connection('entente_owner'),
    app: database.connection('entente_app'),
    deps,
    sender,
    clock,
    receive,
    read,
    take: async (text, more) => read((await receive(text, more)).id),
    addSender,
    intake,
    useIntake(by) {
      deps.gateways = reading(by)
    },
    sweepAt(time, batches) {
      clock.now = time
      const masking = { ...deps, rawCopies: rawCopiesOf(plainCodec) }
      return sweepRetention(masking, (tx, moment, most) => maskMessages(masking, tx, moment, most), batches)
    },
    act: (work) =>
      systemAccess(deps, 'border-control').transaction({ action: 'record.write', type: 'record.read' }, work),
    async close() {
      await db.destroy()
      await database.drop()
      rmSync(dataRoot, { recursive: true, force: true })
    },
  }
}
