import { BlindCheckRequest, type BlindCheckResult } from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { printResult, table } from '../output.ts'
import type { BlindOptions } from './blind-command.ts'

/** Asks with every item of a file. Failures: `blind-items-invalid` with the line, or the node's own. */
export async function checkFile(file: string, options: BlindOptions): Promise<void> {
  const { agreement, kind, member } = options
  const request = BlindCheckRequest.safeParse({
    agreement,
    kind,
    items: readItems(file),
    ...(member === undefined ? {} : { member }),
  })
  if (!request.success) {
    const issue = request.error.issues[0]
    throw new CommandFailure(
      'body-invalid',
      `${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not a blind check'}`,
      2,
    )
  }
  const result = await nodeClient(options).call<BlindCheckResult>('POST', '/v1/blind/checks', request.data)
  printResult(options.json, result, () => [
    `${result.hits} of ${result.asked} items are known${result.folded > 0 ? `, ${result.folded} of them only with letters taken for digits` : ''}`,
    ...table(
      result.holders.map((holder) => [
        holder.member,
        `${holder.hits} known`,
        `told ${holder.padded} items`,
        `${holder.quota.remaining} left today`,
      ]),
    ),
    'Semi-honest: a member that breaks the protocol could still learn or mislead. docs/decisions/0019-blind-checks.md says how.',
  ])
}

function readItems(file: string): unknown[] {
  const text = readInputFile(file)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  if (text.trimStart().startsWith('[')) {
    try {
      return JSON.parse(text) as unknown[]
    } catch {
      throw new CommandFailure('blind-items-invalid', `${file} begins as a JSON array and is none.`, 1)
    }
  }
  return text.split(/\r?\n/).flatMap((line, place) => {
    if (line.trim() === '') return []
    if (!line.startsWith('{')) return [line.trim()]
    try {
      return [JSON.parse(line) as unknown]
    } catch {
      throw new CommandFailure('blind-items-invalid', `${file}, line ${place + 1}: this is no JSON.`, 1)
    }
  })
}
