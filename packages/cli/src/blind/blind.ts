import type { BlindCheckResult } from '@entente/contracts'
import type { Command } from 'commander'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'

interface BlindOptions {
  agreement: string
  kind: string
  member?: string
  purpose: string
  json?: boolean
}

/** Registers `entente blind`, which asks other members whether they know an item, without revealing it. */
export function registerBlind(program: Command): void {
  const blind = program
    .command('blind')
    .description('blind checks: ask other members whether they know an item, without revealing it')
  blind
    .command('check')
    .description('check the items of a file; for one day the desk can show the signals of hits')
    .argument(
      '<file>',
      'a JSON array, JSON lines, or one item a line: NUMBER|STATE, ALGORITHM:HASH, a page or wallet address',
    )
    .requiredOption('--agreement <id>', 'agreement that allows the check')
    .requiredOption('--kind <kind>', 'travel-document, media-hash, url or wallet')
    .option('--member <member>', 'ask only this member (default: every contributing member)')
    .option('--purpose <purpose>', 'purpose of the check', 'terrorism-prevention')
    .option('--json', 'print the result as JSON')
    .action(checkFile)
}

/** Checks every item of a file with other members. Fails with `blind-items-invalid` and the line, or with the node's own code. */
async function checkFile(file: string, options: BlindOptions): Promise<void> {
  const { BlindCheckRequest } = await import('@entente/contracts')
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
    `${result.hits} of ${result.asked} items are known${result.folded > 0 ? `, ${result.folded} of them only if letters are read as digits` : ''}`,
    ...table(
      result.holders.map((holder) => [
        holder.member,
        `${holder.hits} known`,
        `received ${holder.padded} items`,
        `${holder.quota.remaining} left today`,
      ]),
    ),
    'Semi-honest: a member that breaks the protocol could still learn or mislead; see docs/decisions/0019-blind-checks.md.',
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
      throw new CommandFailure('blind-items-invalid', `${file} begins like a JSON array but is not valid JSON.`, 1)
    }
  }
  return text.split(/\r?\n/).flatMap((line, place) => {
    if (line.trim() === '') return []
    if (!line.startsWith('{')) return [line.trim()]
    try {
      return [JSON.parse(line) as unknown]
    } catch {
      throw new CommandFailure('blind-items-invalid', `${file}, line ${place + 1}: not JSON.`, 1)
    }
  })
}
