import { open, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { codeOf } from '../postgres/errors.ts'
import { syncFolder } from '../replace-file.ts'
import { BackupError } from './errors.ts'

const form = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/
/** A file of private keys has a few lines. */
const longestFile = 64 * 1024

/**
 * Makes a private key that opens backups and writes it to a new file that only its owner can read, in the form of `age-keygen`. Returns
 * the recipient, which is the public key. Throws `BackupError`: `identity-exists`, `identity-unwritable`.
 */
export async function makeIdentity(file: string, now: Date): Promise<string> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption')
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(`# created: ${now.toISOString()}\n# public key: ${recipient}\n${identity}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await syncFolder(dirname(resolve(file)))
  } catch (error) {
    if (codeOf(error) === 'EEXIST')
      throw new BackupError('identity-exists', `${file} exists already. Name a file that does not.`, error)
    throw new BackupError(
      'identity-unwritable',
      `${file} could not be written (${codeOf(error) ?? 'unknown reason'}).`,
      error,
    )
  }
  return recipient
}

/**
 * Reads the private keys of a file of `age-keygen` or `makeIdentity`, one a line. Its errors do not repeat a key. Throws `BackupError`
 * `identity-invalid` with the number of the line, and `identity-unreadable`.
 */
export async function readIdentities(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new BackupError(
      'identity-unreadable',
      `${file} cannot be read (${codeOf(error) ?? 'unknown reason'}).`,
      error,
    )
  })
  const invalid = (what: string): BackupError =>
    new BackupError('identity-invalid', `${file} ${what} Nothing was restored.`)
  if (text.startsWith('age-encryption.org/') || text.startsWith('-----BEGIN AGE'))
    throw invalid('is encrypted itself: decrypt it with age first.')
  if (text.length > longestFile) throw invalid('is too long for a file of private keys.')
  const identities: string[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const identity = line.trim()
    if (identity === '' || identity.startsWith('#')) continue
    const what = identity.startsWith('age1')
      ? 'is a public key: name the file with the private one.'
      : 'is no private key of age.'
    if (!form.test(identity) || !(await isSound(identity))) throw invalid(`line ${index + 1} ${what}`)
    identities.push(identity)
  }
  if (identities.length === 0) throw invalid('has no private key.')
  return identities
}

/** A private key ends with a checksum. */
async function isSound(identity: string): Promise<boolean> {
  const { Decrypter } = await import('age-encryption')
  try {
    new Decrypter().addIdentity(identity)
    return true
  } catch {
    return false
  }
}
