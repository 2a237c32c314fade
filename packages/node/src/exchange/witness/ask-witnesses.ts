import {
  checkpointText,
  formatConsistencyFile,
  formatSignature,
  formatVerifierKey,
  keyKinds,
  parseNote,
  proveConsistency,
  type VerifierKey,
  verifierKey,
  verifySignature,
} from '@entente/contracts'
import type { Database, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { readAttributes, systemAccess } from '../../safeguards/access/system.ts'
import { memberKeys } from '../../safeguards/keys/index.ts'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'
import { readAhead } from '../../safeguards/log/read-ahead.ts'
import { readLog } from '../../safeguards/log/read-log.ts'
import { tilesIn } from '../../safeguards/log/read-tiles.ts'
import type { RunningLog } from '../../safeguards/log/run-log.ts'
import type { LogRow } from '../../safeguards/log/sequence.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { askPeer, type PeerClientDeps } from '../peers/requests/peer-request.ts'
import { CosignAnswer, witnessName } from './cosign-log.ts'
import { askStandardWitness, type StandardWitness } from './standard-witness.ts'

export type WitnessDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey' | 'log'> &
  PeerClientDeps & {
    db: Database
    auditLog: Pick<RunningLog, 'goOnAfter' | 'head'>
    /** Witnesses that are no members, from the operator's file. */
    standardWitnesses: readonly StandardWitness[]
    /** Whether cosignatures of these witnesses, by label, are as many as a verifier wants. */
    isMet(labels: ReadonlySet<string>): boolean
  }

/** A party that may cosign, and how it is asked. */
interface Witness {
  label: string
  keys: readonly VerifierKey[]
  ask(request: { vkey: string; text: string }): Promise<CosignAnswer>
}
const intent = { action: 'record.write', type: 'config.change', impersonal: true } as const
/** Without a cosignature for this long, oversight is notified. */
const unwitnessedMs = 3_600_000
/** A slow witness delays the cosignatures of the others for at most this long. */
const mostWaitMs = 20_000

/**
 * Asks all witnesses to cosign the newest checkpoint: the nodes of members, and the witnesses of the operator's file. Stores
 * the checkpoint with their cosignatures. A witness that refuses a state raises an alarm. Returns the labels of those that
 * cosigned, and of those that did not: they are to be asked again.
 */
export async function askWitnesses(
  deps: WitnessDeps,
  sizes: Map<string, number>,
): Promise<{ given: string[]; missed: string[] }> {
  const log = await readAttributes(deps, (db) => readLog(db, deps.auditLog.head()))
  const witnesses = [...(await membersOf(deps)), ...deps.standardWitnesses.map(standardOf)]
  if (witnesses.length === 0) return { given: [], missed: [] }
  const asked = await Promise.allSettled(witnesses.map((witness) => inTime(askOne(deps, log, witness, sizes))))
  const given: Cosigned[] = []
  const missed: string[] = []
  const refused: { label: string; status: number }[] = []
  for (const [at, result] of asked.entries()) {
    const { label } = witnesses[at] as Witness
    const answer = result.status === 'fulfilled' ? result.value : null
    if (answer !== null && 'line' in answer) {
      given.push(answer)
      continue
    }
    missed.push(label)
    if (answer !== null) refused.push({ label, status: answer.refused })
    const error = result.status === 'rejected' ? String(result.reason) : `refused: ${answer?.refused ?? 'unusable'}`
    deps.log.warn({ event: 'log.witness-failed', witness: label, error })
  }
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    for (const { label, status } of refused)
      await raiseAlarm(tx, 'log-witness-refused', `log:${log.generation}`, { records: [label], value: status })
    if (given.length > 0) return keepCosigned(deps, tx, log, witnesses, given)
    const since = log.cosigned_at ?? (await readBeginning(tx))
    if (tx.now.getTime() - since.getTime() > unwitnessedMs)
      await raiseAlarm(tx, 'log-unwitnessed', `log:${log.generation}`, { value: witnesses.length })
  })
  return { given: given.map(({ label }) => label), missed }
}

interface Cosigned {
  label: string
  line: string
  key: VerifierKey
}

async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the witness takes too long')), mostWaitMs)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

/**
 * Stores a cosigned state. Fewer cosignatures than a verifier wants never replace enough of them for an older state: the
 * log that is served would not verify.
 */
