export { LogFigures, rowName } from './log-figures.ts'
export { isHiddenCount, smallCount, smallestCount, totalReveals } from './small-counts.ts'
export { makeTransparencyReport, monthsOver, TransparencyReport } from './transparency-report.ts'
