export { createMatchIndex, type MatchIndex } from './match-index.ts'
export { type MatchDeps, type MatchSubjects, matchSubjects } from './match-subjects.ts'
export { type RematchDeps, type RematchResult, type RematchSignals, rematchSignals } from './rematch-signals.ts'
