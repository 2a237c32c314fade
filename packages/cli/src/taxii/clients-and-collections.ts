import { createHash, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { TaxiiCollection, TaxiiUserSecret } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult } from '../command/output.ts'

/**
 * Adds a client. With `certificate` (a PEM or DER file) the client authenticates with that certificate and gets no password. Fails with
 * `certificate-unreadable` or a code of the node.
 */
export async function addUser(
  name: string,
  options: { member: string; purpose: string; certificate?: string; synthetic?: boolean; json?: boolean },
): Promise<void> {
  const { member, purpose, certificate: file, synthetic = false } = options
  const certificate = file === undefined ? null : await fingerprintOf(file)
  const body = { name, member, purpose, certificate, synthetic }
  const made = await nodeClient({ impersonal: true }).call<TaxiiUserSecret>('POST', '/v1/taxii/users', body)
  if (certificate !== null)
    return printResult(options.json, { name: made.name, certificate }, () => [
      `name ${made.name}`,
      `certificate ${certificate} (SHA-256)`,
    ])
  printResult(options.json, { name: made.name, password: made.password, token: made.token }, () => [
    `name ${made.name}`,
    `password ${made.password}`,
    `token ${made.token}`,
    'They are not shown again.',
  ])
}

async function fingerprintOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => {
    throw new CommandFailure('certificate-unreadable', `${file} cannot be read.`)
  })
  try {
    return createHash('sha256').update(new X509Certificate(bytes).raw).digest('hex')
  } catch {
    throw new CommandFailure('certificate-unreadable', `${file} is not a certificate in PEM or DER.`)
  }
}

export async function addCollection(options: {
  title: string
  agreement: string
  alias?: string
  write?: boolean
  json?: boolean
}): Promise<void> {
  const { title, agreement, alias = null, write } = options
  const body = { title, agreement, alias, kind: write === true ? 'inbox' : 'out' }
  const client = nodeClient({ impersonal: true })
  const made = await client.call<TaxiiCollection>('POST', '/v1/taxii/collections', body)
  printResult(options.json, made, () => [`${client.url}${made.path}`])
}
