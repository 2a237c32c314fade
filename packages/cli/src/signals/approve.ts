import type { ListReleaseAnswer, SignalDetail, SignalList } from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { printResult } from '../output.ts'
import type { SignalOptions } from './signals-command.ts'

/** The second officer's yes to signals about people, at the version that stands now. Each is asked for; the first that is refused ends it. */
export async function approveSignals(ids: readonly string[], options: SignalOptions): Promise<void> {
  const client = nodeClient(options)
  const items: SignalDetail[] = []
  for (const id of ids) {
    const path = `/v1/signals/${encodeURIComponent(id)}`
    const { version } = await client.call<SignalDetail>('GET', path)
    items.push(await client.call<SignalDetail>('POST', `${path}/release`, { version }))
  }
  printResult(options.json, { items }, () => items.map(({ id, version }) => `${id} version ${version} is released`))
}

/** The same for all people of a list that another officer imported. */
export async function approveList(list: string, options: SignalOptions): Promise<void> {
  const client = nodeClient(options)
  const { items } = await client.call<{ items: SignalList[] }>('GET', '/v1/lists')
  const found = items.find(({ id, title }) => id === list || title === list)
  if (found === undefined) throw new CommandFailure('not-found', `There is no list ${list}.`)
  const answer = await client.call<ListReleaseAnswer>('POST', `/v1/lists/${found.id}/release`, {
    version: found.version,
  })
  printResult(options.json, answer, () => [
    `${answer.released} released`,
    ...(answer.yourOwn > 0 ? [`${answer.yourOwn} wait for another officer: you wrote them`] : []),
    ...(answer.blocked > 0 ? [`${answer.blocked} are known to a list of false positives`] : []),
  ])
}
