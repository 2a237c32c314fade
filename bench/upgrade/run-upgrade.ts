import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findRunningPostgres, oneWay, readAppliedMigrations } from '@entente/node'
import { createWatchList, type WatchList } from '@entente/testkit'
import { commandOf, initAccountsWith } from '../beside/measured-node.ts'
import { runCommand } from '../beside/run-command.ts'
import { checkMessages } from '../kill/check-messages.ts'
import { checkRecords } from '../kill/check-records.ts'
import { expectRecords } from '../kill/expect-records.ts'
import { type KillMessage, makeKillMessages } from '../kill/make-kill-messages.ts'
import { compareSnapshots, type Snapshot, takeSnapshot } from '../kill/run-kill.ts'
import { sendMessages } from '../kill/send-messages.ts'
import { makeNodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { importSignals, makeSender } from '../node/set-up-node.ts'
import { openOwnerPool, waitUntilDone } from '../node/wait-until-done.ts'
import { makeNodeMessages } from '../travel/make-node-messages.ts'
import { askQuestions, asMessages } from './ask-questions.ts'
import { checkLog } from './kept-records.ts'
import { type Phase, type Release, type ReleaseRunner, runReleases } from './release-runner.ts'

export interface UpgradeOrder {
  seed: number
  messages: number
  /** Sends what was stored to a node of this tree without interruption too, and compares the records of both nodes. */
  compare: boolean
  /** The built tree of the older commit. */
  older: { root: string; name: string }
  tell(line: string): void
}
export interface UpgradeReport {
  phases: readonly Phase[]
  /** How the older release came back. */
  rollback: string
  /** Messages that the sender repeated, because they were acknowledged after the backup that was restored. */
  sentAgain: number
  /** Records that were compared with those before a stop. */
  kept: number
  decisions: number
  cases: number
  travellers: number
  faults: string[]
}
type Switch = [to: Release, name: string, signal: 'SIGTERM' | 'SIGKILL']

const signals = 200
/** If nothing was acknowledged for this time, the release that runs is broken. */
const patienceMs = 90_000

/**
 * Runs the older release, this tree, the older release and this tree on the same data, while messages and boarding
 * questions arrive. If this tree says that the older release cannot run on its data, the rollback restores the backup
 * that the upgrade made, and the sender repeats what was acknowledged since. Afterwards checks that nothing
 * acknowledged is lost, read twice or stuck, and that decisions, cases, signals and the log are unchanged.
 */
export async function runUpgrade(order: UpgradeOrder): Promise<UpgradeReport> {
  const list = createWatchList(`upgrade/${order.seed}`, signals)
  const messages = makeKillMessages(order.seed, order.messages, list)
  const asked = asMessages(
    makeNodeMessages(order.seed, list.people, { reservations: 0, pushes: 0, questions: 800 }).questions,
  )
  const older: Release = { name: order.older.name, command: [commandOf(order.older.root)] }
  const current: Release = { name: 'this tree', command: undefined }
  const acknowledged = new Map<string, string>()
  const answered: string[] = []
  const report = { rollback: 'none', sentAgain: 0, cases: 0, travellers: 0 }
  const folder = await makeNodeFolder(
    { ENTENTE_REVIEW_SECONDS: '5', ENTENTE_REVIEW_SECONDS_ADVERSE: '5', ENTENTE_DISK_LEAST_MB: '0' },
    initAccountsWith(older.command ?? []),
  )
  const counts = () => ({ acknowledged: acknowledged.size, answered: answered.length })
  const runner = runReleases(folder, counts, order.tell)
  try {
    await runner.start(older, 'first start')
    const key = await makeSender(runner.url(), folder)
    await importSignals(runner.url(), folder, list)
    const known = new Set((await readMigrationsOf(runner)).map(({ name }) => name))
    const asking = askQuestions(runner.url(), key, asked, answered)
    try {
      const half = Math.ceil(messages.length / 2)
      const sending = { runner, key, acknowledged }
      let upgradedAt = 0
      await send(sending, messages.slice(0, half), [[current, 'upgrade', 'SIGTERM']], () => {
        upgradedAt = acknowledged.size
      })
      const blocking = oneWay(await readMigrationsOf(runner), known)
      if (blocking.length === 0) {
        report.rollback = 'the older release was started on the same data'
        await send(sending, messages.slice(half), [
          [older, 'rollback', 'SIGKILL'],
          [current, 'second upgrade', 'SIGTERM'],
        ])
      } else {
        report.rollback = `the backup of the upgrade was restored, because the older release cannot run after ${blocking.join(', ')}`
        const again = [...acknowledged.keys()].slice(upgradedAt)
        report.sentAgain = again.length
        await runner.stop('SIGTERM')
        for (const sha256 of again) acknowledged.delete(sha256)
        await restoreBackup(runner, older)
        await runner.start(older, 'rollback by backup')
        const repeated = messages.filter(({ sha256 }) => again.includes(sha256))
        await send(sending, [...repeated, ...messages.slice(half)], [[current, 'second upgrade', 'SIGTERM']])
      }
    } finally {
      runner.faults.push(...(await asking.end()))
    }
    Object.assign(report, await check(runner, [...messages, ...asked], acknowledged))
    const snapshot = await runner.inDatabase(takeSnapshot)
    const stored = await runner.inDatabase((pool) => storedOf(pool, asked))
    await runner.stop('SIGTERM')
    if (order.compare) {
      order.tell('the same messages without interruption')
      runner.faults.push(...compareSnapshots(snapshot, await withoutInterruption(list, messages, stored)))
    }
  } catch (error) {
    runner.faults.push(error instanceof Error ? error.message : String(error))
  } finally {
    await runner.end()
    await folder.remove()
  }
  const { phases, kept, decisions, faults } = runner
  return { phases, kept, decisions, faults, ...report }
}

/** Reads the migrations of the running node's database, and what each needs. */
function readMigrationsOf(runner: ReleaseRunner) {
  return runner.inDatabase(async (pool) => {
    const client = await pool.connect()
    try {
      return await readAppliedMigrations(client)
    } finally {
      client.release()
    }
  })
}

/**
 * Sends messages, and switches to the next release each time a share of them was acknowledged since the last switch.
 * `stopped` is called between a stop and the next start. Throws if a release does not start or takes no messages.
 */
async function send(
  { runner, key, acknowledged }: { runner: ReleaseRunner; key: string; acknowledged: Map<string, string> },
  messages: readonly KillMessage[],
  switches: readonly Switch[],
  stopped: () => void = () => {},
): Promise<void> {
  let moved = performance.now()
  let failed: string | null = null
  let since = acknowledged.size
  // The decision of a case takes some seconds before each stop, and messages arrive meanwhile.
  const share = messages.length / (switches.length + 1) / 3
  const waiting = [...switches]
  let work: Promise<void> | null = null
  async function switchTo([to, name, signal]: Switch): Promise<void> {
    await runner.stop(signal)
    stopped()
    await runner.start(to, name)
    since = acknowledged.size
    moved = performance.now()
  }
  const sent = await sendMessages({
    ...{ url: runner.url(), key, messages, acknowledged, atOnce: 2, pauseMs: 100 },
    givenUp: () => failed !== null || (work === null && performance.now() - moved > patienceMs),
    onAcknowledged(count) {
      moved = performance.now()
      if (work !== null || count - since < share) return
      const next = waiting.shift()
      if (next === undefined) return
      work = switchTo(next)
        .catch((error: unknown) => {
          failed = error instanceof Error ? error.message : String(error)
        })
        .finally(() => {
          work = null
        })
    },
  })
  while (work !== null) await work
  if (failed !== null) throw new Error(failed)
  const [fault] = sent.faults
  const phase = runner.phases.at(-1)
  if (fault !== undefined)
    throw new Error(
      `${phase?.begins}: ${phase?.release} did not take all messages (${sent.faults.length} times, e.g. ${fault}). If it is the older release, a migration breaks it and must say so by its \`needs\`.`,
    )
  if (waiting.length > 0) throw new Error('there were too few messages for all releases: raise --messages')
}

/** Restores the backup that the upgrade made into a new data folder, with the older release, as an operator does. */
async function restoreBackup(runner: ReleaseRunner, older: Release): Promise<void> {
  const made = join(runner.folder.dataRoot, 'before-upgrade')
  const [file] = readdirSync(made).sort()
  if (file === undefined) throw new Error(`the upgrade made no backup in ${made}`)
  const dataRoot = join(runner.folder.path, 'restored')
  const { path, environment } = runner.folder
  const command = [...(older.command ?? []), 'restore', join(made, file), '--data', dataRoot]
  await runCommand(process.execPath, command, { env: { PATH: process.env.PATH, HOME: process.env.HOME } })
  runner.folder = { ...runner.folder, path, dataRoot, environment: { ...environment, ENTENTE_DATA: dataRoot } }
  runner.forget()
}

/** Waits until the node has nothing left to do, and checks its records. */
async function check(
  runner: ReleaseRunner,
  messages: readonly KillMessage[],
  acknowledged: ReadonlyMap<string, string>,
): Promise<{ cases: number; travellers: number }> {
  return runner.inDatabase(async (pool) => {
    if (!(await waitUntilDone(pool, 120))) runner.faults.push('jobs or messages were left after two minutes')
    const idleAt = new Date()
    runner.faults.push(
      ...(await checkMessages(pool, acknowledged, expectRecords(messages))),
      ...(await checkRecords(pool, idleAt)),
      ...(await checkLog(pool)),
    )
    const { rows } = await pool.query<{ cases: string; travellers: string }>(
      'select (select count(*) from case_file) as cases, (select count(*) from traveller where merged_into is null) as travellers',
    )
    return { cases: Number(rows[0]?.cases), travellers: Number(rows[0]?.travellers) }
  })
}

type Pool = ReturnType<typeof openOwnerPool>

/** Returns those messages that the node has. A restored backup lacks questions that were answered after it. */
async function storedOf(pool: Pool, messages: readonly KillMessage[]): Promise<KillMessage[]> {
  const { rows } = await pool.query<{ sha256: string }>("select encode(sha256, 'hex') as sha256 from message")
  const there = new Set(rows.map(({ sha256 }) => sha256))
  return messages.filter(({ sha256 }) => there.has(sha256))
}

/** Sends messages and questions to a new node of this tree, and returns its counts of records. */
async function withoutInterruption(
  list: WatchList,
  messages: readonly KillMessage[],
  questions: readonly KillMessage[],
): Promise<Snapshot> {
  const folder = await makeNodeFolder({ ENTENTE_DISK_LEAST_MB: '0' })
  const node = await startNodeProcess(folder)
  try {
    const key = await makeSender(node.url, folder)
    await importSignals(node.url, folder, list)
    await sendMessages({
      ...{ url: node.url, key, messages: [...messages, ...questions], atOnce: 4 },
      ...{ givenUp: () => false, onAcknowledged: () => {} },
    })
    const running = findRunningPostgres(folder.dataRoot)
    if (running === null) throw new Error('the database server of the running node was not found')
    const pool = openOwnerPool(running)
    try {
      if (!(await waitUntilDone(pool, 120))) throw new Error('the node without interruption did not finish')
      return await takeSnapshot(pool)
    } finally {
      await pool.end()
    }
  } finally {
    await node.stop()
    await folder.remove()
  }
}
