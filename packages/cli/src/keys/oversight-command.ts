import { existsSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { askLines } from '../command/ask-line.ts'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { printResult } from '../command/output.ts'

/**
 * Registers `entente keys oversight`: the private key of what only oversight reads. These commands need no node. They belong on a machine of
 * oversight, best without a network.
 */
export function registerOversightKeys(keys: Command): void {
  const group = keys.command('oversight').description('the private key of what only oversight reads; needs no node')
  group
    .command('split')
    .description('print three shares of a private key of age for paper; any two give it')
    .argument('<file>', 'file with the private key, as age-keygen or "entente backup keygen" wrote it')
    .option('--json', 'print as JSON')
    .action(split)
  group
    .command('open')
    .description('open an age file with a private key, or with two shares, which are asked')
    .argument('<file>', 'age file that oversight downloaded')
    .option('--identity <file>', 'file with the private key; without it two shares are asked')
    .option('--out <file>', 'file to write; without it the content is printed')
    .action(open)
}

async function split(file: string, options: { json?: boolean }): Promise<void> {
  const { readIdentities, splitAgeKey } = await import('@entente/node')
  const [key, ...more] = await readIdentities(file)
  if (more.length > 0) throw new CommandFailure('identity-invalid', `${file} has several keys: split one.`)
  const shares = await splitAgeKey(key as string)
  if (shares === null) throw new CommandFailure('identity-invalid', `${file} has no private key of age.`)
  printResult(options.json, { shares }, () => [
    ...shares,
    'Write each share on its own paper and give it to another person of oversight. Any two of them give the key. They are shown only now.',
    `Try two of them with "entente keys oversight open" first. Then destroy ${file}.`,
  ])
}

async function open(file: string, options: { identity?: string; out?: string }): Promise<void> {
  const { openAgeFile } = await import('@entente/node')
  const sealed = readInputFile(file)
  if (options.out !== undefined && existsSync(options.out))
    throw new CommandFailure('file-exists', `${options.out} exists already. Name a file that does not.`)
  const content = await openAgeFile(sealed, await keysFor(options.identity))
  if (content === null)
    throw new CommandFailure('file-not-opened', `${file} does not open: it is damaged, or sealed to another key.`, 1)
  if (options.out === undefined) process.stdout.write(content)
  else writeFileSync(options.out, content, { mode: 0o600, flag: 'wx' })
}

async function keysFor(identity: string | undefined): Promise<string[]> {
  const { joinAgeKey, readIdentities } = await import('@entente/node')
  if (identity !== undefined) return readIdentities(identity)
  const joined = await joinAgeKey(await askLines(['First share: ', 'Second share: ']))
  if ('wrong' in joined) throw new CommandFailure('shares-wrong', joined.wrong)
  return [joined.key]
}
