export { LogFigures, rowName } from './log-figures.ts'
export { type CountedGroup, otherGroups, publishGroups } from './publish-groups.ts'
export {
  checkSample,
  isDrawnBySeed,
  type ListedCase,
  type SampleFault,
  type SampleToCheck,
  sampleListText,
} from './sample-draw.ts'
export { isHiddenCount, smallCount, smallestCount, totalReveals } from './small-counts.ts'
export { makeTransparencyReport, monthsOver, TransparencyReport } from './transparency-report.ts'
