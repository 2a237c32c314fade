import { setTimeout as sleep } from 'node:timers/promises'
import type { Receipt } from '@entente/contracts'
import { type Command, Option } from 'commander'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { type NodeClient, nodeClient } from '../command/node-client.ts'
import { printResult, progressBar } from '../command/output.ts'
import { gateways } from '../gateways/index.ts'

interface SendOptions {
  gateway: string
  json?: boolean
  interactive?: boolean
  wait?: boolean
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
    .option('--wait', 'wait until each message was read, and end with 1 if bytes of one are quarantined')
    .option('--json', 'one JSON object per file')
    .action(async (files: string[], options: SendOptions) => {
      process.exitCode = await sendFiles(files, options)
    })
}

/**
 * Sends the files in order and prints each acknowledgement. The first refusal ends the command; messages that were acknowledged before remain
 * accepted. Fails with `file-not-found` or `file-unreadable` before anything is sent, and with the node's code. The exit status is 1 if `wait`
 * is set and bytes of a message are quarantined.
 */
async function sendFiles(files: readonly string[], options: SendOptions): Promise<0 | 1> {
  const { gateway: kind, json, interactive, wait } = options
  const client = nodeClient()
  const inputs = files.map((file) => ({ file, bytes: readInputFile(file) }))
  const asks = interactive === true ? gateways.find((gateway) => gateway.kind === kind)?.asks : undefined
  if (interactive === true && asks === undefined)
    throw new CommandFailure('usage', `--interactive is not possible with the gateway ${kind}.`)
  const ask = await asks?.load()
  const bar = progressBar('sending')
  let exitStatus: 0 | 1 = 0
  for (const [index, { file, bytes }] of inputs.entries()) {
    if (ask === undefined) {
      const receipt = await client.call<Receipt>('POST', `/v1/${kind}/messages`, bytes)
      const status = wait === true ? await whenRead(client, receipt) : null
      if (status === 'quarantined' || status === 'partly-read') exitStatus = 1
      printResult(json, { file, ...receipt, ...(status !== null && { status }) }, () => [
        `${file}: received as ${receipt.id}${notesOn(receipt, status)}`,
      ])
    } else {
      const { answer, lines } = await ask(client, bytes)
      printResult(json, { file, ...answer }, () => lines.map((line) => `${file}: ${line}`))
    }
    bar.update(index + 1, inputs.length)
  }
  bar.end()
  return exitStatus
}

/** The states of a message that nobody read whole yet. */
const unread: ReadonlySet<string> = new Set(['received', 'reading'])

const askEachMs = 500
const longestWaitMs = 10 * 60_000

/** Asks until the message was read, at most ten minutes, and returns its state. */
async function whenRead(client: NodeClient, { links }: Receipt): Promise<string> {
  const until = Date.now() + longestWaitMs
  for (;;) {
    const { status } = await client.call<{ status: string }>('GET', links.self)
    if (!unread.has(status) || Date.now() > until) return status
    await sleep(askEachMs)
  }
}

function notesOn({ duplicate, format }: Receipt, status: string | null): string {
  const notes = [
    ...(duplicate ? ['a duplicate'] : []),
    ...(format === null && status === null ? ['no message that the node knows: see its reading'] : []),
    ...(status === null ? [] : [status]),
  ]
  return notes.length === 0 ? '' : ` (${notes.join('; ')})`
}
