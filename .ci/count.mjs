// Prints the count of the run from the runner's own report, as the last line.
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const skipped = report.numPendingTests + report.numTodoTests
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length
console.log(`tests: ${report.numPassedTests} passed, ${report.numFailedTests + broken} failed, ${skipped} skipped`)
if (report.numTotalTests === 0 || broken > 0) process.exit(1)
