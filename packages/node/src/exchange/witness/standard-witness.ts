import { readFileSync } from 'node:fs'
import { LogFault, type LogPolicy, parsePolicy, toBase64, type VerifierKey } from '@entente/contracts'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'
import type { CosignAnswer } from './cosign-log.ts'

/** A witness that is no member and speaks the protocol tlog-witness (C2SP). */
export interface StandardWitness {
  label: string
  key: VerifierKey
  url: string
}

const timeoutMs = 10_000
const mostBytes = 10_000
const statuses = [200, 400, 403, 404, 409, 422] as const

/**
 * Reads the operator's file: lines `witness <name> <vkey> <url>`, `group` and `quorum` of a policy. Throws an error that
 * names the line.
 */
export async function readWitnessFile(
  file: string,
): Promise<{ witnesses: StandardWitness[]; lines: string; isMet: LogPolicy['isMet'] }> {
  const lines = readFileSync(file, 'utf8')
  // A policy names a log. Any will do, because only the witnesses are read here.
  const log = `log ${await anyLog()}`
  let policy: LogPolicy
  try {
    policy = await parsePolicy(nodeLogCrypto, `${lines}\n${log}\n`)
  } catch (error) {
    if (error instanceof LogFault) throw new Error(`${file} ${error.where}: ${error.message}`)
    throw error
  }
  const witnesses = policy.witnesses.map(({ label, url, ...key }) => {
    const address = url === null || !URL.canParse(url) ? null : new URL(url)
    const isPlain = address?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(address.hostname)
    if (address === null || (address.protocol !== 'https:' && !isPlain))
      throw new Error(`${file}: the witness ${label} needs an address with https.`)
    return { label, key, url: address.href.replace(/\/$/, '') }
  })
  return { witnesses, lines, isMet: policy.isMet }
}

async function anyLog(): Promise<string> {
  const key = Buffer.concat([Buffer.of(1), Buffer.alloc(32)])
  const digest = await nodeLogCrypto.sha256(Buffer.concat([Buffer.from('any\n'), key]))
  return `any+${Buffer.from(digest.subarray(0, 4)).toString('hex')}+${toBase64(key)}`
}

/** Sends a request `add-checkpoint`. Rejects if the witness does not answer, or with another status than its protocol has. */
export async function askStandardWitness(witness: StandardWitness, request: string): Promise<CosignAnswer> {
  const reply = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    body: request,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const parts: Uint8Array[] = []
  let bytes = 0
  const body = reply.body as unknown as AsyncIterable<Uint8Array> | null
  for await (const part of body ?? []) {
    bytes += part.length
    if (bytes > mostBytes) throw new Error('the answer is too large')
    parts.push(part)
  }
  const text = Buffer.concat(parts).toString()
  const status = statuses.find((known) => known === reply.status)
  if (status === undefined) throw new Error(`the witness answered ${reply.status}`)
  const size = status === 409 && /^\d{1,15}\n$/.test(text) ? Number(text) : 0
  return { status, cosignature: status === 200 ? text : null, size, note: null }
}
