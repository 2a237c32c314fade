import type { PostgresServer } from '@entente/node'
import type * as Testkit from '@entente/testkit'
import type { Logger } from 'pino'
import { member, people } from './demo-settings.ts'

/** The parts of the demonstration that stop with it, in the order of their start. */
export interface Ending {
  stops: (() => Promise<void>)[]
  isStopped: () => boolean
}

type FirstAccount = { account: string; role: string; person: string }

interface PastOptions {
  startedAt: Date
  password: string
  seed: string
  callbackUrl: string
  senderKeys: Map<string, string>
  settings: Record<string, string>
  postgres: PostgresServer
  log: Logger
  months: number
}

/**
 * Plays the months before the demonstration on a node of its own: the same database, a moved clock, a free port that nobody knows. That node
 * stops before the demonstration's node starts, so no visitor meets a moved clock. Returns the accounts.
 */
export async function playPast(
  testkit: typeof Testkit,
  past: PastOptions,
  { stops, isStopped }: Ending,
): Promise<FirstAccount[]> {
  const { initAccounts, liftRules, migrate, readConfig, startNode } = await import('@entente/node')
  const { colleaguesOf, createMovedClock, planHistory, playHistory, syntheticGateways } = testkit
  const { startedAt, password, postgres, log, months } = past
  const { foundedAt } = planHistory({ seed: past.seed, months, end: startedAt })
  const clock = createMovedClock(foundedAt)
  const config = readConfig({ ...past.settings, ENTENTE_PORT: '0' })
  const owner = postgres.connection('entente_owner')
  await migrate(owner)
  await liftRules(owner, ['clock', 'people'])
  const node = await startNode({
    ...{ config, log, postgres: hurried(postgres), clock: clock.now, schedules: false },
    // The history waits for each job, and jobs of one queue follow each other only at a poll.
    jobPollMs: 50,
  })
  stops.push(() => node.stop())
  const accounts = await initAccounts({ ...node, member, clock: clock.now }, { people, passwords: () => password })
  const began = performance.now()
  say(`playing ${months} months of history; --no-history starts without it`)
  let quarters = 0
  const { decided } = await playHistory({
    ...{ ...past, node, clock, months, end: startedAt, gateways: syntheticGateways, isStopped },
    progress: (done, of) => {
      const percent = Math.round((100 * done) / of)
      if (process.stdout.isTTY) process.stdout.write(`\r${percent} %`)
      else if (percent >= 25 * (quarters + 1) && percent < 100) {
        quarters = Math.floor(percent / 25)
        say(`${25 * quarters} % played`)
      }
    },
  })
  if (process.stdout.isTTY) process.stdout.write('\r')
  say(
    `played ${months} months of history with ${decided} decided cases in ${Math.round((performance.now() - began) / 1000)} s`,
  )
  await node.stop()
  await liftRules(owner, [])
  return [
    ...accounts,
    ...colleaguesOf(syntheticGateways).map(({ account, role, name: person }) => ({ account, role, person, password })),
  ]
}

/** A commit of the history need not wait for the disk: if the machine fails, the demonstration's folder is useless anyway. */
const hurried = (postgres: PostgresServer): PostgresServer => ({
  ...postgres,
  connection: (...of) => ({ ...postgres.connection(...of), options: '-c synchronous_commit=off' }),
})

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
