import { type Figure, type Findings, meetsGoal } from './figure.ts'
import type { Machine } from './machine.ts'

/** Prints the machine, the seed, the table of figures and the faults. */
export function printFindings(name: string, machine: Machine, findings: Findings): void {
  const { cores, model, memoryGB, node, platform, load } = machine
  const lines = [
    '',
    `bench ${name} · ${cores} cores ${model}, ${memoryGB} GB, ${platform}, Node ${node}, load before ${load} · seed ${findings.seed}`,
    '',
    ...table([['figure', 'value', 'unit', 'beside it, same run', 'ratio', 'goal', ''], ...findings.figures.map(row)]),
  ]
  const notes = findings.figures.filter(({ note }) => note !== undefined)
  if (notes.length > 0) lines.push('', ...notes.map(({ name: figure, note }) => `${figure}: ${note}`))
  if (findings.faults.length > 0) lines.push('', 'BROKEN:', ...findings.faults.map((fault) => `  ${fault}`))
  process.stdout.write(`${lines.join('\n')}\n`)
}

function row(figure: Figure): string[] {
  const { name, value, unit, beside, goal } = figure
  const met = meetsGoal(figure)
  return [
    name,
    shown(value),
    unit,
    beside === undefined ? '' : `${shown(beside.value)} ${beside.name}`,
    beside === undefined || beside.value === 0 ? '' : `${shown(value / beside.value)}x`,
    goal === undefined ? '' : `${goal.is === 'at least' ? '≥' : '≤'} ${shown(goal.value)}`,
    met === null ? '' : met ? 'met' : 'not met',
  ]
}

function shown(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** Pads cells to columns. The columns in `numbers` are aligned to the right. */
export function table(rows: readonly (readonly string[])[], numbers: readonly number[] = [1]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  return rows.map((cells) =>
    cells
      .map((cell, column) =>
        numbers.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}
