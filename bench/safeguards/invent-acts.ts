import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Act, challengeOfAct, commitmentToAct, toBase64Url } from '@entente/contracts'

export const rpId = 'node.border.example'
export const origin = `https://${rpId}`
const start = Date.parse('2026-01-01T00:00:00.000Z')

/** A person with a passkey (ES256). `publicKey` is COSE (RFC 9053). */
export interface Signer {
  account: string
  person: string
  credentialId: string
  publicKey: Buffer
  privateKey: KeyObject
}

export function inventSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const coordinate = (text: string) => Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(text, 'base64url')])
  const cose = [Buffer.from('a501020326200121', 'hex'), coordinate(x), Buffer.from('22', 'hex'), coordinate(y)]
  const [account, person] = [randomUUID(), randomUUID()]
  return {
    account,
    person,
    credentialId: toBase64Url(Buffer.from(account)),
    publicKey: Buffer.concat(cose),
    privateKey,
  }
}

/** Signs an invented act on a case as a passkey does (WebAuthn 6.3.3). `number` is its place in time, a second apart. */
export async function inventAct({ account, person, credentialId, privateKey }: Signer, number: number, type: string) {
  const pair = Math.floor(number / 2)
  const act: Act = {
    ...{ v: 1, id: randomUUID(), type, node: rpId, account, person, at: new Date(start + number * 1000).toISOString() },
    ...{ role: type === 'decision.propose' ? 'analyst' : 'supervisor' },
    about: `case:00000000-0000-4000-8000-${pair.toString(16).padStart(12, '0')}@4`,
    digest: createHash('sha256').update(`digest ${number}`).digest('base64'),
    nonce: createHash('md5').update(`nonce ${number}`).digest('base64'),
  }
  const challenge = toBase64Url(await challengeOfAct(act))
  const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }))
  const host = createHash('sha256').update(rpId).digest()
  const data = Buffer.concat([host, Buffer.from([0x05, 0, 0, 0, 0])])
  const message = Buffer.concat([data, createHash('sha256').update(client).digest()])
  return {
    ...{ act, method: 'passkey', synced: false, verifiedAt: act.at, credentialId },
    ...{ authenticatorData: toBase64Url(data), clientDataJSON: toBase64Url(client) },
    signature: toBase64Url(sign('sha256', message, privateKey)),
  }
}

/** Writes a folder of acts as `entente audit export --openings` does: proposals of half of the people, and confirmations of the others. */
export async function writeExport(folder: string, count: number, people: number): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const signers = Array.from({ length: people }, inventSigner)
  const createdAt = new Date(start - 86_400_000).toISOString()
  const lines = (values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')
  const write = (name: string, values: readonly object[]) => writeFileSync(join(folder, name), lines(values))
  write('desk.json', [{ origins: [origin], rpId }])
  write(
    'credentials.jsonl',
    signers.map(({ account, credentialId, publicKey }) => ({
      ...{ entry: `credential:${account}`, credentialId, account, enrolledBy: 'self', createdAt, state: 'active' },
      publicKey: toBase64Url(publicKey),
    })),
  )
  const role = (place: number) => (place % 2 === 0 ? 'analyst' : 'supervisor')
  write(
    'people.jsonl',
    signers.map(({ account, person }, place) => ({
      ...{ account, person },
      roles: [{ role: role(place), state: 'active', grantedAt: createdAt, grantedBy: null }],
    })),
  )
  const [acts, openings] = ['acts.jsonl', 'openings.jsonl'].map((name) => openSync(join(folder, name), 'w'))
  const hash = (key: Buffer) => createHash('sha256').update(key).digest('hex')
  const enrolled = signers.map(({ account, publicKey }) => ({ details: { account, keySha256: hash(publicKey) } }))
  writeSync(openings as number, lines(enrolled))
  for (let number = 0; number < count; number += 1) {
    const signer = signers[number % people] as Signer
    const line = await inventAct(signer, number, number % 2 === 0 ? 'decision.propose' : 'decision.confirm')
    const signed = { act: line.act.id, commitment: await commitmentToAct(line.act, line.signature) }
    writeSync(acts as number, lines([line]))
    writeSync(openings as number, lines([{ details: { signed } }]))
  }
}
