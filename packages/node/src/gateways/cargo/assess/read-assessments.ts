import type { CargoAssessment, CargoAssessmentList } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import type { ConsignmentRow } from '../consignments/open-version.ts'
import { openVersion } from '../consignments/open-version.ts'
import { factsOf } from '../features/consignment-facts.ts'
import { inputsOf } from '../features/model-inputs.ts'
import { modelOf } from '../learn/model-in-force.ts'
import { explainInputs } from '../learn/node-model.ts'
import type { AssessmentTable } from '../store/schema.ts'
import type { AssessmentContent } from './assessment.ts'

type AssessmentRow = Selectable<AssessmentTable>

const shown = ({ id, version, at, lane, selected_by, score }: AssessmentRow) => ({
  ...{ id, version, at: at.toISOString(), lane, score },
  selectedBy: selected_by as CargoAssessment['selectedBy'],
})

/** Lists the assessments of a consignment, newest first. Errors: `not-found`, `refused`. */
export function listAssessments(access: AccessStore, consignmentId: string): Promise<CargoAssessmentList> {
  const intent = {
    ...({
      action: 'record.search',
      type: 'record.search',
      decision: 'allow',
      details: { what: 'assessments' },
    } as const),
    ref: `consignment:${consignmentId}`,
    on: (db: Tx['db']): Promise<ConsignmentRow | undefined> =>
      db.selectFrom('cargo_consignment').selectAll().where('id', '=', consignmentId).executeTakeFirst(),
  }
  return access.transaction(intent, async (tx) => {
    const rows = await tx.db
      .selectFrom('cargo_assessment')
      .selectAll()
      .where('consignment_id', '=', consignmentId)
      .orderBy('sequence', 'desc')
      .execute()
    tx.counted(rows.length)
    return { items: rows.map(shown) }
  })
}

/** Reads one assessment with its inputs. Errors: `not-found`, `refused`. */
export function readAssessment(access: AccessStore, consignmentId: string, id: string): Promise<CargoAssessment> {
  return onAssessment(
    access,
    id,
    { action: 'record.read', type: 'record.read', decision: 'allow' },
    consignmentId,
    async (tx, row) => {
      const { value, masked } = tx.open<AssessmentContent>(row)
      const { hits, tags, features, counters, undetermined, inputs } = value
      const { consignmentHash, rulesHash, tables, modelHash, featuresVersion, signals, thresholdVersion } = inputs
      const { drawDay, now } = inputs
      return {
        ...shown(row),
        ...{ hits, tags, features, counters, undetermined, modelReasons: await modelReasons(tx, row, value), masked },
        replay: {
          ...{ consignmentHash, rulesHash, tables, modelHash, featuresVersion, signals, thresholdVersion, drawDay },
          now: new Date(now).toISOString(),
        },
      }
    },
  )
}

/** The most columns that an explanation lists: those that contribute most. */
const mostReasons = 20

/** Explains the score by the model of that time. Empty without a score. */
async function modelReasons(
  tx: Tx,
  row: AssessmentRow,
  { features, counters, inputs }: AssessmentContent,
): Promise<CargoAssessment['modelReasons']> {
  const model = row.score === null || inputs.modelHash === null ? null : await modelOf(tx, inputs.modelHash)
  if (model === null) return []
  const version = await openVersion(tx, row.consignment_id, row.version)
  const { reasons } = explainInputs(model, inputsOf(version, factsOf(version.value, counters.rate), features))
  return reasons.slice(0, mostReasons).map(({ feature, value, contribution }) => ({ feature, value, contribution }))
}

/** Runs one transaction on one assessment, after the decision about access to its row. Error: `not-found`. */
export function onAssessment<T>(
  access: AccessStore,
  id: string,
  intent: { action: 'record.read' | 'replay.run'; type: string; decision: 'allow' | 'done' },
  consignmentId: string | null,
  work: (tx: Tx, row: AssessmentRow) => Promise<T>,
): Promise<T> {
  let row: AssessmentRow | undefined
  const on = async (db: Tx['db']) => {
    row = await db.selectFrom('cargo_assessment').selectAll().where('id', '=', id).executeTakeFirst()
    return consignmentId === null || row?.consignment_id === consignmentId ? row : undefined
  }
  return access.transaction({ ...intent, ref: `assessment:${id}`, on }, (tx) => work(tx, row as AssessmentRow))
}
