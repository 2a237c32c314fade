import { once } from 'node:events'
import { inDatabase } from '../node/node-database.ts'
import type { NodeFolder } from '../node/node-folder.ts'
import { startNiceProcess } from './nice-process.ts'

/** Starts a lying node, and stores it as a member that may be read. A node that runs on the folder learns of it when it starts again. */
export async function startLyingPeer(folder: NodeFolder): Promise<{ member: string; close(): void }> {
  const member = 'liar.example'
  const child = startNiceProcess('lying-node', '')
  const [message] = await once(child, 'message')
  const { url, keyId, publicKey } = message as { url: string; keyId: string; publicKey: string }
  await inDatabase(folder, async (client) => {
    const peer = "insert into peer (member, node, url, state, since) values ($1, $1, $2, 'suspended', now())"
    await client.query(peer, [member, url])
    const key = `insert into member_key (member, key_id, public_key, valid_from)
      values ($1, $2, $3, now() - interval '1 day')`
    await client.query(key, [member, keyId, Buffer.from(publicKey, 'base64')])
  })
  return { member, close: () => child.disconnect() }
}
