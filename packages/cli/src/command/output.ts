import { writeSync } from 'node:fs'

/** Prints a result on standard output: with `--json` exactly one JSON object, otherwise lines of text. */
export function printResult(json: boolean | undefined, value: unknown, lines: () => string[]): void {
  print(json === true ? `${JSON.stringify(value)}\n` : `${lines().join('\n')}\n`)
}

/** Writes the whole text synchronously, even into a pipe. With process.stdout, an early exit would cut the text. */
export function print(text: string): void {
  const bytes = Buffer.from(text)
  let written = 0
  while (written < bytes.length) {
    try {
      written += writeSync(1, bytes, written)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // The program that reads the pipe has closed it.
      if (code === 'EPIPE') return
      if (code !== 'EAGAIN') throw error
    }
  }
}

/** Pads the cells of each column to its widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

/** Returns a progress bar on standard error, which is updated in place on a terminal. Without a terminal, or if not `wanted`, it prints nothing. */
export function progressBar(label: string, wanted = true): { update(done: number, total: number): void; end(): void } {
  const shown = wanted && process.stderr.isTTY === true
  let last = 0
  return {
    update(done, total) {
      const now = Date.now()
      if (!shown || (now - last < 100 && done < total)) return
      last = now
      const share = total === 0 ? 1 : Math.min(1, done / total)
      const filled = Math.round(share * 30)
      const bar = '#'.repeat(filled) + '.'.repeat(30 - filled)
      process.stderr.write(`\r${label} [${bar}] ${Math.round(share * 100)} %  ${done} of ${total} `)
    },
    end() {
      if (shown && last > 0) process.stderr.write('\n')
    },
  }
}
