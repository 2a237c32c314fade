import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Findings, meetsGoal } from './figure.ts'
import { describeMachine } from './machine.ts'
import { printFindings } from './print-findings.ts'

/** An option of a bench: its default, and a word on what it does. Numbers are whole and not negative. */
export interface Option {
  is: number | string | boolean
  what: string
}
type Given<O extends Record<string, Option>> = { [K in keyof O]: Widened<O[K]['is']> }
type Widened<T> = T extends number ? number : T extends boolean ? boolean : string

/**
 * Runs a bench as a program: reads its options, measures, prints the table, and with `--json FILE` writes the figures. Ends with status 1 where a
 * promise was broken, 2 where an option is wrong. Goals that are not met are shown and change nothing.
 */
export async function runBench<O extends Record<string, Option>>(
  name: string,
  options: O,
  measure: (given: Given<O>) => Promise<Findings>,
): Promise<void> {
  const given = readOptions(name, { ...options, json: { is: '', what: 'write the figures to this file' } })
  if (given === null) return
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

function readOptions(name: string, options: Record<string, Option>): Record<string, number | string | boolean> | null {
  const types: Record<string, { type: 'boolean' | 'string' }> = { help: { type: 'boolean' } }
  for (const [key, { is }] of Object.entries(options)) {
    types[key] = { type: typeof is === 'boolean' ? 'boolean' : 'string' }
  }
  let values: Record<string, unknown>
  try {
    values = parseArgs({ options: types }).values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
    return null
  }
  if (values.help === true) {
    const lines = Object.entries(options).map(
      ([key, { is, what }]) => `  --${key.padEnd(18)} ${what} (${is === '' ? 'none' : is})`,
    )
    process.stdout.write(`npm run bench -- ${name} [options]\n${lines.join('\n')}\n`)
    return null
  }
  const read: Record<string, number | string | boolean> = {}
  for (const [key, { is }] of Object.entries(options)) {
    const value = values[key]
    if (typeof is === 'number' && value !== undefined && !/^\d+$/.test(String(value))) {
      process.stderr.write(`--${key} is a whole number, not ${value}.\n`)
      process.exitCode = 2
      return null
    }
    read[key] = value === undefined ? is : typeof is === 'number' ? Number(value) : (value as string | boolean)
  }
  return read
}
