import type { CargoModel, CargoModelList } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { fewestLabelled } from './fit-challenger.ts'
import { countLabelled } from './labelled-rows.ts'

/** Number of models in the list. Older ones are kept for replays. */
const mostListed = 100

/** Lists the newest models, and how many results a training could use. */
export async function listModels(tx: Tx): Promise<CargoModelList> {
  return { items: await readModels(tx), labelled: await countLabelled(tx), needed: fewestLabelled }
}

/** Reads one model. Errors: `not-found`. */
export async function showModel(tx: Tx, id: string): Promise<CargoModel> {
  const [model] = await readModels(tx, id)
  if (model === undefined) throw fail('not-found')
  return model
}

async function readModels(tx: Tx, id?: string): Promise<CargoModel[]> {
  let query = tx.db
    .selectFrom('cargo_model as m')
    .innerJoin('person as a', 'a.id', 'm.author_id')
    .leftJoin('person as p', 'p.id', 'm.approver_id')
    .leftJoin('person as r', 'r.id', 'm.retired_by')
    .select([
      'm.id',
      'm.kind',
      'm.state',
      'm.hash',
      'm.features_version',
      'm.seed',
      'm.asked_at',
      'm.trained',
      'm.report',
    ])
    .select(['m.promoted_at', 'm.retired_at', 'm.failure', 'a.name as author', 'p.name as approver'])
    .select(['r.name as retirer', 'm.retirement'])
    .orderBy('m.asked_at', 'desc')
    .orderBy('m.id')
    .limit(mostListed)
  if (id !== undefined) query = query.where('m.id', '=', id)
  return (await query.execute()).map((row) => ({
    ...{ id: row.id, kind: row.kind as CargoModel['kind'], state: row.state as CargoModel['state'], hash: row.hash },
    ...{
      featuresVersion: row.features_version,
      seed: row.seed,
      author: row.author,
      askedAt: row.asked_at.toISOString(),
    },
    ...{ trained: row.trained, report: row.report, approver: row.approver, failure: row.failure },
    promotedAt: row.promoted_at?.toISOString() ?? null,
    ...{ retiredAt: row.retired_at?.toISOString() ?? null, retirer: row.retirer, retirement: row.retirement },
  }))
}
