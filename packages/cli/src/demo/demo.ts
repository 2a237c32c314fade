import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as Testkit from '@entente/testkit'
import type { SignedIn, WatchList } from '@entente/testkit'
import type { Command } from 'commander'
import { freePort, givenPort } from '../command/free-port.ts'
import { onStopSignal } from '../command/on-stop-signal.ts'
import { member, monthsOf, people } from './demo-settings.ts'
import { type Ending, playPast } from './play-past.ts'

interface DemoOptions {
  port?: string
  seed: string
  network?: boolean
  history?: boolean | string
}

/** Registers `entente demo`, which runs a node in a temporary folder with invented senders, people and signals. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('run a node with invented traffic; it leaves no files behind')
    .option('--port <number>', 'port (default: 8400, or any free one)')
    .option('--seed <number>', 'seed of the invented data', '7')
    .option('--history <months>', 'months of invented history, 1 to 12 (default: 12)')
    .option('--no-history', 'start without a history')
    .option('--network', 'three nodes of three members that share signals, find hits and withdraw')
    .action(async (options: DemoOptions) => {
      if (options.network !== true) return demo(options)
      const { demoNetwork } = await import('./network/demo-network.ts')
      await demoNetwork(options)
    })
}

/**
 * Starts a complete node in a temporary folder, imports an invented list and starts the synthetic traffic of every gateway. Prints `ready at URL`
 * and the accounts with their passwords. Ctrl-C stops everything and removes the folder.
 */
async function demo(options: DemoOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'entente-demo-'))
  // The database runs as another user, who needs access to the folder. The files in it have stricter permissions.
  chmodSync(folder, 0o755)
  const stops: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  let isStopped = false
  const stop = async () => {
    isStopped = true
    for (const end of stops.splice(0).reverse()) await end().catch(() => {})
  }
  onStopSignal(stop)
  try {
    await play(folder, options, { stops, isStopped: () => isStopped })
  } catch (error) {
    // Work in progress fails when its node stops. The signal handler ends the process.
    if (isStopped) return
    await stop()
    throw error
  }
}

async function play(folder: string, options: DemoOptions, ending: Ending): Promise<void> {
  const { stops } = ending
  const startedAt = new Date()
  const months = monthsOf(options)
  const [{ initAccounts, openPostgres, readConfig, startNode }, testkit, { default: pino }] = await Promise.all([
    import('@entente/node'),
    import('@entente/testkit'),
    import('pino'),
  ])
  const { createWatchList, startCallbackServer, syntheticGateways } = testkit
  const port = options.port === undefined ? await freePort(8400) : await givenPort(options.port)
  say('starting a node in a temporary folder …')
  const settings = {
    ENTENTE_DATA: folder,
    ENTENTE_MEMBER: member.id,
    ENTENTE_MEMBER_NAME: member.name,
    ENTENTE_ALLOW_PRIVATE_CALLBACKS: '1',
    ENTENTE_COVER_MINUTES: '120',
    // The simulated staff is signed in to the same accounts as the person who tries the desk.
    ENTENTE_SESSIONS: '100',
  }
  const log = pino({ level: 'error' })
  const config = readConfig({ ...settings, ENTENTE_PORT: String(port) })
  // The database outlives the node of the history, so that the node of the demonstration continues on it.
  const postgres = await openPostgres({
    dataRoot: config.dataRoot,
    serverUser: config.postgresUser ?? undefined,
    log: () => {},
  })
  stops.push(() => postgres.stop())
  const password = `demo-${Math.random().toString(36).slice(2, 6)}-${Math.random().toString(36).slice(2, 6)}`
  const callbacks = await startCallbackServer()
  stops.push(() => callbacks.close())
  const watchList = createWatchList(options.seed)
  const senderKeys = new Map<string, string>()
  const given = { startedAt, password, seed: options.seed, callbackUrl: callbacks.url, senderKeys }

  const accounts = months === 0 ? null : await playPast(testkit, { ...given, settings, postgres, log, months }, ending)
  if (ending.isStopped()) return
  const node = await startNode({ config, log, postgres })
  stops.push(() => node.stop())
  const first = accounts ?? (await initAccounts({ ...node, member }, { people, passwords: () => password }))
  if (accounts === null) await importList(testkit, node.url, password, watchList)
  const target = { ...given, node, watchList, warn: say }
  const announcements: { page: string; text: string }[] = []
  for (const gateway of syntheticGateways) {
    const playing = await gateway.play(target)
    stops.push(() => playing.stop())
    announcements.push(playing.announcement)
  }

  say('')
  say(`ready at ${node.url}`)
  say('')
  for (const { account, role, person } of first) {
    say(`  ${role.padEnd(15)} ${account.padEnd(14)} ${password}   ${person}`)
  }
  say('')
  for (const { page, text } of announcements) say(`  ${page.padEnd(15)} ${text}`)
  say('')
  say('Everything and everyone here is invented. Ctrl-C stops the node and removes all its files.')
}

/**
 * Writes the invented records of necessity, and imports the invented list as a signal officer does: it signs in, creates the list, previews and
 * imports.
 */
async function importList(testkit: typeof Testkit, url: string, password: string, list: WatchList): Promise<void> {
  const { answerOf, importIntoList, listTerms, signInTo, switchOnAll, watchListUnXml } = testkit
  const signedIn = await signInTo(url, 'officer', password)
  const officer: Pick<SignedIn, 'call'> = {
    call: (method, path, body) => signedIn.call(method, path, body, { 'entente-purpose': 'terrorism-prevention' }),
  }
  const made = officer.call('POST', '/v1/lists', { title: list.name, format: 'un-xml', terms: listTerms })
  const { id } = await answerOf<{ id: string }>(made)
  const supervisor = await signInTo(url, 'supervisor', password)
  await switchOnAll({ officer: signedIn, supervisor }, new Date())
  await supervisor.call('DELETE', '/v1/session')
  await importIntoList(officer, id, Buffer.from(watchListUnXml(list)))
  await officer.call('DELETE', '/v1/session')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
