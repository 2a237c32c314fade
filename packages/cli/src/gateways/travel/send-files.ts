import { readFileSync } from 'node:fs'
import type { InteractiveAnswer, Receipt } from '@entente/contracts'
import { CommandFailure } from '../../command/failure.ts'
import { nodeClient } from '../../command/node-client.ts'
import { printResult, progressBar } from '../../command/output.ts'

/**
 * Sends the files in order and prints each acknowledgement. The first refusal ends the command; messages that were acknowledged before remain
 * accepted.
 */
export async function sendFiles(
  files: readonly string[],
  options: { interactive?: boolean; json?: boolean },
): Promise<void> {
  const client = nodeClient()
  const inputs = files.map((file) => ({ file, bytes: readOrFail(file) }))
  const bar = progressBar('sending')
  for (const [index, { file, bytes }] of inputs.entries()) {
    if (options.interactive === true) {
      const answer = await client.call<InteractiveAnswer>('POST', '/v1/travel/interactive', bytes, {
        accept: 'application/json',
      })
      printResult(options.json, { file, ...answer }, () =>
        answer.people.map((p) => `${file}: ${p.surname ?? ''} ${p.given ?? ''}: ${p.code} ${p.text} (${p.basis})`),
      )
    } else {
      const receipt = await client.call<Receipt>('POST', '/v1/travel/messages', bytes)
      printResult(options.json, { file, ...receipt }, () => [
        `${file}: received as ${receipt.id}${receipt.duplicate ? ' (a duplicate)' : ''}`,
      ])
    }
    bar.update(index + 1, inputs.length)
  }
  bar.end()
}

function readOrFail(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch {
    throw new CommandFailure('file-not-found', `${file} cannot be read.`)
  }
}
