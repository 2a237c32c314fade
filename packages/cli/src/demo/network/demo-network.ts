import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { table } from '../../output.ts'
import { onStopSignal } from '../../serve/on-stop-signal.ts'
import { demoMembers } from './members.ts'
import { type MemberNode, startMember } from './start-member.ts'
import { type Happened, tellStory } from './tell-story.ts'

/**
 * Three nodes of three invented members on a temporary folder: a border agency, a platform and a regional centre join, agree, share, find, tell and take back. Prints what
 * happened and how long it took, then stays for looking around. Ctrl-C ends everything and removes the folder.
 */
export async function demoNetwork(options: { seed: string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'entente-demo-network-'))
  // The databases' own user has to walk through it; what lies inside guards itself.
  chmodSync(folder, 0o755)
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    await Promise.allSettled(stops.splice(0).map((end) => end()))
    rmSync(folder, { recursive: true, force: true })
  }
  onStopSignal(stop)
  try {
    await play(folder, options.seed, stops)
  } catch (error) {
    await stop()
    throw error
  }
}

async function play(folder: string, seed: string, stops: (() => Promise<void>)[]): Promise<void> {
  const word = () => Math.random().toString(36).slice(2, 6)
  const password = `demo-${word()}-${word()}`
  const nodes: MemberNode[] = []
  for (const given of demoMembers) {
    say(`starting ${given.name} on a folder and a database of its own …`)
    nodes.push(await startMember(given, folder, password, stops))
  }
  const happened: Happened[] = []
  await tellStory(nodes as [MemberNode, MemberNode, MemberNode], seed, (one) => {
    happened.push(one)
    say(`${one.where}: ${one.what}: ${one.came}`)
  })
  say('')
  for (const line of table([
    ['', 'who', 'what', 'seconds', 'what came of it'],
    ...happened.map(({ what, where, ms, came }, n) => [String(n + 1), where, what, (ms / 1000).toFixed(1), came]),
  ]))
    say(line)
  say('')
  for (const { url, name } of nodes) say(`ready at ${url}  ${name}`)
  say('')
  say(
    `Sign in at each as administrator, officer, officer-2, supervisor, analyst, oversight-1 or oversight-2: ${password}`,
  )
  say('Everything and everyone here is invented. Ctrl-C ends it and leaves nothing behind.')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
