import type { Command } from 'commander'
import { askLines, askSecret } from '../command/ask-line.ts'
import { environmentWith } from '../command/environment.ts'
import { CommandFailure } from '../command/failure.ts'
import { printResult } from '../command/output.ts'
import { registerOversightKeys } from './oversight-command.ts'

interface Options {
  data?: string
  json?: boolean
  passphraseFile?: string
  command?: string
}

/** Registers `entente keys`: the keys under which personal data is sealed. */
export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('the keys under which personal data is sealed')
  const added = (group: Command, name: string, description: string) =>
    group
      .command(name)
      .description(description)
      .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
      .option('--json', 'print as JSON')
  added(keys, 'status', 'show where the root key is, the epochs and the day keys').action(status)
  added(keys, 'epoch', 'make a new epoch key now; a node does so every 7 days').action(epoch)
  const root = keys.command('root').description('the root key, which opens all others')
  added(root, 'rotate', 'replace the root key; the node must not run')
    .option('--passphrase-file <file>', 'file with the new passphrase, if the root key is one')
    .option('--command <line>', 'command that prints the new root key, if a command prints it')
    .action(rotate)
  added(root, 'split', 'print three shares for paper; any two give the root key').action(splitRoot)
  added(root, 'recover', 'write the root key from two shares, which are asked').action(recover)
  registerOversightKeys(keys)
}

async function settingsOf(options: Options) {
  const { readConfig } = await import('@entente/node')
  const environment = environmentWith(options.data === undefined ? {} : { data: options.data })
  return { environment, config: readConfig(environment) }
}

const ask = process.stdin.isTTY === true ? askSecret : null

async function status(options: Options): Promise<void> {
  const { describeKeys, withNodeDatabase, withClient } = await import('@entente/node')
  const { environment, config } = await settingsOf(options)
  const state = await withNodeDatabase(environment, ({ connection, dataRoot }) =>
    withClient(connection('entente_app'), (client) => describeKeys(client, dataRoot, config.rootKey)),
  )
  const { living, retiring, shut } = state.dayKeys
  printResult(options.json, state, () => [
    `root key: ${state.root}${state.onThisDisk ? ' (protects backups, not this disk)' : ''}`,
    `shares for recovery: ${state.splitAt === null ? 'none were made' : `made on ${state.splitAt}`}`,
    ...state.epochs.map(({ epoch, madeAt }) => `epoch ${epoch}: made on ${madeAt ?? 'an unknown day'}`),
    `day keys: ${living} living, ${retiring} retiring${shut > 0 ? `, ${shut} shut` : ''}`,
    ...(state.waitsHours === 0
      ? []
      : [`the clock stepped by days: no key is deleted for ${state.waitsHours} more hours; correct the clock`]),
    ...(state.plain.done ? [] : [`sealing what an older release stored: ${state.plain.sealed} values so far`]),
  ])
}

async function epoch(options: Options): Promise<void> {
  const { makeEpochNow, openPool, withNodeDatabase } = await import('@entente/node')
  const { environment, config } = await settingsOf(options)
  const made = await withNodeDatabase(environment, async ({ connection, dataRoot }) => {
    const pool = openPool(connection('entente_app'), { max: 2, log: () => {} })
    try {
      return await makeEpochNow({ dataRoot, source: config.rootKey, ask }, pool)
    } finally {
      await pool.end()
    }
  })
  printResult(options.json, made, () => [`epoch ${made.epoch}: ${made.sealed} day keys are sealed under it`])
}

async function rotate(options: Options): Promise<void> {
  const { prepareRootKey, rotateRootKey, withNodeDatabase } = await import('@entente/node')
  const { environment, config } = await settingsOf(options)
  const source = config.rootKey
  const next =
    source.from === 'command'
      ? { from: 'command' as const, command: options.command ?? '' }
      : source.from === 'passphrase'
        ? { from: 'passphrase' as const, file: options.passphraseFile ?? null }
        : source
  if (next.from === 'command' && next.command === '')
    throw new CommandFailure('usage', 'Name the command that prints the new root key with --command.')
  await withNodeDatabase(environment, async ({ dataRoot, running }) => {
    if (running) throw new CommandFailure('node-running', 'Stop the node first: it has the old root key in memory.')
    const asking = ask === null ? null : () => ask('New passphrase of the root key: ')
    await rotateRootKey({ dataRoot, source, ask }, await prepareRootKey(next, { ask: asking }))
  })
  printResult(options.json, { rotated: true }, () => [
    'The root key is another one. Shares and copies of the old one are worthless: run "entente keys root split" again.',
    ...(next.from === 'command' ? ['Set ENTENTE_ROOT_COMMAND to the new command before the next start.'] : []),
    ...(next.from === 'passphrase' ? ['The next start needs the new passphrase.'] : []),
  ])
}

async function splitRoot(options: Options): Promise<void> {
  const { splitRoot: split } = await import('@entente/node')
  const { config } = await settingsOf(options)
  const shares = await split({ dataRoot: config.dataRoot, source: config.rootKey, ask }, new Date())
  printResult(options.json, { shares }, () => [
    ...shares,
    'Write each share on its own paper and give it to another person. Any two of them give the root key. They are shown only now.',
  ])
}

async function recover(options: Options): Promise<void> {
  const { recoverRootKey } = await import('@entente/node')
  const { config } = await settingsOf(options)
  const shares = await askLines(['First share: ', 'Second share: '])
  const file = await recoverRootKey(config.dataRoot, shares)
  printResult(options.json, { file }, () => [`The root key is in ${file}.`])
}
