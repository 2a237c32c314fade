import type { Receipt } from '@entente/contracts'
import { type Command, Option } from 'commander'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, progressBar } from '../command/output.ts'
import { gateways } from '../gateways/index.ts'

interface SendOptions {
  gateway: string
  json?: boolean
  interactive?: boolean
}

/** Registers `entente send`, which sends messages to a node as a sender of one of its gateways does. */
export function registerSend(program: Command): void {
  const kinds = gateways.flatMap(({ kind, files }) => (files === undefined ? [] : [kind]))
  const asks = gateways.flatMap(({ asks: own }) => own?.description ?? []).join('; ')
  program
    .command('send')
    .description('send messages to a node as a sender (ENTENTE_URL, ENTENTE_KEY)')
    .argument('<file...>', 'files with one message each, or - for standard input')
    .addOption(new Option('--gateway <kind>', 'gateway of the messages').choices(kinds).default(kinds[0]))
    .option('--interactive', asks)
    .option('--json', 'one JSON object per file')
    .action((files: string[], options: SendOptions) => sendFiles(files, options))
}

/**
 * Sends the files in order and prints each acknowledgement. The first refusal ends the command; messages that were acknowledged before remain
 * accepted. Fails with `file-not-found` or `file-unreadable` before anything is sent, and with the node's code.
 */
async function sendFiles(files: readonly string[], { gateway: kind, json, interactive }: SendOptions): Promise<void> {
  const client = nodeClient()
  const inputs = files.map((file) => ({ file, bytes: readInputFile(file) }))
  const asks = interactive === true ? gateways.find((gateway) => gateway.kind === kind)?.asks : undefined
  if (interactive === true && asks === undefined)
    throw new CommandFailure('usage', `--interactive is not possible with the gateway ${kind}.`)
  const ask = await asks?.load()
  const bar = progressBar('sending')
  for (const [index, { file, bytes }] of inputs.entries()) {
    if (ask === undefined) {
      const receipt = await client.call<Receipt>('POST', `/v1/${kind}/messages`, bytes)
      printResult(json, { file, ...receipt }, () => [
        `${file}: received as ${receipt.id}${receipt.duplicate ? ' (a duplicate)' : ''}`,
      ])
    } else {
      const { answer, lines } = await ask(client, bytes)
      printResult(json, { file, ...answer }, () => lines.map((line) => `${file}: ${line}`))
    }
    bar.update(index + 1, inputs.length)
  }
  bar.end()
}
