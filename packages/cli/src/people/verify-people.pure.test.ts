import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Act, commitmentToAct, digestOfContent } from '@entente/contracts'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { authenticatorOf } from '../../../contracts/src/acts/passkey.fixture.ts'
import { checkFolder } from './verify-people.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-people-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (name: string, ...lines: object[]) =>
  writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
const salt = Buffer.alloc(32, 7)
const content = { proposal: { act: 'hold', text: 'The two numbers agree.' } }

/** A person with a passkey. */
function person(role: string) {
  const ids = { account: randomUUID(), person: randomUUID() }
  const { signer, sign } = authenticatorOf()
  const credentialId = Buffer.from(ids.account).toString('base64url')
  return {
    ...ids,
    credential: {
      ...{ entry: `credential:${randomUUID()}`, credentialId, account: ids.account, enrolledBy: 'self' },
      publicKey: Buffer.from(signer.publicKey).toString('base64url'),
      ...{ createdAt: '2026-11-01T10:00:00.000Z', state: 'active' },
    },
    keySha256: createHash('sha256').update(signer.publicKey).digest('hex'),
    row: (grantedBy: string | null = null, grantedAt = '2026-11-01T10:00:00.000Z') => ({
      ...ids,
      roles: [{ role, state: 'active', grantedAt, grantedBy }],
    }),
    async act(type: string, at: string, about = 'case:0b8f6c1e-3d52-4f0a-9a77-5d1c2e9b4f10') {
      const act: Act = {
        ...{ v: 1, id: randomUUID(), type, node: 'border.example', ...ids, role, at, about: `${about}@4` },
        ...{ digest: await digestOfContent(content, salt), nonce: Buffer.alloc(16, 1).toString('base64') },
      }
      const signed = { ...(await sign(act)), credentialId }
      return { ...signed, method: 'passkey', synced: false, verifiedAt: at, content, salt: salt.toString('base64') }
    },
  }
}
type Line = Awaited<ReturnType<ReturnType<typeof person>['act']>>
const analyst = person('analyst')
const supervisor = person('supervisor')
let lines: Line[]
beforeEach(async () => {
  lines = [
    await analyst.act('decision.propose', '2026-11-24T12:00:00.000Z'),
    await supervisor.act('decision.confirm', '2026-11-24T12:05:00.000Z'),
  ]
  write('desk.json', { origins: ['https://node.border.example'], rpId: 'node.border.example' })
  write('credentials.jsonl', analyst.credential, supervisor.credential)
  write('people.jsonl', analyst.row(), supervisor.row())
  write('acts.jsonl', ...lines)
  await writeOpenings()
})
async function writeOpenings(): Promise<void> {
  const enrolled = [analyst, supervisor].map(({ account, keySha256 }) => ({ details: { account, keySha256 } }))
  const logged = []
  for (const { act, signature } of lines)
    logged.push({ details: { signed: { act: act.id, commitment: await commitmentToAct(act, signature) } } })
  write('openings.jsonl', ...enrolled, ...logged)
}

const verified = async () => {
  const result = await checkFolder(folder)
  return { ...result, codes: result.failures.map(({ code }) => code) }
}

test('signed acts of two people verify with content and log, and the result says what is not covered', async () => {
  const result = await verified()
  expect(result).toMatchObject({
    ok: true,
    checked: { acts: 2, passkey: 2, withContent: 2, logged: 2, enrolled: 2 },
  })
  expect(result.notCovered.join(' ')).toContain('an authenticator shows no text')
  rmSync(join(folder, 'openings.jsonl'))
  expect((await verified()).notCovered[0]).toContain('openings.jsonl')
})

test('a changed act, content, signature or log entry is found', async () => {
  const [first] = lines as [Line, Line]
  const foundIn = async (changed: object) => {
    write('acts.jsonl', { ...first, ...changed }, lines[1] as Line)
    return (await verified()).codes
  }
  expect(await foundIn({ act: { ...first.act, role: 'supervisor' } })).toEqual(['challenge', 'commitment'])
  expect(await foundIn({ content: { ...content, more: true } })).toEqual(['reading'])
  expect(await foundIn({ signature: lines[1]?.signature })).toEqual(['signature', 'commitment'])
  expect(await foundIn({ act: { ...first.act, id: randomUUID() } })).toEqual(['challenge', 'not-logged'])
  expect(await foundIn({ credentialId: supervisor.credential.credentialId })).toContain('passkey-foreign')
  expect(await foundIn({ credentialId: 'AAAA' })).toEqual(['passkey-unknown'])
})

test('a passkey of another account, a later one and one that nobody enrolled are found', async () => {
  const credentials = (change: object) =>
    write('credentials.jsonl', { ...analyst.credential, ...change }, supervisor.credential)
  credentials({ account: supervisor.account })
  expect((await verified()).codes).toEqual(['passkey-foreign', 'not-enrolled'])
  credentials({ createdAt: '2026-11-25T10:00:00.000Z' })
  expect((await verified()).codes).toEqual(['passkey-later'])
  credentials({ publicKey: supervisor.credential.publicKey })
  expect((await verified()).codes).toEqual(['not-enrolled', 'signature'])
  write('people.jsonl', { ...analyst.row(), person: supervisor.person }, supervisor.row())
  expect((await verified()).codes).toContain('person')
})

