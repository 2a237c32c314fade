import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  checkpointText,
  formatConsistencyFile,
  formatNote,
  formatVerifierKey,
  keyKinds,
  leafHash,
  openCheckpoint,
  parsePolicy,
  rootOfHashes,
  verifierKey,
} from '@entente/contracts'
import { newPrivateKey, nodeKeyOf, nodeLogCrypto } from '@entente/node/audit-log'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'entente-witness-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const program = fileURLToPath(new URL('../../dist/index.js', import.meta.url))
const origin = 'border.example/audit'
const secret = nodeKeyOf(newPrivateKey())

/** Starts the command and returns its address and its key. */
async function start(): Promise<{ url: string; vkey: string; stop(): Promise<void> }> {
  const args = ['--name', 'oversight.example/w1', '--key', at('key'), '--policy', at('policy'), '--state', at('state')]
  const child = spawn(process.execPath, [program, 'audit', 'witness', ...args, '--listen', '127.0.0.1:0'])
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('ready at ')) resolve()
    })
    child.on('close', () => reject(new Error(said)))
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return {
    url: /ready at (\S+)/.exec(said)?.[1] ?? '',
    vkey: /witness (\S+)/.exec(said)?.[1] ?? '',
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

test('the witness cosigns a log that grows, says what it knows, and remembers it after a restart', async () => {
  const key = await verifierKey(nodeLogCrypto, origin, keyKinds.log, secret.publicKey)
  writeFileSync(at('policy'), `log ${formatVerifierKey(key)}\nquorum none\n`)
  const checkpoint = (size: number, root: Uint8Array) => {
    const text = checkpointText({ origin, size, root })
    const value = secret.sign(Buffer.from(text))
    return Buffer.from(formatNote({ text, signatures: [{ name: origin, id: key.id, value }] }))
  }
  const leaves = await Promise.all(['a', 'b'].map((text) => leafHash(nodeLogCrypto, Buffer.from(text))))
  const one = checkpoint(1, leaves[0] as Uint8Array)
  const two = checkpoint(2, await rootOfHashes(nodeLogCrypto, leaves))
  const ask = async (url: string, old: number, hashes: Uint8Array[], note: Uint8Array) => {
    const body = formatConsistencyFile({ old, hashes, checkpoint: note })
    const reply = await fetch(`${url}/add-checkpoint`, { method: 'POST', body })
    return { status: reply.status, text: await reply.text(), type: reply.headers.get('content-type') }
  }
  let witness = await start()
  try {
    const cosigned = await ask(witness.url, 0, [], one)
    expect(cosigned.status).toBe(200)
    const policy = await parsePolicy(
      nodeLogCrypto,
      `log ${formatVerifierKey(key)}\nwitness w ${witness.vkey}\nquorum w\n`,
    )
    const note = Buffer.concat([one, Buffer.from(cosigned.text)])
    const seen = { where: 'note', now: Math.floor(Date.now() / 1000), quorum: true }
    expect(await openCheckpoint(nodeLogCrypto, note, policy, seen)).toMatchObject({ size: 1 })
    await witness.stop()
    witness = await start()
    expect(await ask(witness.url, 0, [], two)).toEqual({ status: 409, text: '1\n', type: 'text/x.tlog.size' })
    expect((await ask(witness.url, 1, [leaves[0] as Uint8Array], two)).status).toBe(422)
    expect((await ask(witness.url, 1, [leaves[1] as Uint8Array], two)).status).toBe(200)
    expect((await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body: 'x'.repeat(200_000) })).status).toBe(
      400,
    )
    expect(JSON.parse(readFileSync(at('state'), 'utf8'))).toMatchObject({ [origin]: { size: 2 } })
  } finally {
    await witness.stop()
  }
})
