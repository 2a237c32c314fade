import { type Act, type AskedAct, challengeOfAct, digestOfContent } from '@entente/contracts'
import { beforeEach, expect, test } from 'vitest'
import { challengeOfShown, type ShownAct } from './sign-act.ts'

const salt = new Uint8Array(32).fill(7)
const me = {
  ...{ account: 'a6f0d3c2-51be-4c7d-8f29-0e1b7d4a9c35', person: '5b2e9f70-1c84-4d3a-b6e1-9f0c7a2d8e46' },
  role: 'analyst' as const,
}
const about = 'case:0b8f6c1e-3d52-4f0a-9a77-5d1c2e9b4f10@4'
const shown: ShownAct = {
  ...{ type: 'decision.propose', about, body: {} },
  content: { proposal: { act: 'do-not-board', text: 'The two numbers agree.' }, read: { version: 4 } },
}
let asked: AskedAct
beforeEach(async () => {
  asked = await askedFor(shown.content)
})
async function askedFor(content: object): Promise<AskedAct> {
  const act: Act = {
    ...{ v: 1, id: '3f1c2d9a-8e47-4b6a-9c15-7a2f0e4d6b81', type: 'decision.propose', node: 'border.example', about },
    ...{ account: me.account, person: me.person, role: me.role, at: '2027-02-03T09:15:00.000Z' },
    ...{ digest: await digestOfContent(content, salt), nonce: btoa('\u0001'.repeat(16)) },
  }
  return { act, content, salt: btoa(String.fromCharCode(...salt)), options: null } as AskedAct
}

test('the challenge is that of the act, if the act is what the page shows', async () => {
  expect(await challengeOfShown(asked, shown, me)).toEqual(await challengeOfAct(asked.act as Act))
})

test('P4 the browser signs nothing if the content in the answer is not the one on the page', async () => {
  const content = { ...shown.content, proposal: { act: 'detain', text: 'The two numbers agree.' } }
  expect(await challengeOfShown({ ...asked, content }, shown, me)).toBeNull()
  // Neither if digest and content of the answer fit each other.
  expect(await challengeOfShown(await askedFor(content), shown, me)).toBeNull()
  // Neither if only the digest is that of something else.
  expect(await challengeOfShown({ ...(await askedFor(content)), content: shown.content }, shown, me)).toBeNull()
  expect(await challengeOfShown({ ...asked, salt: btoa('\u0001'.repeat(32)) }, shown, me)).toBeNull()
})

test('P4 the browser signs nothing for another person, role, type or thing', async () => {
  const others: Partial<Act>[] = [
    { account: me.person },
    { person: me.account },
    { role: 'supervisor' },
    { type: 'decision.confirm' },
    { about: about.replace('@4', '@5') },
    { nonce: 'AA==' },
  ]
  for (const other of others)
    expect(await challengeOfShown({ ...asked, act: { ...asked.act, ...other } }, shown, me)).toBeNull()
})
