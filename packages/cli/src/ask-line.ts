import { createInterface } from 'node:readline/promises'

/** Asks whoever sits at the terminal, or whatever writes to standard input, for one line; an empty one where that has ended. The question goes to stderr. */
export async function askLine(question: string): Promise<string> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stderr,
    terminal: process.stdin.isTTY === true,
  })
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  try {
    return (await Promise.race([lines.question(question), ended])).trim()
  } finally {
    lines.close()
  }
}