test('one person, a missing proposal, two codes and a fresh grant make no pair', async () => {
  const pair = async (...acts: object[]) => {
    write('acts.jsonl', ...acts)
    rmSync(join(folder, 'openings.jsonl'), { force: true })
    return (await verified()).codes
  }
  const [first, second] = lines as [Line, Line]
  expect(await pair(second)).toEqual(['no-proposal'])
  expect(await pair(await supervisor.act('decision.propose', '2026-11-24T12:00:00.000Z'), second)).toEqual([
    'same-person',
  ])
  const code = { method: 'totp', credentialId: null, authenticatorData: null, clientDataJSON: null, signature: null }
  expect(await pair({ ...first, ...code }, { ...second, ...code })).toEqual(['passkey-needed'])
  expect(await pair({ ...first, ...code }, second)).toEqual([])
  write('people.jsonl', analyst.row(), supervisor.row(analyst.person, '2026-11-20T10:00:00.000Z'))
  expect(await pair(first, second)).toEqual(['grant-too-new'])
})

test('a folder without files, or with a line that is no JSON, ends with a code', async () => {
  await expect(checkFolder(join(folder, 'none'))).rejects.toMatchObject({ code: 'unreadable' })
  writeFileSync(join(folder, 'acts.jsonl'), `${readFileSync(join(folder, 'acts.jsonl'), 'utf8')}{"act":\n`)
  await expect(checkFolder(folder)).rejects.toMatchObject({ code: 'unreadable' })
})

test('the chain of passkeys comes down to the first one, and another one signs nothing for a day', async () => {
  const spare = { ...person('analyst'), ...{ account: analyst.account, person: analyst.person } }
  const credential = { ...spare.credential, account: analyst.account, createdAt: '2026-11-24T11:00:00.000Z' }
  write('credentials.jsonl', analyst.credential, credential, supervisor.credential)
  const enrolment = await analyst.act('people.enrol', '2026-11-24T11:00:00.000Z', `account:${analyst.account}`)
  const signed = await spare.act('decision.propose', '2026-11-24T12:00:00.000Z')
  const bySpare = { ...signed, act: { ...signed.act, ...{ account: analyst.account, person: analyst.person } } }
  const opened = (details: object) => {
    write('acts.jsonl', enrolment, bySpare, lines[1] as Line)
    write('openings.jsonl', { details: { account: analyst.account, keySha256: spare.keySha256, ...details } })
    return verified()
  }
  const unsigned = await opened({})
  expect(unsigned.codes).toContain('passkey-too-new')
  expect(unsigned.checked).toMatchObject({ chained: 2, unchained: 1 })
  const chained = await opened({ signed: { act: enrolment.act.id, commitment: 'x' } })
  expect(chained.codes).not.toContain('passkey-too-new')
  expect(chained.checked).toMatchObject({ chained: 3, unchained: 0 })
})

test('an act is verified with the addresses that the desk had at its time', async () => {
  write('desk.json', { origins: ['https://new.border.example'], rpId: 'new.border.example' })
  expect((await verified()).codes).toEqual(['origin', 'origin'])
  const facts = readFileSync(join(folder, 'openings.jsonl'), 'utf8')
  const moved = (to: string, at: string) => ({ details: { what: 'addresses of the desk', to, at } })
  const log = (...more: object[]) =>
    writeFileSync(join(folder, 'openings.jsonl'), facts + more.map((line) => `${JSON.stringify(line)}\n`).join(''))
  log(
    moved('https://new.border.example', '2026-11-24T13:00:00.000Z'),
    moved('https://node.border.example', '2026-11-01T08:00:00.000Z'),
  )
  expect((await verified()).codes).toEqual([])
  log(
    moved('https://new.border.example', '2026-11-24T12:02:00.000Z'),
    moved('https://node.border.example', '2026-11-01T08:00:00.000Z'),
  )
  expect((await verified()).codes).toEqual(['origin'])
})

test('nobody consents to a change of people that they proposed', async () => {
  const change = 'change:0b8f6c1e-3d52-4f0a-9a77-5d1c2e9b4f10'
  const consent = (by: typeof analyst) => by.act('people.consent', '2026-11-24T12:09:00.000Z', change)
  const proposal = await supervisor.act('people.propose', '2026-11-24T12:08:00.000Z', change)
  for (const [by, codes] of [
    [analyst, []],
    [supervisor, ['same-person']],
  ] as const) {
    lines = [proposal, await consent(by)]
    write('acts.jsonl', ...lines)
    await writeOpenings()
    expect((await verified()).codes).toEqual(codes)
  }
})
