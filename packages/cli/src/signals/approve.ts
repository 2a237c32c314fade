import type { ListReleaseAnswer, ListWaiting, SignalDetail, SignalList } from '@entente/contracts'
import { askLine } from '../command/ask-line.ts'
import { CommandFailure } from '../command/failure.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult } from '../command/output.ts'
import { signInDesk } from '../command/sign-in-desk.ts'
import type { SignalOptions } from './signal-options.ts'

/**
 * Releases signals about people as the second officer, in order, until one is refused. Prints each signal and asks for confirmation at a terminal.
 * It releases exactly the printed version; on a node of several people its officer signs that in the desk. Fails with `not-released`,
 * `not-signed`.
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
    items.push(
      await signInDesk(client, {
        page: `/signals/${encodeURIComponent(id)}`,
        request: () => client.call<SignalDetail>('POST', `${path}/release`, { version }),
        read: () => client.call<SignalDetail>('GET', path),
        isDone: ({ release }) => release?.state === 'released',
      }),
    )
  }
  printResult(options.json, { items }, () => items.map(({ id, version }) => `${id} version ${version} is released`))
}

/** Asks for confirmation at a terminal. Without a terminal it does not ask. */
async function askToRelease(what: string): Promise<void> {
  if (process.stdin.isTTY === true && (await askLine(`release ${what} to other members? (yes): `)) !== 'yes')
    throw new CommandFailure('not-released', 'Nothing more was released.')
}

/** Releases all signals about people in a list that another officer imported. */
export async function approveList(list: string, options: SignalOptions): Promise<void> {
  const client = nodeClient(options)
  const { items } = await client.call<{ items: SignalList[] }>('GET', '/v1/lists')
  const found = items.find(({ id, title }) => id === list || title === list)
  if (found === undefined) throw new CommandFailure('not-found', `There is no list ${list}.`)
  if (options.json !== true) await askToRelease(`${found.entries} people of ${found.title}, version ${found.version},`)
  const path = `/v1/lists/${found.id}`
  const waiting = () => client.call<ListWaiting>('GET', `${path}/waiting`)
  const before = await waiting()
  const answer = await signInDesk<ListReleaseAnswer | ListWaiting>(client, {
    page: `/signals/lists/${found.id}`,
    request: () => client.call<ListReleaseAnswer>('POST', `${path}/release`, { version: found.version }),
    read: waiting,
    isDone: (now) => 'count' in now && now.count < before.count,
  })
  if ('count' in answer) {
    const released = before.count - answer.count
    return printResult(options.json, { released, waiting: answer.count }, () => [`${released} released in the desk`])
  }
  const { unreadable } = answer
  printResult(options.json, answer, () => [
    `${answer.released} released`,
    ...(answer.yourOwn > 0 ? [`${answer.yourOwn} wait for another officer: you wrote them`] : []),
    ...(answer.blocked > 0 ? [`${answer.blocked} are known to a list of false positives`] : []),
    ...(unreadable.count > 0
      ? [`${unreadable.count} cannot be read and are not released: ${unreadable.ids.join(', ')}`]
      : []),
  ])
  if (unreadable.count > 0) process.exitCode = 1
}
