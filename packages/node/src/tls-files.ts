import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigError } from './sign-in-settings.ts'

export interface TlsFiles {
  cert: Buffer
  key: Buffer
  /** When the certificate expires. */
  validTo: Date
}

/**
 * Reads the certificate and the key with which the node speaks TLS. Throws ConfigError, which names the setting, if a file cannot be read or is
 * no certificate or key in PEM, or if they do not belong together.
 */
export function readTlsFiles(tls: { cert: string; key: string }): TlsFiles {
  const cert = read('ENTENTE_TLS_CERT', tls.cert)
  const key = read('ENTENTE_TLS_KEY', tls.key)
  const certificate = parsed('ENTENTE_TLS_CERT', tls.cert, 'certificate', () => new X509Certificate(cert))
  const owned = parsed('ENTENTE_TLS_KEY', tls.key, 'private key', () => createPrivateKey(key))
  if (!certificate.checkPrivateKey(owned))
    throw new ConfigError(`ENTENTE_TLS_KEY: ${tls.key} is not the key of the certificate ${tls.cert}`)
  return { cert, key, validTo: new Date(certificate.validTo) }
}

function read(setting: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code } = error as { code?: string }
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read by the account of the node (${code})`
    throw new ConfigError(`${setting}: ${path} ${why}`)
  }
}

function parsed<T>(setting: string, path: string, what: string, parse: () => T): T {
  try {
    return parse()
  } catch {
    throw new ConfigError(`${setting}: ${path} contains no ${what} in PEM`)
  }
}
