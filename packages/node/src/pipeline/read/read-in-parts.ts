import v8 from 'node:v8'
import type { Purpose } from '@entente/contracts'
import type { Database, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { Gateway, Gateways } from '../gateway/gateway.ts'
import type { Intake, MessageRow, PartedIntake, ReadMessage } from '../gateway/intake.ts'
import type { PartedSizes } from '../gateway/parted-sizes.ts'
import { openRawStream } from '../raw/raw-files.ts'
import { matchChanged } from './match-changed.ts'
import type { ReadDeps } from './read-message.ts'
import { givenOf, takeParted } from './take-message.ts'

/** For so long nobody else takes a message whose reading is under way. Each stored part begins this time again. */
const leaseMs = 30_000
/** A reading that began so often, and each time ended without a part or an error, kills its process: it is given up. */
const mostTries = 5

/** Runs after each stored part of a message with so many bytes. Smaller messages are read meanwhile. */
type BetweenParts = (bytes: number) => Promise<void>

interface Parted {
  id: string
  version: number
  purpose: Purpose | null
}

/** Keeps a message whose reading is under way from others, while its reader reads a smaller one. */
export async function renewLease(deps: Pick<CoreDeps, 'clock'> & { db: Database }, id: string): Promise<void> {
  await deps.db
    .updateTable('message')
    .set({ read_at: new Date(deps.clock().getTime() + leaseMs) })
    .where('id', '=', id)
    .where('read_parts', '>', 0)
    .where('read_at', 'is not', null)
    .execute()
}

/** Returns from which size on the messages of each gateway are read in parts. Other gateways are left out. */
export const partedSizes = ({ all }: Gateways): PartedSizes =>
  all.flatMap(({ vocabulary, intake }) =>
    intake?.parts === undefined ? [] : [{ gateway: vocabulary.kind, bytes: intake.parts.above }],
  )

/** Returns whether a message is so large that its gateway reads it in parts. */
export function isParted(gateways: Gateways, { gateway, bytes }: Pick<MessageRow, 'gateway' | 'bytes'>): boolean {
  const above = gateways.of(gateway).intake?.parts?.above
  return above !== undefined && bytes > above
}

/**
 * Reads a message in parts, each stored and matched in its own transaction, so that a message of any size neither holds
 * a long transaction nor is in memory as a whole. An interrupted reading continues after the last stored part. After an
 * upgrade of the reader it starts again as a further version, because another engine may cut differently. A message that
 * kills its reader is quarantined after a few attempts. Returns false if the version exists already, or if another node reads the message. Errors: `not-found`, `refused` after its
 * reading time.
 */
export async function readInParts(deps: ReadDeps, request: Parted, between?: BetweenParts): Promise<boolean> {
  const endLimit = limitOldObjects()
  try {
    return await readParts(deps, request, between)
  } finally {
    endLimit()
  }
}

let limits = 0
/**
 * Lets the memory of older objects grow by at most half between two collections, in all threads, until the returned function is called. Reading a
 * large file makes objects that live for seconds. With the usual growth their garbage takes hundreds of megabytes; at other times the extra
 * collections would only take time, and each of them stops the thread that answers requests.
 */
function limitOldObjects(): () => void {
  limits += 1
  v8.setFlagsFromString('--heap-growing-percent=50')
  return () => {
    limits -= 1
    // A smaller message is read between the parts of a larger one.
    if (limits === 0) v8.setFlagsFromString('--heap-growing-percent=0')
  }
}

async function readParts(deps: ReadDeps, request: Parted, between?: BetweenParts): Promise<boolean> {
  const begun = await begin(deps, request)
  if (begun === null) return false
  const { gateway, intake, parts, bytes, given, stored, version, size, wasEnded } = begun
  const asked = { ...request, version }
  const reading = parts.read(bytes, given)
  const readOn = () => {
    const next = reading.next()
    // Its error is thrown where it is awaited.
    next.catch(() => {})
    return next
  }
  try {
    let ahead: ReturnType<typeof readOn> | null = null
    for (let ordinal = 0; ; ordinal++) {
      const next = await (ahead ?? readOn())
      if (next.done === true) {
        const read = next.value
        let from: string | null = null
        do {
          const begin = from
          const isMine = await onPart(deps, asked, Math.max(ordinal, stored), async (tx, message) => {
            from = await finish(deps, tx, { gateway, intake, parts }, { message, version, read }, begin)
          })
          if (!isMine) return false
        } while (from !== null)
        return true
      }
      // The next part is read while the database stores this one. After an attempt that ended the process the parts are read one
      // by one: a part that ends the process must not keep the parts before it from storage.
      ahead = wasEnded ? null : readOn()
      if (ordinal < stored) continue
      const isMine = await onPart(deps, asked, ordinal, async (tx, message) => {
        const part = { message, version: asked.version, ordinal, part: next.value }
        const { changed, subjects } = await parts.store(tx, part)
        tx.counted(subjects)
        tx.note({ version: asked.version, part: ordinal, changed: changed.length })
        await matchChanged(deps, tx, gateway, [{ messageId: message.id, subjectIds: changed }])
        await keepLease(tx, message, { read_parts: ordinal + 1 })
      })
      if (!isMine) return false
      await between?.(size)
    }
  } catch (error) {
    // The process lives, so this attempt does not count.
    await forgetTries(deps, asked).catch(() => {})
    throw error
  } finally {
    // Closes the file of the message if the loop ended early.
    await reading.return(undefined as never)
  }
}

/** The columns of a message without its bytes, which may be megabytes: each part would read them again. */
const withoutBytes = Object.keys({
  ...{ id: 0, gateway: 0, sender_id: 0, channel: 0, team: 0, regime: 0, purposes: 0, received_at: 0, mask_at: 0 },
  ...{ delete_at: 0, bytes: 0, sha256: 0, raw_file: 0, redacted_at: 0, format: 0, status: 0, group_key: 0, read_at: 0 },
  ...{ attempts: 0, read_version: 0, read_parts: 0, read_engine: 0, read_as: 0, read_tries: 0, counts: 0 },
  ...{ context_key: 0, part: 0, access_reference: 0, prepared_at: 0 },
} satisfies Record<Exclude<keyof MessageRow, 'raw'>, 0>) as Exclude<keyof MessageRow, 'raw'>[]

/** Notes the progress of a reading, and for how long nobody else takes the message. */
async function keepLease(tx: Tx, message: MessageRow, progress: { read_parts?: number }): Promise<void> {
  const lease = message.read_at === null ? {} : { read_at: new Date(tx.now.getTime() + leaseMs) }
  await tx.db
    .updateTable('message')
    .set({ ...progress, ...lease, read_tries: 0 })
    .where('id', '=', message.id)
    .execute()
}

/**
 * Checks that the version is still to be made, notes who makes it, and opens the bytes. If another engine, or one with other tables, stored parts,
 * the reading gets the next version, so that nothing of the former one counts.
 */
async function begin(deps: ReadDeps, asked: Parted) {
  return onMessage(deps, asked, async (tx, row) => {
    if (row.read_version >= asked.version) {
      tx.leavesNoEntry()
      return null
    }
    const gateway = deps.gateways.of(row.gateway)
    const { intake } = gateway
    const parts = intake?.parts
    if (intake === undefined || parts === undefined) throw new Error(`${row.gateway} reads no messages in parts`)
    const given = await givenOf(tx, intake, row)
    const engine = given.tables === undefined ? parts.engine : `${parts.engine} ${given.tables.name}`
    const isAgain = row.read_parts > 0 && row.read_engine === engine
    const last = row.read_as ?? asked.version
    const version = row.read_parts > 0 && !isAgain ? last + 1 : last
    const stored = isAgain ? row.read_parts : 0
    const tries = row.read_engine === engine ? row.read_tries : 0
    if (tries >= mostTries) {
      await giveUp(tx, { intake, parts }, row, { version, ordinal: stored })
      deps.log.error({ event: 'message.given-up', message: row.id, tries })
      return null
    }
    tx.leavesNoEntry()
    const progress = { read_engine: engine, read_as: version, read_parts: stored, read_tries: tries + 1 }
    await tx.db.updateTable('message').set(progress).where('id', '=', row.id).execute()
    const raw = await tx.db.selectFrom('message').select('raw').where('id', '=', row.id).executeTakeFirst()
    const bytes = openRawStream(tx, deps, { ...row, raw: raw?.raw ?? null })
    return { gateway, intake, parts, bytes, given, stored, version, size: row.bytes, wasEnded: tries > 0 }
  })
}

/** Quarantines a message whose reading is given up. The parts that were stored still count. */
async function giveUp(
  tx: Tx,
  { intake, parts }: { intake: Intake; parts: PartedIntake },
  message: MessageRow,
  place: { version: number; ordinal: number },
): Promise<void> {
  const read = await parts.giveUp(tx, { message, ...place }, await givenOf(tx, intake, message))
  takeParted(tx, intake, { message, version: place.version, read }, null)
  tx.note({ version: place.version, outcome: read.outcome })
  await tx.announce('message.read', message.id, place.version)
}

async function forgetTries(deps: ReadDeps, asked: Parted): Promise<void> {
  await onMessage(deps, asked, async (tx, row) => {
    tx.leavesNoEntry()
    await tx.db.updateTable('message').set({ read_tries: 0 }).where('id', '=', row.id).execute()
  })
}

/** Runs one transaction of a reading. Returns false and runs nothing if another node has stored this part or has ended the reading. */
async function onPart(
  deps: ReadDeps,
  asked: Parted,
  stored: number,
  work: (tx: Tx, message: MessageRow) => Promise<void>,
): Promise<boolean> {
  const transaction = () =>
    onMessage(deps, asked, async (tx, row) => {
      if (row.read_as !== asked.version || row.read_parts !== stored) {
        tx.leavesNoEntry()
        return false
      }
      await work(tx, row)
      return true
    })
  return deps.matchNow === undefined ? transaction() : deps.matchNow.around(transaction)
}

/** Runs a transaction on the locked row of a message, which is read without its bytes. */
function onMessage<T>(
  deps: ReadDeps,
  { id, purpose }: Parted,
  work: (tx: Tx, row: MessageRow) => Promise<T>,
): Promise<T> {
  let row: MessageRow | undefined
  const intent = {
    ...({ action: 'record.write', type: 'record.read', ref: `message:${id}` } as const),
    on: async (db: Tx['db']) => {
      const found = await db
        .selectFrom('message')
        .select(withoutBytes)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      row = found === undefined ? undefined : { ...found, raw: null }
      return row
    },
  }
  return systemAccess(deps, purpose).transaction(intent, (tx) => work(tx, row as MessageRow))
}

/** Runs one step of the end, and matches what it changed. The last one stores the reading. Returns where the next one begins. */
async function finish(
  deps: ReadDeps,
  tx: Tx,
  { gateway, intake, parts }: { gateway: Gateway; intake: Intake; parts: PartedIntake },
  reading: ReadMessage,
  from: string | null,
): Promise<string | null> {
  const { message, version, read } = reading
  const { changed, contextKey, next } = await parts.finish(tx, reading, from)
  if (next === null) {
    takeParted(tx, intake, reading, contextKey)
    tx.note({ version, outcome: read.outcome, changed: changed.length })
    await tx.announce('message.read', message.id, version)
  } else {
    tx.note({ version, changed: changed.length })
    await keepLease(tx, message, {})
  }
  if (changed.length > 0) await matchChanged(deps, tx, gateway, [{ messageId: message.id, subjectIds: changed }])
  return next
}
