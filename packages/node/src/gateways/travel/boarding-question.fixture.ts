import type { InteractiveAnswer } from '@entente/contracts'
import type { SignedIn, TestNode } from '@entente/testkit'
import type { z } from 'zod'
import { paxlst } from './edifact.fixture.ts'

let flights = 100
/** Asks whether a person may board, on a flight of its own. Returns the outcome and its basis. */
export async function askBoarding(node: TestNode, { family, given }: { family: string; given: string }) {
  flights += 1
  const body = paxlst([{ surname: family, given, birth: '19810517', document: `P${flights}`, reference: 'ABO1' }], {
    flight: `7N${flights}`,
  })
  const answer = await fetch(`${node.url}/v1/travel/interactive`, {
    ...{ method: 'POST', body },
    headers: { authorization: `Bearer ${node.sender.key}`, accept: 'application/json' },
  })
  const [person] = ((await answer.json()) as z.infer<typeof InteractiveAnswer>).people
  return [person?.outcome, person?.basis]
}

/** One signed-in person of each role. */
export type Everybody = Record<'analyst' | 'supervisor' | 'officer' | 'oversight' | 'administrator', SignedIn>
const accounts = ['analyst', 'supervisor', 'officer', 'oversight-1', 'administrator'] as const
export async function signInEverybody(node: TestNode): Promise<Everybody> {
  const signedIn = accounts.map(async (account) => [account.replace('-1', ''), await node.signIn(account)] as const)
  return Object.fromEntries(await Promise.all(signedIn)) as Everybody
}
