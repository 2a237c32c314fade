// The targeting model, without a node: `@entente/node/cargo-targeting`.
export {
  fitTargeting,
  makeBaseline,
  measureTargeting,
  modelName,
  scoreByTable,
  scoreTargeting,
  type TargetingMeasures,
  type TargetingScores,
  tableName,
} from './evaluate-targeting.ts'
export { type ClassMeasure, measureRanking, orderByScore, type RankingMeasure } from './measure-ranking.ts'
export { modelKind, modelVersion, readModel, writeModel } from './model-file.ts'
export { type Declarations, labelsOf, readDeclarations } from './read-declarations.ts'
export { explainRow, scoreRows } from './score-rows.ts'
export { pickRows } from './targeting-rows.ts'
export { trainModel } from './train-model.ts'
