import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { codeOf } from '../postgres/errors.ts'
import { BackupError, damaged, unreadable } from './errors.ts'

const pieceSize = 256 * 1024
/** The header of an age file has two short lines for each recipient. The limit stops a header that would fill the memory. */
const longestHeader = 64 * 1024
const magic = 'age-encryption.org/v1\n'

/**
 * Opens a backup as a stream of the bytes that gzip wrote; of an encrypted one, each piece of 64 KiB is checked before it is passed on.
 * The stream itself fails with `backup-damaged` or `backup-unreadable`. Throws `BackupError`: `backup-unreadable`, `backup-damaged`,
 * `identity-missing` for an encrypted backup without a private key, `identity-wrong` if none of the private keys opens it.
 */
export async function openBackup(file: string, identities: readonly string[]): Promise<Readable> {
  const head = await readHead(file)
  if (head.startsWith('-----BEGIN AGE'))
    throw damaged(file, 'it is the text form (armor) of an age file; decode it with age first')
  const source = createReadStream(file, { highWaterMark: pieceSize })
  if (!head.startsWith('age-encryption.org/')) return source
  source.on('error', () => {})
  try {
    if (!head.startsWith(magic)) throw damaged(file, 'it is no age file of version 1')
    if (identities.length === 0)
      throw new BackupError(
        'identity-missing',
        `${file} is encrypted: name the file with the private key (--identity FILE). Nothing was restored.`,
      )
    if (!/\n--- [^\n]*\n/.test(head)) throw damaged(file, 'its header is not complete')
    return Readable.from(opened(file, await decrypt(file, source, identities)), { objectMode: false })
  } catch (error) {
    source.destroy()
    throw error
  }
}

async function readHead(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r')
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestHeader), 0, longestHeader, 0)
      return buffer.toString('latin1', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw unreadable(file, error)
  }
}

async function decrypt(
  file: string,
  source: Readable,
  identities: readonly string[],
): Promise<AsyncIterable<Uint8Array>> {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    const bytes = Readable.toWeb(source) as ReadableStream<Uint8Array<ArrayBuffer>>
    return (await decrypter.decrypt(bytes)) as unknown as AsyncIterable<Uint8Array>
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no identity matched'))
      throw new BackupError(
        'identity-wrong',
        `${file} was encrypted for another private key, or its header is damaged. Nothing was restored.`,
        error,
      )
    throw codeOf(error) === null ? damaged(file, 'its header was changed') : unreadable(file, error)
  }
}

async function* opened(file: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces
  } catch (error) {
    throw codeOf(error) === null ? damaged(file, 'a part of it was changed or is missing') : unreadable(file, error)
  }
}
