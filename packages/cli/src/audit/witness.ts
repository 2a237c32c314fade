import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { dirname, resolve } from 'node:path'
import {
  cosignatureValue,
  cosignedBytes,
  formatSignature,
  formatVerifierKey,
  fromBase64,
  judgeCheckpoint,
  keyKinds,
  toBase64,
  verifierKey,
  type Witnessed,
} from '@entente/contracts'
import { newPrivateKey, nodeKeyOf, nodeLogCrypto } from '@entente/node/audit-log'
import { CommandFailure } from '../command/failure.ts'
import { onStopSignal, say } from '../command/on-stop-signal.ts'
import { readPolicy } from './verify.ts'

interface WitnessOptions {
  name: string
  key: string
  policy: string
  state: string
  listen: string
}
const mostRequestBytes = 100_000

/**
 * Runs a witness of logs (C2SP tlog-witness) until a stop signal. It cosigns the logs that the policy names, if they only
 * grow. The state of each log is on disk before the answer. It needs no node and keeps no entries. A proxy gives it TLS.
 */
export async function runWitness(options: WitnessOptions): Promise<void> {
  const [, host, port] = /^(.*):(\d{1,5})$/.exec(options.listen) ?? []
  if (!host || port === undefined) throw new CommandFailure('usage', '--listen is an address such as 127.0.0.1:8500.')
  if (/[\s+]/.test(options.name)) throw new CommandFailure('usage', '--name has neither spaces nor +.')
  if (!existsSync(options.key)) writeFileSync(options.key, newPrivateKey(), { mode: 0o600, flag: 'wx' })
  const secret = nodeKeyOf(readFileSync(options.key))
  const key = await verifierKey(nodeLogCrypto, options.name, keyKinds.witness, secret.publicKey)
  const { logs } = await readPolicy(options.policy)
  const state = readState(options.state)
  let turn: Promise<unknown> = Promise.resolve()

  /** Requests follow each other, so that two of one log never rest on the same state. */
  function answer(request: Uint8Array): Promise<{ status: number; body: string; type?: string }> {
    const mine = turn.then(async () => {
      let origin = ''
      const keysOf = (name: string) => {
        origin = name
        return logs.filter((log) => log.name === name)
      }
      const verdict = await judgeCheckpoint(nodeLogCrypto, request, keysOf, async (name) => state.get(name) ?? null)
      if (verdict.status === 409)
        return { status: 409, body: `${state.get(origin)?.size ?? 0}\n`, type: 'text/x.tlog.size' }
      if (verdict.status !== 200) return { status: verdict.status, body: `${verdict.what}\n` }
      const { size, root } = verdict.checkpoint
      state.set(origin, { size, root })
      writeState(options.state, state)
      const seconds = Math.floor(Date.now() / 1000)
      const value = cosignatureValue(seconds, secret.sign(cosignedBytes(verdict.note.text, seconds)))
      return { status: 200, body: formatSignature({ name: key.name, id: key.id, value }) }
    })
    turn = mine.catch(() => {})
    return mine
  }

  const server = createServer(async (request, reply) => {
    try {
      if (request.method !== 'POST' || !request.url?.endsWith('/add-checkpoint')) {
        reply.writeHead(404).end()
        return
      }
      const body = await bodyOf(request)
      const { status, body: text, type } = body === null ? { status: 400, body: 'too large\n' } : await answer(body)
      reply.writeHead(status, { 'content-type': type ?? 'text/plain; charset=utf-8' }).end(text)
    } catch (error) {
      process.stderr.write(`unexpected: ${String(error)}\n`)
      reply.writeHead(500).end()
    }
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 20_000
  server.maxConnections = 100
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new CommandFailure('listen-failed', error.message)))
    server.listen(Number(port), host, resolve)
  })
  onStopSignal(async () => void server.close())
  say(`witness ${formatVerifierKey(key)}`)
  const { port: open } = server.address() as { port: number }
  say(`ready at http://${host}:${open}`)
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > mostRequestBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Reads what was cosigned last, by origin. Fails with `state-damaged`: a witness that forgets could cosign two logs. */
function readState(file: string): Map<string, Witnessed> {
  if (!existsSync(file)) return new Map()
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { size: number; root: string }>
    return new Map(
      Object.entries(stored).map(([origin, { size, root }]) => [origin, { size, root: fromBase64(root, file, 32) }]),
    )
  } catch {
    throw new CommandFailure('state-damaged', `${file} cannot be read. Restore it from a backup of the witness.`)
  }
}

function writeState(file: string, state: ReadonlyMap<string, Witnessed>): void {
  const all = [...state].map(([origin, { size, root }]) => [origin, { size, root: toBase64(root) }] as const)
  const handle = openSync(`${file}.new`, 'w', 0o600)
  writeSync(handle, `${JSON.stringify(Object.fromEntries(all))}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.new`, file)
  // Without this a power cut may forget the state, after the answer.
  const folder = openSync(dirname(resolve(file)), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
