import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { commitToRecords, DeletionProof, deletionProofLabel } from '@entente/contracts'
import { sql } from 'kysely'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import { announceOnce } from '../../safeguards/access/announce-to-oversight.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { readAttributes, systemAccess } from '../../safeguards/access/system.ts'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'
import { signObject } from '../../safeguards/keys/signed-object.ts'
import { rawFolder } from '../raw/raw-files.ts'
import { removeOutdated } from '../read/remove-outdated.ts'

export type ProofDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey' | 'dataRoot'>

interface Erasure {
  id: string
  batch: string
  kind: 'mask' | 'delete'
  root: string
  regime: string
  due_at: Date
  done_at: Date
  records: number
  copies: Record<string, number>
  files: string[]
  kept_sealed: number
}
interface Search {
  probes: number
  found: number
  searched: number
  keys_erased: number
  keys_to_end: number
  last_day: string
  digests: string[]
}

/** Files wait for the end of a backup. Later is an alarm. */
const filesLateMs = 3_600_000
const dayMs = 86_400_000
/** A key is deleted within a day after its day, or two if the clock stepped (decision 0084); then its last copies open for 14 days. */
const daysOfKeys = { deleted: 3, horizon: 14 }
/** The horizon of a copy under a key that never ends: that of the search tokens of some kinds of records. */
const noEnd = Date.UTC(9999, 11, 31)

/**
 * Proves what earlier transactions masked and deleted: removes their files, looks for the records, and signs a proof if nothing was found. Otherwise it
 * raises the alarm `deletion-unproven` and signs nothing; the next sweep tries again. `new` leaves out what was tried. Returns the ids of the proofs.
 */
export async function proveErasures(deps: ProofDeps, which: 'all' | 'new'): Promise<string[]> {
  const proofs: string[] = []
  for (const erasure of await readErasures(deps, which)) {
    await removeOutdated(deps, erasure.files)
    const filesLeft = (await Promise.all(erasure.files.map((name) => isThere(deps.dataRoot, name)))).filter(
      Boolean,
    ).length
    const isProven = await systemAccess(deps, null).transaction(intentOf(erasure), (tx) =>
      prove(deps, tx, erasure, filesLeft),
    )
    if (isProven) proofs.push(erasure.id)
  }
  return proofs
}

async function readErasures(deps: ProofDeps, which: 'all' | 'new'): Promise<Erasure[]> {
  return readAttributes(deps, async (db) => {
    const { rows } =
      await sql<Erasure>`select id, batch, kind, root, regime, due_at, done_at, records, copies, files, kept_sealed from erasure
      where ${which === 'all'} or verified_in is null order by done_at, id limit 1000`.execute(db)
    return rows
  })
}

const intentOf = ({ kind, batch }: Erasure): AccessIntent => ({
  action: 'record.write',
  type: kind === 'mask' ? 'retention.mask' : 'retention.delete',
  ref: `retention:${batch}`,
  impersonal: true,
})

const isThere = (dataRoot: string, name: string): Promise<boolean> =>
  stat(join(rawFolder(dataRoot), name)).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )

async function prove(deps: ProofDeps, tx: Tx, erasure: Erasure, filesLeft: number): Promise<boolean> {
  const { rows } = await sql<Search>`select probes, found, searched, keys_erased, keys_to_end, last_day::text, digests
    from verify_erasure(${erasure.id}::uuid, ${tx.now}::timestamptz)`.execute(tx.db)
  const [search] = rows
  if (search === undefined) {
    tx.leavesNoEntry()
    return false
  }
  const isLate = tx.now.getTime() - erasure.done_at.getTime() > filesLateMs
  if (search.found > 0 || filesLeft > 0) {
    tx.note({ found: search.found, files: filesLeft })
    if (search.found > 0 || isLate) await announceOnce(tx.db, 'deletion-unproven', 'retention:sweep', tx.now)
    return false
  }
  const proof = await signedProof(deps, tx, erasure, search)
  await sql`select keep_proof(${erasure.id}::uuid, ${JSON.stringify(proof)})`.execute(tx.db)
  tx.note({ proof: proof.id, probes: proof.verification.probes })
  return true
}

async function signedProof(deps: ProofDeps, tx: Tx, erasure: Erasure, search: Search): Promise<DeletionProof> {
  const lastDay = new Date(`${search.last_day}T00:00:00.000Z`).getTime()
  const horizon = new Date(Math.min(lastDay + (1 + daysOfKeys.deleted + daysOfKeys.horizon) * dayMs, noEnd))
  const copies = Object.entries(erasure.copies).map(([of, count]) => {
    const [store, method] = of.split(' ')
    return { store, count, method }
  })
  const body = {
    schema: deletionProofLabel,
    ...{ id: erasure.id, member: deps.member.id, node: tx.node },
    ...{ kind: erasure.kind, of: erasure.root, regime: erasure.regime },
    ...{ dueAt: erasure.due_at.toISOString(), doneAt: erasure.done_at.toISOString() },
    ...{ records: erasure.records, recordsSha256: await commitToRecords(search.digests, nodeLogCrypto) },
    copies: copies.sort((one, other) => (`${one.store} ${one.method}` < `${other.store} ${other.method}` ? -1 : 1)),
    ...{ keysErased: search.keys_erased, keysToEnd: search.keys_to_end, backupsReadableUntil: horizon.toISOString() },
    keptSealed: erasure.kept_sealed,
    verification: {
      ...{ at: tx.now.toISOString(), probes: search.probes + erasure.files.length },
      ...{ found: search.found, searched: search.searched },
    },
    auditRef: `retention:${erasure.batch}`,
  }
  return DeletionProof.parse({ ...body, signature: signObject(deps.nodeKey, deletionProofLabel, body, tx.now) })
}
