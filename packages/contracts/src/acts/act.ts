import { concat, fromBase64, hexOf, LogFault, toBase64, utf8 } from '../log/bytes.ts'
import { canonicalJson } from '../terms/canonical.ts'

/**
 * What a person signs: who did what, in which role, when, about what, and the digest of what they decided and read.
 * `about` names a thing and its version (`case:<id>@<version>`), or a thing without versions (`account:<id>`). `digest` is
 * base64 of 32 bytes, `nonce` of 16.
 */
export interface Act {
  v: 1
  id: string
  type: string
  node: string
  account: string
  person: string
  role: string
  at: string
  about: string
  digest: string
  nonce: string
}

/** An act with the answer of an authenticator (WebAuthn 6.3.3); all four texts are base64url without padding. */
export interface PasskeyAct {
  act: Act
  credentialId: string
  authenticatorData: string
  clientDataJSON: string
  signature: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The form of each field. Types, roles and kinds of things are added by modules, so they are checked by form alone. */
const fields: Record<keyof Act, (value: unknown) => boolean> = {
  v: (value) => value === 1,
  id: (value) => isText(value, uuid),
  type: (value) => isText(value, /^[a-z]+(\.[a-z-]+)+$/),
  node: (value) => isText(value, /^[^\s+]+$/),
  account: (value) => isText(value, uuid),
  person: (value) => isText(value, uuid),
  role: (value) => isText(value, /^[a-z-]+$/),
  at: (value) => isText(value, instant) && !Number.isNaN(Date.parse(value as string)),
  about: (value) => isText(value, /^[a-z-]{2,20}:[A-Za-z0-9_.:-]{1,120}(@[1-9]\d{0,9})?$/),
  digest: (value) => isBytes(value, 32),
  nonce: (value) => isBytes(value, 16),
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value)
}

function isBytes(value: unknown, length: number): boolean {
  try {
    return typeof value === 'string' && fromBase64(value, '', length).length === length
  } catch {
    return false
  }
}

/** Returns the name of the first field that is missing, unknown or of another form; null if the value is an act. */
export function faultOfAct(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'act'
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(fields, name))
  if (unknown !== undefined) return unknown
  const act = value as Record<string, unknown>
  return Object.entries(fields).find(([name, isForm]) => !isForm(act[name]))?.[0] ?? null
}

/** Web Crypto takes no view on memory that other threads share; a copy is on memory of its own. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

/** Returns the SHA-256 of bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytes)))
}

/**
 * Returns the digest of a content: base64 of HMAC-SHA-256 under the salt (32 bytes) over its canonical JSON (RFC 8785). Without
 * the salt it tells nothing about the content. Throws RangeError for a content with fractions or other types than those of
 * JSON.
 */
export async function digestOfContent(content: unknown, salt: Uint8Array): Promise<string> {
  const key = await crypto.subtle.importKey('raw', own(salt), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const bytes = utf8(`entente/act-content/v1\n${canonicalJson(content)}`)
  return toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', key, own(bytes))))
}

/** Returns the challenge that an authenticator signs for an act: the SHA-256 of its canonical JSON with a label in front. */
export const challengeOfAct = (act: Act): Promise<Uint8Array> => sha256(utf8(`entente/act/v1\n${canonicalJson(act)}`))

/** Returns base64url without padding (RFC 4648, 5). */
export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Reads base64url without padding. Throws LogFault for anything else, and for a second spelling of the same bytes. */
export function fromBase64Url(text: string, where: string): Uint8Array {
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]*$/.test(text))
    throw new LogFault('base64', where, 'This is not base64url.')
  const standard = text.replaceAll('-', '+').replaceAll('_', '/')
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='), where)
}

/**
 * Returns the SHA-256, hexadecimal, of the public key (COSE) in the authenticator data of a new passkey (WebAuthn 6.5.1); null if the data has
 * no key, or has extensions behind it.
 */
export async function keyOfNewPasskey(authenticatorData: Uint8Array): Promise<string | null> {
  const flags = authenticatorData[32] ?? 0
  const start = 55 + (((authenticatorData[53] ?? 0) << 8) | (authenticatorData[54] ?? 0))
  if ((flags & 0x40) === 0 || (flags & 0x80) !== 0 || start >= authenticatorData.length) return null
  return hexOf(await sha256(authenticatorData.subarray(start)))
}

/** Returns the commitment to a signed act for the log: base64 of the SHA-256 over challenge and signature. */
export async function commitmentToAct(act: Act, signature: string | null): Promise<string> {
  const signed = signature === null ? new Uint8Array() : fromBase64Url(signature, 'signature')
  return toBase64(await sha256(concat(await challengeOfAct(act), signed)))
}

/** Returns the kind and id of what an act is about, and its version; null if the thing has no versions. */
export function partsOfAbout(about: string): { thing: string; version: number | null } {
  const [thing = '', version] = about.split('@')
  return { thing, version: version === undefined ? null : Number(version) }
}
