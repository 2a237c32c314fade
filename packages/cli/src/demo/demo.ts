import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSender, createSenderKey, initAccounts, type RunningNode, readConfig, startNode } from '@entente/node'
import { carriers, createTraffic, createWatchList, seedContent, startCallbackServer } from '@entente/testkit'
import pino from 'pino'
import { onStopSignal } from '../serve/on-stop-signal.ts'
import { freePort } from './free-port.ts'
import { importDemoList } from './import-demo-list.ts'
import { playTraffic } from './play-traffic.ts'

const member = { id: 'norland.example', name: 'Norland Border Agency' }
/** Invented staff, so that the desk shows names where a real one would. */
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
 * A whole node on a temporary folder: invented list imported, invented carriers sending flights clean and dirty, an invented platform with uploads. Prints `ready at URL` and the
 * sign-ins, then plays on. Ctrl-C ends everything and removes the folder.
 */
export async function demo(options: { port?: string; seed: string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'entente-demo-'))
  // The database's own user has to walk through it; what lies inside guards itself.
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

async function play(
  folder: string,
  options: { port?: string; seed: string },
  stops: (() => Promise<void>)[],
): Promise<void> {
  say('starting a node on a temporary folder …')
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
  const keys = await setUpCarriers(node, callbacks.url)
  const list = createWatchList(options.seed)
  await importDemoList(node.url, password, list)
  await seedContent(node, password, { callbackUrl: callbacks.url })
  const traffic = createTraffic({
    seed: options.seed,
    // Some have just left, some board within minutes, most come later today.
    start: new Date(Date.now() - 105 * 60_000),
    flights: 36,
    hours: 6,
    dirt: 0.12,
    watched: list.people,
    people: [16, 60],
  })
  const playing = playTraffic({ node: node.url, keys, traffic, warn: say })
  stops.push(() => playing.stop())
  await playing.begun

  say('')
  say(`ready at ${node.url}`)
  say('')
  for (const { account, role, person } of accounts) {
    say(`  ${role.padEnd(15)} ${account.padEnd(14)} ${password}   ${person}`)
  }
  say('')
  say(
    'More than twenty flights arrive within two minutes; six uploads wait under Content, for the purpose content safety. Everything and everyone here is invented. Ctrl-C ends it and leaves nothing behind.',
  )
}

/** One sender for each invented carrier; some get acknowledgements, one stands under the EU's two-day regime. */
async function setUpCarriers(node: RunningNode, callbackUrl: string): Promise<Map<string, string>> {
  const keys = new Map<string, string>()
  for (const [index, carrier] of carriers.entries()) {
    const id = await createSender(node.db, {
      name: carrier.name,
      carriers: [carrier.code],
      callbackUrl,
      acknowledge: index % 2 === 0,
      ...(index === 3
        ? {
            regimes: { PAXLST: 'eu-api-border', PNRGOV: 'eu-pnr' },
            purposes: { PAXLST: ['border-control'], PNRGOV: ['terrorism-prevention', 'terrorism-investigation'] },
          }
        : {}),
    })
    keys.set(carrier.code, (await createSenderKey(node.db, id)).key)
  }
  return keys
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
