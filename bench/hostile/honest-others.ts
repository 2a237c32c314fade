import { newPrivateKey, nodeKeyOf, peerHeader, signRequest } from '@entente/node'
import { inDatabase } from '../node/node-database.ts'
import type { NodeFolder } from '../node/node-folder.ts'
import { openPoster } from '../node/post.ts'
import { expectOk, signInAs } from '../node/set-up-node.ts'

/** People and members that use the node beside its sender. Each function returns the status of the answer. */
export interface HonestOthers {
  /** Signs a person in at an address that nobody used before. */
  signIn(): Promise<number>
  /** Sends a signed request of a member's node. */
  postAsMember(): Promise<number>
  close(): void
}

const member = 'honest.example'
const key = nodeKeyOf(newPrivateKey())
const path = '/peer/v1/feed/wanted'

/** Stores a member that may be served. */
export async function storeHonestMember(folder: NodeFolder): Promise<void> {
  await inDatabase(folder, async (client) => {
    const peer =
      "insert into peer (member, node, url, state, since) values ($1, $1, 'http://127.0.0.1:9', 'active', now())"
    await client.query(peer, [member])
    const values = 'insert into member_key (member, key_id, public_key, valid_from) values ($1, $2, $3, now())'
    await client.query(values, [member, key.keyId, key.publicKey])
  })
}

/** Prepares an account for sign-ins and the connections of the member. */
export async function openHonestOthers(url: string, folder: NodeFolder): Promise<HonestOthers> {
  await signInAs(url, folder, 'supervisor')
  const { password } = folder.passwords.get('supervisor') as { password: string }
  const credentials = Buffer.from(JSON.stringify({ account: 'supervisor', password }))
  const json = { 'content-type': 'application/json' }
  const node = openPoster(url, '', '127.0.0.3')
  let signedIn = 0
  return {
    async signIn() {
      signedIn += 1
      const desk = openPoster(url, '', `127.1.${signedIn >> 8}.${signedIn & 255 || 1}`)
      try {
        return (await desk.post('/v1/session', credentials, json)).status
      } finally {
        desk.close()
      }
    },
    async postAsMember() {
      const body = Buffer.from(JSON.stringify({ ids: [crypto.randomUUID()] }))
      const to = { from: member, to: String(folder.environment.ENTENTE_MEMBER), url: url + path, now: new Date() }
      const token = await signRequest(key, { method: 'POST', path, body, ...to })
      return (await node.post(path, body, { ...json, [peerHeader]: token })).status
    },
    close: () => node.close(),
  }
}

/** Creates the account that an insider tries to create again. Returns its name. */
export async function createVictim(url: string, folder: NodeFolder): Promise<string> {
  const administrator = await signInAs(url, folder, 'administrator')
  const draft = { name: 'victim', person: { name: 'Invented Person' }, roles: ['analyst'], teams: [] }
  return ((await expectOk(administrator.call('POST', '/v1/accounts', draft))) as { name: string }).name
}
