import { writeFileSync } from 'node:fs'
import { type Findings, meetsGoal } from './figure.ts'
import { describeMachine } from './machine.ts'
import { printFindings } from './print-findings.ts'
import { type Given, type Option, readOptions } from './read-options.ts'

/**
 * Runs a bench as a program: reads its options, measures, prints the table, and with `--json FILE` writes the figures. The exit status is 1 if there
 * are faults, 2 if an option is wrong. Missed goals do not change it.
 */
export async function runBench<O extends Record<string, Option>>(
  name: string,
  options: O,
  measure: (given: Given<O>) => Promise<Findings>,
): Promise<void> {
  const read = readOptions(
    name,
    { ...options, json: { is: '', what: 'write the figures to this file' } },
    process.argv.slice(2),
  )
  if ('help' in read) {
    process.stdout.write(read.help)
    return
  }
  if ('error' in read) {
    process.stderr.write(`${read.error}\n`)
    process.exitCode = 2
    return
  }
  const { given } = read
  const machine = describeMachine()
  const at = new Date().toISOString()
  const findings = await measure(given as Given<O>)
  printFindings(name, machine, findings)
  if (given.json !== '') {
    const figures = findings.figures.map((figure) => ({ ...figure, met: meetsGoal(figure) }))
    writeFileSync(
      String(given.json),
      `${JSON.stringify({ bench: name, at, machine, ...findings, figures }, null, 2)}\n`,
    )
  }
  process.exitCode = findings.faults.length > 0 ? 1 : 0
}
