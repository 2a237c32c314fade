import type { ListReleaseAnswer, SignalDetail, SignalList } from '@entente/contracts'
import { askLine } from '../ask-line.ts'
import { nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { printResult } from '../output.ts'
import type { SignalOptions } from './signals-command.ts'

/**
 * The second officer's yes to signals about people, one after the other; the first that is refused ends it. Each is shown as it stands and, where somebody sits at
 * a terminal, asked about: what is released is the version that was shown. Failure: `not-released`.
 */
export async function approveSignals(ids: readonly string[], options: SignalOptions): Promise<void> {
  const client = nodeClient(options)
  const items: SignalDetail[] = []
  for (const id of ids) {
    const path = `/v1/signals/${encodeURIComponent(id)}`
    const shown = await client.call<SignalDetail>('GET', path)
    const { version } = shown
    if (options.json !== true) {
      process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`)
      await askToRelease(`version ${version} of ${id}`)
    }
    items.push(await client.call<SignalDetail>('POST', `${path}/release`, { version }))
  }
  printResult(options.json, { items }, () => items.map(({ id, version }) => `${id} version ${version} is released`))
}

/** Asks whoever sits at a terminal; a program that calls answers for itself. */
async function askToRelease(what: string): Promise<void> {
  if (process.stdin.isTTY === true && (await askLine(`release ${what} to other members? (yes): `)) !== 'yes')
    throw new CommandFailure('not-released', 'Nothing more was released.')
}

/** The same for all people of a list that another officer imported. */
export async function approveList(list: string, options: SignalOptions): Promise<void> {
  const client = nodeClient(options)
  const { items } = await client.call<{ items: SignalList[] }>('GET', '/v1/lists')
  const found = items.find(({ id, title }) => id === list || title === list)
  if (found === undefined) throw new CommandFailure('not-found', `There is no list ${list}.`)
  if (options.json !== true) await askToRelease(`${found.entries} people of ${found.title}, version ${found.version},`)
  const answer = await client.call<ListReleaseAnswer>('POST', `/v1/lists/${found.id}/release`, {
    version: found.version,
  })
  printResult(options.json, answer, () => [
    `${answer.released} released`,
    ...(answer.yourOwn > 0 ? [`${answer.yourOwn} wait for another officer: you wrote them`] : []),
    ...(answer.blocked > 0 ? [`${answer.blocked} are known to a list of false positives`] : []),
  ])
}
