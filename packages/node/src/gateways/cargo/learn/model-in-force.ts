import type { CargoModelKind } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { featuresVersion } from '../features/make-features.ts'
import { type NodeModel, readNodeModel } from './node-model.ts'

/** Models that this process has read, the oldest first. Their bytes do not change, so the hash is the whole key. */
const known = new Map<string, NodeModel>()
/** The most models in the cache: the one in force, the one before it for a replay, and one more. */
const mostKnown = 3

/**
 * Returns the model in force, in one statement; a model that this process has not read yet takes one more. Null while
 * there is none, if it is stopped, or if it was trained on other features than those of this release.
 */
export async function modelInForce(tx: Pick<Tx, 'db' | 'stops'>): Promise<NodeModel | null> {
  const row = await tx.db
    .selectFrom('cargo_model')
    .select(['id', 'hash'])
    .where('state', '=', 'active')
    .where('features_version', '=', featuresVersion)
    .executeTakeFirst()
  return row?.hash == null || tx.stops.stopsModel(row.id) ? null : modelOf(tx, row.hash)
}

/** Returns the model with this hash, of any state, for a replay and for explanations. Null if there is none. */
export async function modelOf(tx: Pick<Tx, 'db'>, hash: string): Promise<NodeModel | null> {
  const found = known.get(hash)
  if (found !== undefined) return found
  const row = await tx.db
    .selectFrom('cargo_model')
    .select(['kind', 'bytes'])
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (row?.bytes == null) return null
  const model = readNodeModel(row.kind as CargoModelKind, row.bytes, hash)
  const [oldest] = known.keys()
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest)
  known.set(hash, model)
  return model
}