async function keepCosigned(
  deps: WitnessDeps,
  tx: Tx,
  log: LogRow,
  witnesses: readonly Witness[],
  given: readonly Cosigned[],
): Promise<void> {
  const stored = await tx.db
    .selectFrom('audit.log')
    .select(['cosigned_note', 'cosigned_size'])
    .where('generation', '=', log.generation)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const before = stored.cosigned_note === null ? [] : parseNote(Buffer.from(stored.cosigned_note), 'note').signatures
  const isOf = (one: { name: string; id: string }) => (other: { name: string; id: string }) =>
    one.name === other.name && one.id === other.id
  const hadBefore = witnesses.filter(({ keys }) => keys.some((key) => before.some(isOf(key))))
  const isSame = stored.cosigned_size === log.size
  const kept = isSame ? before.filter((one) => witnesses.some(({ keys }) => keys.some(isOf(one)))) : []
  const older = kept.filter((one) => !given.some(({ key }) => isOf(one)(key))).map(formatSignature)
  const labels = (some: readonly { label: string }[]) => new Set(some.map(({ label }) => label))
  const isEnough = isSame || deps.isMet(labels(given)) || !deps.isMet(labels(hadBefore))
  if (isEnough && Number(stored.cosigned_size ?? 0) <= Number(log.size))
    await tx.db
      .updateTable('audit.log')
      .set({
        cosigned_note: log.note + older.join('') + given.map(({ line }) => line).join(''),
        ...{ cosigned_size: Number(log.size), cosigned_at: tx.now },
      })
      .where('generation', '=', log.generation)
      .execute()
  await tx.db
    .insertInto('audit.witness')
    .values(given.map(({ label, key }) => ({ vkey: formatVerifierKey(key), label, first_at: tx.now })))
    .onConflict((c) => c.column('vkey').doNothing())
    .execute()
}

/** When the first witness could have cosigned. */
async function readBeginning(tx: Tx): Promise<Date> {
  const peer = await tx.db
    .selectFrom('peer')
    .select('since')
    .where('state', '=', 'active')
    .orderBy('since')
    .executeTakeFirst()
  return peer?.since ?? tx.now
}

/** Returns the members' nodes with the keys that people compared when they joined. */
async function membersOf(deps: WitnessDeps): Promise<Witness[]> {
  return readAttributes(deps, async (db) => {
    const peers = await db
      .selectFrom('peer')
      .select(['member', 'url'])
      .where('state', '=', 'active')
      .where('url', 'is not', null)
      .execute()
    const now = deps.clock()
    return Promise.all(
      peers.map(async ({ member, url }): Promise<Witness> => {
        const name = witnessName(member)
        const keys = (await memberKeys(db, member, now)).map(({ publicKey }) =>
          verifierKey(nodeLogCrypto, name, keyKinds.witness, publicKey),
        )
        return {
          ...{ label: member, keys: await Promise.all(keys) },
          async ask({ vkey, text }) {
            const ask = {
              method: 'POST',
              path: '/peer/v1/log/add-checkpoint',
              body: { log: vkey, request: text },
            } as const
            return CosignAnswer.parse(
              await askPeer(deps, { member, url: url as string }, { ...ask, mostBytes: 200_000 }),
            )
          },
        }
      }),
    )
  })
}

const standardOf = (witness: StandardWitness): Witness => ({
  ...{ label: witness.label, keys: [witness.key] },
  ask: ({ text }) => askStandardWitness(witness, text),
})

/**
 * Asks one witness. Returns its cosignature, or the status with which it refused this state of the log; null for an answer
 * that says nothing about the log, such as that of a witness that does not know it.
 */
async function askOne(
  deps: WitnessDeps,
  log: LogRow,
  witness: Witness,
  sizes: Map<string, number>,
): Promise<Cosigned | { refused: number } | null> {
  const size = Number(log.size)
  const place = `${witness.label} ${log.origin}`
  for (let tried = 0; tried < 2; tried++) {
    const old = Math.min(size, sizes.get(place) ?? 0)
    const hashes = await readAttributes(deps, (db) =>
      proveConsistency(nodeLogCrypto, tilesIn(db, log.generation), old, size),
    )
    const text = formatConsistencyFile({ old, hashes, checkpoint: Buffer.from(log.note) })
    const answer = await witness.ask({ vkey: log.vkey, text })
    if (answer.status === 200) {
      sizes.set(place, size)
      return readCosignature(log, witness, answer.cosignature ?? '')
    }
    if (await isAhead(deps, log, answer)) return null
    // The witness cosigned another size than this node remembers, for example before a restart.
    if (answer.status !== 409 || answer.size > size || answer.size === old)
      return [403, 409, 422].includes(answer.status) ? { refused: answer.status } : null
    sizes.set(place, answer.size)
  }
  return null
}

async function readCosignature(log: LogRow, witness: Witness, lines: string): Promise<Cosigned | null> {
  const text = checkpointText({ origin: log.origin, size: Number(log.size), root: log.root })
  const { signatures } = parseNote(Buffer.from(`${text}\n${lines}`), witness.label)
  for (const signature of signatures) {
    const key = witness.keys.find(({ name, id }) => name === signature.name && id === signature.id)
    if (key !== undefined && (await verifySignature(nodeLogCrypto, { text }, signature, key)) !== null)
      return { label: witness.label, line: formatSignature(signature), key }
  }
  return null
}

/** Returns whether a witness has a checkpoint that this log signed and does not contain. The log then goes on after it. */
async function isAhead(deps: WitnessDeps, log: LogRow, { note }: CosignAnswer): Promise<boolean> {
  if (note === null) return false
  const seen = await readAttributes(deps, (db) => readAhead(db, log, note))
  if (seen !== null) await deps.auditLog.goOnAfter(seen, note)
  return seen !== null
}
