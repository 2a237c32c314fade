import { concat, fromBase64, LogFault, sameBytes, utf8 } from '../log/bytes.ts'
import {
  challengeOfAct,
  digestOfContent,
  faultOfAct,
  fromBase64Url,
  type PasskeyAct,
  sha256,
  toBase64Url,
} from './act.ts'
import { type ImportedKey, importPublicKey, pairOfSignature } from './public-key.ts'

/** The passkey of which a signature is expected, and the addresses of the desk at the time. */
export interface ExpectedSigner {
  /** The id of the passkey, base64url. */
  credentialId: string
  /** The public key (COSE). */
  publicKey: Uint8Array
  /** The origins of the desk, such as `https://node.border.example`. */
  origins: readonly string[]
  /** The host for which the passkey was made. */
  rpId: string
}

/** What was decided and read, with the salt of the digest (base64). */
export interface ActReading {
  content: unknown
  salt: string
}

/** Why an act does not verify. `at` is the part, as in the answer to a refused request. */
export interface ActFault {
  at:
    | 'act'
    | 'passkey'
    | 'type'
    | 'challenge'
    | 'origin'
    | 'host'
    | 'presence'
    | 'verification'
    | 'signature'
    | 'reading'
  what: string
}

/** Imported keys by their bytes: many acts have one key. */
const imported = new Map<string, Promise<ImportedKey>>()
const mostImported = 1000

/**
 * Verifies a signed act: that its challenge was signed at this desk, by this passkey, after its owner was present and
 * showed a PIN or fingerprint; and, if the content is there, that the digest is that of the content. Returns null, or the
 * first fault. Never throws for a fault in what was given.
 *
 * It follows WebAuthn Level 3, 7.2. It does not check to which person the passkey belongs, and whether the act is in the log.
 */
export async function verifyAct(
  signed: PasskeyAct,
  signer: ExpectedSigner,
  read: ActReading | null = null,
): Promise<ActFault | null> {
  try {
    return await firstFault(signed, signer, read)
  } catch (error) {
    if (error instanceof LogFault) return { at: placeOf(error.where), what: error.message }
    if (error instanceof RangeError) return { at: 'reading', what: 'The content has a value that cannot be signed.' }
    throw error
  }
}

const placeOf = (where: string): ActFault['at'] =>
  where === 'signature' ? 'signature' : where === 'salt' ? 'reading' : 'passkey'

async function firstFault(
  signed: PasskeyAct,
  signer: ExpectedSigner,
  read: ActReading | null,
): Promise<ActFault | null> {
  const { act } = signed
  const wrong = faultOfAct(act)
  if (wrong !== null) return { at: 'act', what: `The field ${wrong} of the act has another form.` }
  if (signed.credentialId !== signer.credentialId) return { at: 'passkey', what: 'Another passkey signed.' }
  const client = fromBase64Url(signed.clientDataJSON, 'clientDataJSON')
  const data = readClientData(client)
  if (data.type !== 'webauthn.get') return { at: 'type', what: 'The client data is not that of a signature.' }
  if (data.challenge !== toBase64Url(await challengeOfAct(act)))
    return { at: 'challenge', what: 'The signature is for another act.' }
  if (!signer.origins.some((origin) => origin === data.origin) || data.crossOrigin === true)
    return { at: 'origin', what: 'The act was signed at another address.' }
  const authenticator = fromBase64Url(signed.authenticatorData, 'authenticatorData')
  if (authenticator.length < 37) return { at: 'passkey', what: 'The authenticator data is not whole.' }
  if (!sameBytes(authenticator.subarray(0, 32), await sha256(utf8(signer.rpId))))
    return { at: 'host', what: 'The passkey was used for another host.' }
  const flags = authenticator[32] ?? 0
  if ((flags & 0x01) === 0) return { at: 'presence', what: 'Nobody touched the authenticator.' }
  if ((flags & 0x04) === 0) return { at: 'verification', what: 'The authenticator asked for no PIN or fingerprint.' }
  const message = concat(authenticator, await sha256(client))
  if (!(await isSignedBy(signer, message, fromBase64Url(signed.signature, 'signature'))))
    return { at: 'signature', what: 'The signature is not one of this passkey over this act.' }
  if (read === null) return null
  const digest = await digestOfContent(read.content, fromBase64(read.salt, 'salt', 32))
  return digest === act.digest ? null : { at: 'reading', what: 'The content is not the one that was signed.' }
}

async function isSignedBy(signer: ExpectedSigner, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const { algorithm, key, der } = await keyOf(signer.publicKey)
  const bytes = new Uint8Array(der ? pairOfSignature(signature) : signature)
  return crypto.subtle.verify(algorithm, key, bytes, new Uint8Array(message))
}

function keyOf(cose: Uint8Array): Promise<ImportedKey> {
  const name = toBase64Url(cose)
  const known = imported.get(name)
  if (known !== undefined) return known
  if (imported.size >= mostImported) imported.clear()
  const made = importPublicKey(cose).catch((error: unknown) => {
    imported.delete(name)
    // Web Crypto refuses a point that is not on the curve with an error of its own.
    throw error instanceof LogFault ? error : new LogFault('public-key', 'publicKey', 'The public key is not valid.')
  })
  imported.set(name, made)
  return made
}

interface ClientData {
  type?: unknown
  challenge?: unknown
  origin?: unknown
  crossOrigin?: unknown
}

function readClientData(bytes: Uint8Array): ClientData {
  try {
    const data: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof data === 'object' && data !== null) return data
  } catch {}
  throw new LogFault('client-data', 'clientDataJSON', 'The client data is not JSON.')
}
