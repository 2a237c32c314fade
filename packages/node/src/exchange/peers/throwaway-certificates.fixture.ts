import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Whether the tests can make certificates. They need the program `openssl`, because Node.js cannot issue certificates.
 */
export const canMakeCertificates = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    console.warn(
      'SKIPPED: tests of TLS between nodes and of client certificates need the program openssl, which is not here.',
    )
    return false
  }
})()

export interface Certificate {
  cert: string
  key: string
}
export interface ThrowawayAuthority {
  /** Path of the root certificate. */
  ca: string
  /** Issues a certificate for 127.0.0.1, signed by the root, and returns its files. */
  issue(name: string): Certificate
  /** Makes a self-signed certificate. */
  selfSigned(name: string): Certificate
  remove(): void
}

/**
 * Makes a root certificate for one test in a temporary folder. The certificates that it signs are valid for two days.
 */
export function throwawayAuthority(): ThrowawayAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'entente-test-ca-'))
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const selfSigned = (name: string): Certificate => {
    const [cert, key] = [at(`${name}.pem`), at(`${name}.key`)]
    openssl('req', '-x509', ...newKey, '-keyout', key, '-out', cert, '-days', '2', '-subj', `/CN=${name}`)
    return { cert, key }
  }
  const root = selfSigned('root')
  writeFileSync(at('names'), 'subjectAltName=IP:127.0.0.1\n')
  return {
    ca: root.cert,
    issue(name) {
      const [cert, key, request] = [at(`${name}.pem`), at(`${name}.key`), at(`${name}.csr`)]
      openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${name}`)
      const under = ['-CA', root.cert, '-CAkey', root.key, '-CAcreateserial', '-days', '2', '-extfile', at('names')]
      openssl('x509', '-req', '-in', request, ...under, '-out', cert)
      return { cert, key }
    },
    selfSigned,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
