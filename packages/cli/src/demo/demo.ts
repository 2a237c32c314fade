import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as Testkit from '@entente/testkit'
import type { SignedIn, WatchList } from '@entente/testkit'
import type { Command } from 'commander'
import { freePort } from '../command/free-port.ts'
import { onStopSignal } from '../command/on-stop-signal.ts'

interface DemoOptions {
  port?: string
  seed: string
  network?: boolean
}

/** Registers `entente demo`, which runs a node in a temporary folder with invented senders, people and signals. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('run a node with invented traffic; it leaves no files behind')
    .option('--port <number>', 'port (default: 8400, or any free one)')
    .option('--seed <number>', 'seed of the invented data', '7')
    .option('--network', 'three nodes of three members that share signals, find hits and withdraw')
    .action(async (options: DemoOptions) => {
      if (options.network !== true) return demo(options)
      const { demoNetwork } = await import('./network/demo-network.ts')
      await demoNetwork(options)
    })
}

const member = { id: 'norland.example', name: 'Norland Border Agency' }
/** Names of the invented staff, which the desk shows. */
const people = {
  analyst: 'Ingrid Solheim',
  supervisor: 'Tobias Berg',
  officer: 'Lars Aune',
  'officer-2': 'Sunniva Hauge',
  administrator: 'Maren Dahl',
  'oversight-1': 'Ylva Strand',
  'oversight-2': 'Erik Moen',
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
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end().catch(() => {})
  }
  onStopSignal(stop)
  try {
    await play(folder, options, stops)
  } catch (error) {
    await stop()
    throw error
  }
}

async function play(folder: string, options: DemoOptions, stops: (() => Promise<void>)[]): Promise<void> {
  const [{ initAccounts, readConfig, startNode }, testkit, { default: pino }] = await Promise.all([
    import('@entente/node'),
    import('@entente/testkit'),
    import('pino'),
  ])
  const { createWatchList, startCallbackServer, syntheticGateways } = testkit
  say('starting a node in a temporary folder …')
  const port = options.port ?? String(await freePort(8400))
  const config = readConfig({
    ENTENTE_DATA: folder,
    ENTENTE_PORT: port,
    ENTENTE_MEMBER: member.id,
    ENTENTE_MEMBER_NAME: member.name,
    ENTENTE_ALLOW_PRIVATE_CALLBACKS: '1',
    ENTENTE_COVER_MINUTES: '120',
  })
  const node = await startNode({ config, log: pino({ level: 'error' }) })
  stops.push(() => node.stop())
  const password = `demo-${Math.random().toString(36).slice(2, 6)}-${Math.random().toString(36).slice(2, 6)}`
  const accounts = await initAccounts({ ...node, member }, { people, passwords: () => password })

  const callbacks = await startCallbackServer()
  stops.push(() => callbacks.close())
  const watchList = createWatchList(options.seed)
  await importList(testkit, node.url, password, watchList)
  const target = { node, password, seed: options.seed, watchList, callbackUrl: callbacks.url, warn: say }
  const announcements: string[] = []
  for (const gateway of syntheticGateways) {
    const playing = await gateway.play(target)
    stops.push(() => playing.stop())
    announcements.push(playing.announcement)
  }

  say('')
  say(`ready at ${node.url}`)
  say('')
  for (const { account, role, person } of accounts) {
    say(`  ${role.padEnd(15)} ${account.padEnd(14)} ${password}   ${person}`)
  }
  say('')
  say(
    `${announcements.join(' ')} Everything and everyone here is invented. Ctrl-C stops the node and removes all its files.`,
  )
}

const listTerms = {
  reference: 'Invented consolidated list of the demonstration',
  purposes: ['border-control', 'terrorism-prevention', 'aviation-security'],
  lawfulBasis: { reference: 'Invented Sanctions Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 80,
  action: 'discreet-check',
  necessity: 'People on this invented list may not enter Norland; shown in a demonstration.',
  minor: false,
  validDays: 365,
  retainDays: 400,
  reviewDays: 90,
  agreements: [],
}

/** Imports the invented list as a signal officer does: it signs in, creates the list, previews and imports. */
async function importList(testkit: typeof Testkit, url: string, password: string, list: WatchList): Promise<void> {
  const { answerOf, importIntoList, signInTo, watchListUnXml } = testkit
  const signedIn = await signInTo(url, 'officer', password)
  const officer: Pick<SignedIn, 'call'> = {
    call: (method, path, body) => signedIn.call(method, path, body, { 'entente-purpose': 'terrorism-prevention' }),
  }
  const made = officer.call('POST', '/v1/lists', { title: list.name, format: 'un-xml', terms: listTerms })
  const { id } = await answerOf<{ id: string }>(made)
  await importIntoList(officer, id, Buffer.from(watchListUnXml(list)))
  await officer.call('DELETE', '/v1/session')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
