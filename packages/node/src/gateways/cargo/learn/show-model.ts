import type { CargoModelDetail } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { roleMay } from '../../../safeguards/access/roles.ts'
import { rowsOf } from '../features/model-inputs.ts'
import { encodeRows } from '../model/encode-rows.ts'
import { showModel } from './list-models.ts'
import { modelOf } from './model-in-force.ts'
import type { NodeModel } from './node-model.ts'

/** The comparisons of the last weeks: one a day. */
const shownDrifts = 30

/** Reads one model with the importance of its columns and its newest comparisons. Errors: `not-found`. */
export async function showModelDetail(tx: Tx, id: string): Promise<CargoModelDetail> {
  const shown = await showModel(tx, id)
  const { author_id: author } = await tx.db
    .selectFrom('cargo_model')
    .select('author_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const model = shown.hash === null ? null : await modelOf(tx, shown.hash)
  const drifts = await tx.db
    .selectFrom('cargo_drift')
    .select(['at', 'measured'])
    .where('model_id', '=', id)
    .orderBy('at', 'desc')
    .limit(shownDrifts)
    .execute()
  const { role, person } = tx.actor
  const decides = roleMay(role, 'model.promote')
  const because = refusePromotion(shown.state, author === person)
  return {
    ...shown,
    importance: model === null ? [] : importanceOf(model),
    drift: drifts.map(({ at, measured }) => ({ at: at.toISOString(), modelHash: shown.hash ?? '', ...measured })),
    may: {
      promote: decides && because === null,
      retire: decides && shown.state === 'active',
      because: decides ? because : 'role',
    },
  }
}

/** Returns why a model cannot be promoted, or null. */
export function refusePromotion(state: string, isAuthor: boolean): 'same-person' | 'model-state' | null {
  if (isAuthor) return 'same-person'
  return state === 'trained' ? null : 'model-state'
}

/** Returns the share of the splits of all trees that compare each column, the largest first. A table has one column. */
function importanceOf(model: NodeModel): CargoModelDetail['importance'] {
  if (model.kind === 'hit-rate-table') return [{ feature: 'hs6|origin', share: 1 }]
  // Without rows, the encoding gives only the names of the features, in the order of the trees.
  const columns = encodeRows(rowsOf([]), model.model.encoding).map(({ column }) => column)
  const splits = new Map<string, number>()
  let all = 0
  for (const { child, feature } of model.model.trees) {
    child.forEach((next, node) => {
      if (next === 0) return
      const column = columns[feature[node] as number] ?? ''
      splits.set(column, (splits.get(column) ?? 0) + 1)
      all += 1
    })
  }
  return [...splits]
    .map(([feature, count]) => ({ feature, share: count / all }))
    .sort((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1))
}
