import type { LogCrypto } from '@entente/contracts'

const bytesOf = (buffer: ArrayBuffer): Uint8Array => new Uint8Array(buffer)
const source = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>

/** The cryptography of the browser (WebCrypto). Nothing that it computes comes from the node. */
export const webLogCrypto: LogCrypto = {
  sha256: async (bytes) => bytesOf(await crypto.subtle.digest('SHA-256', source(bytes))),
  async hmacSha256(key, bytes) {
    const imported = await crypto.subtle.importKey('raw', source(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ])
    return bytesOf(await crypto.subtle.sign('HMAC', imported, source(bytes)))
  },
  async verifyEd25519(publicKey, message, signature) {
    try {
      const key = await crypto.subtle.importKey('raw', source(publicKey), { name: 'Ed25519' }, false, ['verify'])
      return await crypto.subtle.verify({ name: 'Ed25519' }, key, source(signature), source(message))
    } catch {
      return false
    }
  },
}

/** Tests whether the browser can compute a draw: it can over HTTPS and on the node's own machine. */
export const canCompute = (): boolean => globalThis.crypto?.subtle !== undefined

/** Returns whether the browser verifies Ed25519 signatures. Otherwise every signature would look wrong. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])
    return true
  } catch {
    return false
  }
}
