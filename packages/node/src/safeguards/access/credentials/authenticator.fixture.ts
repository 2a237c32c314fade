import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

interface Shown {
  /** The flags of the authenticator: 0x01 a touch, 0x04 a PIN or fingerprint, 0x08 and 0x10 synced. */
  flags?: number
  counter?: number
  origin?: string
  rpId?: string
  crossOrigin?: boolean
  userHandle?: string
}
type Options = Record<string, unknown>

/** An authenticator in software, with one passkey (ES256). It signs whatever a test wants. */
export function createAuthenticator(usual: { rpId: string; origin: string }) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(20)
  const jwk = publicKey.export({ format: 'jwk' })
  const coordinate = (value: string | undefined) =>
    Buffer.concat([Buffer.from('5820', 'hex'), Buffer.from(value as string, 'base64url')])
  const coseKey = Buffer.concat([
    Buffer.from('a5010203262001', 'hex'),
    ...[Buffer.from('21', 'hex'), coordinate(jwk.x), Buffer.from('22', 'hex'), coordinate(jwk.y)],
  ])
  const dataOf = ({ flags = 0x05, counter = 0, rpId = usual.rpId }: Shown, attested: Buffer) => {
    const head = Buffer.alloc(5)
    head.writeUInt8(flags | (attested.length > 0 ? 0x40 : 0))
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), head, attested])
  }
  const clientData = (type: string, challenge: unknown, { origin = usual.origin, crossOrigin = false }: Shown) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }))
  const answer = (response: object) => ({
    ...{ id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' },
    ...{ clientExtensionResults: {}, response },
  })
  return {
    id,
    /** The public key (COSE). */
    publicKey: coseKey,
    /** Makes the passkey, without a statement about the authenticator. */
    create(options: Options, shown: Shown = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const data = dataOf(shown, Buffer.concat([Buffer.alloc(16), length, id, coseKey]))
      const size = Buffer.alloc(2)
      size.writeUInt16BE(data.length)
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
        ...[Buffer.from('59', 'hex'), size, data],
      ])
      return answer({
        clientDataJSON: clientData('webauthn.create', options.challenge, shown).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      })
    },
    /** Answers a challenge with the passkey. */
    get(options: Options, shown: Shown = {}) {
      const client = clientData('webauthn.get', options.challenge, shown)
      const data = dataOf(shown, Buffer.alloc(0))
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
        ...(shown.userHandle === undefined ? {} : { userHandle: shown.userHandle }),
      })
    },
  }
}
