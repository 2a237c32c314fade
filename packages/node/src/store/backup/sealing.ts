import { ReadableStream as WebStream } from 'node:stream/web'
import { BackupError } from './errors.ts'

/** The public keys that can open a backup, or `clear` for a backup that anybody can read. */
export type Recipients = readonly string[] | 'clear'

/** An X25519 recipient of age v1: bech32 of 32 bytes. */
const form = /^age1[02-9ac-hj-np-z]{58}$/
/** A header of age has a line for each recipient. */
const mostRecipients = 20

/** Reads recipients that are separated by commas or spaces. Throws `BackupError` `recipient-invalid`, which names the wrong one. */
export function readRecipients(text: string): string[] {
  const recipients = [...new Set(text.split(/[\s,]+/).filter((one) => one !== ''))]
  for (const recipient of recipients) if (!form.test(recipient)) throw invalid(recipient)
  if (recipients.length > mostRecipients)
    throw new BackupError('recipient-invalid', `A backup has at most ${mostRecipients} recipients.`)
  return recipients
}

/** Throws `BackupError` `recipient-invalid` if a recipient was mistyped: each has a checksum. */
export async function checkRecipients(recipients: readonly string[]): Promise<void> {
  await encrypterFor(recipients)
}

/**
 * Encrypts a stream as an age v1 file (https://age-encryption.org/v1), in pieces of 64 KiB. Each recipient alone can open it.
 * Throws `BackupError` `recipient-invalid`.
 */
export async function* seal(
  recipients: readonly string[],
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const encrypter = await encrypterFor(recipients)
  // The types of the library are those of browsers.
  const plain = WebStream.from(source) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>
  yield* (await encrypter.encrypt(plain)) as unknown as AsyncIterable<Uint8Array>
}

async function encrypterFor(recipients: readonly string[]) {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  for (const recipient of recipients) {
    if (!form.test(recipient)) throw invalid(recipient)
    try {
      encrypter.addRecipient(recipient)
    } catch {
      throw invalid(recipient)
    }
  }
  return encrypter
}

/** A private key may be given by mistake, so it is not repeated. */
const invalid = (recipient: string): BackupError =>
  new BackupError(
    'recipient-invalid',
    /^age-secret-key/i.test(recipient)
      ? 'This is a private key: name the public one, which begins with age1. Keep the private key away from the node.'
      : `${recipient.slice(0, 100)} is no recipient: one begins with age1 and has 62 characters. "entente backup keygen FILE" makes one.`,
  )
