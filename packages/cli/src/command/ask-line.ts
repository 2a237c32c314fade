import { createInterface } from 'node:readline/promises'

/**
 * Asks for one line on the terminal or standard input; returns an empty line at the end of input. The question goes to
 * stderr.
 */
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
