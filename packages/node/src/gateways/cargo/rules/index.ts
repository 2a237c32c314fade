/** The rule engine of the cargo gateway. It needs no node and no database, so the command line and benches use it as it is. */

export { shippedTables, TagTables } from '../tables/find-tags.ts'
export { BackTest } from './back-test/back-test.ts'
export { atLine, type HistoryEntry, HistoryFault } from './back-test/history-line.ts'
export { readHistory } from './back-test/read-history.ts'
export { daysBetween } from './evaluate/days-between.ts'
export { evaluationBudget, Undetermined } from './evaluate/run.ts'
export { explainRule } from './explain/explain-rule.ts'
export { type AnyConsignment, readInput } from './input/read-input.ts'
export { ConsignmentFault, type RuleContext, type RuleInput } from './input/rule-input.ts'
export { makeEnvironment, type RuleFunctions, ruleLimits } from './language/environment.ts'
export { type FaultReason, faultSentences } from './language/faults.ts'
export { type Field, fields, nowField } from './language/fields.ts'
export { type RuleFunction, ruleFunctions } from './language/functions.ts'
export {
  isEnough,
  isValidityAllowed,
  periodFrom,
  type RuleRecord,
  type RuleRefusal,
  type RuleState,
  refuseApproval,
  refuseWithdrawal,
  stateAt,
} from './life/rule-life.ts'
export { type CompiledRule, checkExpression, compileRule, hashOf, type RuleVersion } from './set/compile-rule.ts'
export { type RuleOutcomes, RuleSet } from './set/rule-set.ts'
export { builtInRules } from './tables/built-in-rules.ts'
export { startingRules } from './tables/starting-rules.ts'
