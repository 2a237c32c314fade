import type { Purpose } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
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

interface Parted {
  id: string
  version: number
  purpose: Purpose | null
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
 * upgrade of the reader it starts again as a further version, because another engine may cut differently. Returns false if the version exists already, or if another node reads the message. Errors: `not-found`, `refused` after its
 * reading time.
 */
export async function readInParts(deps: ReadDeps, request: Parted): Promise<boolean> {
  const begun = await begin(deps, request)
  if (begun === null) return false
  const { gateway, intake, parts, bytes, given, stored, version } = begun
  const asked = { ...request, version }
  const reading = parts.read(bytes, given)
  try {
    for (let ordinal = 0; ; ordinal++) {
      const next = await reading.next()
      if (next.done === true) {
        return await onPart(deps, asked, Math.max(ordinal, stored), (tx, message) =>
          finish(deps, tx, { gateway, intake, parts }, { message, version: asked.version, read: next.value }),
        )
      }
      if (ordinal < stored) continue
      const isMine = await onPart(deps, asked, ordinal, async (tx, message) => {
        const part = { message, version: asked.version, ordinal, part: next.value }
        const { changed, subjects } = await parts.store(tx, part)
        tx.counted(subjects)
        tx.note({ version: asked.version, part: ordinal, changed: changed.length })
        await matchChanged(deps, tx, gateway, [{ messageId: message.id, subjectIds: changed }])
        const readAt = message.read_at === null ? {} : { read_at: leaseFrom(tx.now) }
        const progress = { read_parts: ordinal + 1, ...readAt }
        await tx.db.updateTable('message').set(progress).where('id', '=', message.id).execute()
      })
      if (!isMine) return false
    }
  } finally {
    // Closes the file of the message if the loop ended early.
    await reading.return(undefined as never)
  }
}

const leaseFrom = (now: Date): Date => new Date(now.getTime() + leaseMs)

/**
 * Checks that the version is still to be made, notes who makes it, and opens the bytes. If another engine, or one with other tables, stored parts,
 * the reading gets the next version, so that nothing of the former one counts.
 */
async function begin(deps: ReadDeps, asked: Parted) {
  return onMessage(deps, asked, async (tx, row) => {
    tx.leavesNoEntry()
    if (row.read_version >= asked.version) return null
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
    const progress = { read_engine: engine, read_as: version, read_parts: stored }
    await tx.db.updateTable('message').set(progress).where('id', '=', row.id).execute()
    const bytes = openRawStream(tx, deps, row)
    return { gateway, intake, parts, bytes, given, stored, version }
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

/** Runs a transaction on the locked row of a message. */
function onMessage<T>(
  deps: ReadDeps,
  { id, purpose }: Parted,
  work: (tx: Tx, row: MessageRow) => Promise<T>,
): Promise<T> {
  let row: MessageRow | undefined
  const intent = {
    ...({ action: 'record.write', type: 'record.read', ref: `message:${id}` } as const),
    on: async (db: Tx['db']) => {
      row = await db.selectFrom('message').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      return row
    },
  }
  return systemAccess(deps, purpose).transaction(intent, (tx) => work(tx, row as MessageRow))
}

/** Stores the reading, and matches what its end changed. */
async function finish(
  deps: ReadDeps,
  tx: Tx,
  { gateway, intake, parts }: { gateway: Gateway; intake: Intake; parts: PartedIntake },
  reading: ReadMessage,
): Promise<void> {
  const { message, version, read } = reading
  const { changed, contextKey } = await parts.finish(tx, reading)
  takeParted(tx, intake, reading, contextKey)
  tx.note({ version, outcome: read.outcome, changed: changed.length })
  await tx.announce('message.read', message.id, version)
  if (changed.length > 0) await matchChanged(deps, tx, gateway, [{ messageId: message.id, subjectIds: changed }])
}
