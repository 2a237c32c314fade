import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

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

/** Asks for a secret as `askLine` does. A terminal does not show what is typed. */
export async function askSecret(question: string): Promise<string> {
  if (process.stdin.isTTY !== true) return askLine(question)
  process.stderr.write(question)
  const lines = createInterface({
    input: process.stdin,
    output: new Writable({ write: (_c, _e, done) => done() }),
    terminal: true,
  })
  try {
    return (await lines.question('')).trim()
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
