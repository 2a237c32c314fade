import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinNodes, type StoryStage, syntheticGateways } from '@entente/testkit'
import { onStopSignal } from '../../command/on-stop-signal.ts'
import { table } from '../../command/output.ts'
import { agree } from './agree.ts'
import { demoMembers } from './members.ts'
import { type MemberNode, startMember } from './start-member.ts'

/** One step of the demonstration with its duration and result. */
interface Step {
  what: string
  where: string
  ms: number
  came: string
}

/**
 * Starts three nodes of three invented members in a temporary folder: a border agency, a platform and a regional centre. The members join, sign an
 * agreement, share signals, find hits and withdraw. Prints each step with its duration, then keeps the nodes running. Ctrl-C stops everything and
 * removes the folder.
 */
export async function demoNetwork(options: { seed: string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'entente-demo-network-'))
  // The databases run as another user, who needs access to the folder. The files in it have stricter permissions.
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
    say(`starting ${given.name} with its own folder and database …`)
    nodes.push(await startMember(given, folder, password, stops))
  }
  const steps: Step[] = []
  await tellStory(nodes as [MemberNode, MemberNode, MemberNode], seed, (step) => {
    steps.push(step)
    say(`${step.where}: ${step.what}: ${step.came}`)
  })
  say('')
  for (const line of table([
    ['', 'who', 'what', 'seconds', 'result'],
    ...steps.map(({ what, where, ms, came }, n) => [String(n + 1), where, what, (ms / 1000).toFixed(1), came]),
  ]))
    say(line)
  say('')
  for (const { url, name } of nodes) say(`ready at ${url}  ${name}`)
  say('')
  say(
    `Sign in at each as administrator, officer, officer-2, supervisor, analyst, oversight-1 or oversight-2: ${password}`,
  )
  say('Everything and everyone here is invented. Ctrl-C stops the nodes and removes all their files.')
}

/** Joins the nodes, brings an agreement into force, and runs the part of every gateway. */
async function tellStory(
  [border, platform, centre]: readonly [MemberNode, MemberNode, MemberNode],
  seed: string,
  report: (step: Step) => void,
): Promise<void> {
  const nodes = [border, platform, centre]
  const step: StoryStage['step'] = async (what, where, work) => {
    const started = performance.now()
    const { came, value } = await work()
    report({ what, where, ms: performance.now() - started, came })
    return value
  }
  await step('invitation files, six words compared', 'all three', async () => {
    for (const [place, one] of nodes.entries()) for (const other of nodes.slice(place + 1)) await joinNodes(one, other)
    return { came: 'three pairs of nodes joined', value: null }
  })
  const agreement = await step('agreement offered, signed by six people', 'all three', async () => {
    const id = await agree(nodes)
    return { came: `in force: ${id}`, value: id }
  })
  for (const { story } of syntheticGateways) await story.tell({ border, platform, centre, agreement, seed, step })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
