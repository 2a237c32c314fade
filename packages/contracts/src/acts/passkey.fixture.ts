import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type Act, challengeOfAct, type PasskeyAct, toBase64Url } from './act.ts'
import type { ExpectedSigner } from './verify-act.ts'

const bytesOf = (text: string | undefined): Buffer => Buffer.from(text as string, 'base64url')
const int = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0x58, bytes.length]), bytes])

/** Writes a public key as COSE (RFC 9053): P-256, Ed25519 or RSA with an exponent of three bytes. */
export function coseOf(key: KeyObject): Buffer {
  const jwk = key.export({ format: 'jwk' })
  if (jwk.kty === 'EC')
    return Buffer.concat([
      ...[Buffer.from('a501020326200121', 'hex'), int(bytesOf(jwk.x)), Buffer.from('22', 'hex'), int(bytesOf(jwk.y))],
    ])
  if (jwk.kty === 'OKP') return Buffer.concat([Buffer.from('a401010327200621', 'hex'), int(bytesOf(jwk.x))])
  const modulus = bytesOf(jwk.n)
  const size = Buffer.alloc(2)
  size.writeUInt16BE(modulus.length)
  return Buffer.concat([
    Buffer.from('a401030339010020', 'hex'),
    Buffer.from([0x59]),
    size,
    modulus,
    Buffer.from('2143', 'hex'),
    bytesOf(jwk.e),
  ]) // prettier-ignore
}

/** The P-256 key with this private scalar. */
export function keyOfScalar(scalar: Buffer): { privateKey: KeyObject; publicKey: KeyObject } {
  // RFC 5915, without the public part, which OpenSSL computes.
  const der = Buffer.concat([
    Buffer.from('30310201010420', 'hex'),
    scalar,
    Buffer.from('a00a06082a8648ce3d030107', 'hex'),
  ])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'sec1' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

/** An authenticator with one key, whose owner is at `https://node.border.example`. */
export function authenticatorOf(kind: 'ES256' | 'EdDSA' | 'RS256' = 'ES256') {
  const pair =
    kind === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : kind === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signer: ExpectedSigner = {
    credentialId: 'AAECAw',
    publicKey: coseOf(pair.publicKey),
    origins: ['https://node.border.example'],
    rpId: 'node.border.example',
  }
  return {
    signer,
    async sign(act: Act, shown: { flags?: number; client?: object; host?: string } = {}): Promise<PasskeyAct> {
      const client = Buffer.from(
        JSON.stringify({
          ...{ type: 'webauthn.get', challenge: toBase64Url(await challengeOfAct(act)) },
          ...{ origin: 'https://node.border.example', crossOrigin: false, ...shown.client },
        }),
      )
      const data = Buffer.concat([
        createHash('sha256')
          .update(shown.host ?? 'node.border.example')
          .digest(),
        Buffer.from([shown.flags ?? 0x05, 0, 0, 0, 0]),
      ])
      const message = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return {
        ...{ act, credentialId: signer.credentialId, authenticatorData: data.toString('base64url') },
        clientDataJSON: client.toString('base64url'),
        signature: sign(kind === 'EdDSA' ? null : 'sha256', message, pair.privateKey).toString('base64url'),
      }
    },
  }
}
