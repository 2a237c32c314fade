import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/**
 * Asks for one line on the terminal or standard input; returns an empty line at the end of input. The question goes to
 * stderr.
 */
export const askLine = async (question: string): Promise<string> => (await askLines([question]))[0] ?? ''

/** Asks for several lines as `askLine` does. Input that is not typed may arrive at once, so it is read by one reader. */
export async function askLines(questions: readonly string[]): Promise<string[]> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stderr,
    terminal: process.stdin.isTTY === true,
  })
  const given = lines[Symbol.asyncIterator]()
  const answers: string[] = []
  try {
    for (const question of questions) {
      lines.setPrompt(question)
      lines.prompt()
      const { value, done } = await given.next()
      answers.push(done === true ? '' : value.trim())
    }
    return answers
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
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  try {
    return (await Promise.race([lines.question(''), ended])).trim()
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
