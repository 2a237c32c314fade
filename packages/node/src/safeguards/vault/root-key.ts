import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'
import { keysFolder, writeKeyFile } from '../keys/key-file.ts'
import { RootKeyError } from './root-key-error.ts'
import { keyBytes } from './seal-bytes.ts'

/** From where the root key comes. */
export type RootSource =
  | { from: 'file' }
  /** `file` has the passphrase; null: it is asked on the terminal. */
  | { from: 'passphrase'; file: string | null }
  /** A command line of the shell that prints the key as base64 or hex. */
  | { from: 'command'; command: string }

/** Asks for a line on the terminal without showing it; null if there is no terminal. */
export type AskSecret = ((question: string) => Promise<string>) | null

export const rootKeyName = 'root.key'
const saltName = 'root.salt'
/** argon2id with 64 MiB and 3 passes (RFC 9106, 4). */
const usualCost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 }
const commandLimitMs = 30_000
const shortestPassphrase = 12

const Salt = z.object({
  v: z.literal(1),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  memoryCost: z.int().min(8).max(4_194_304),
  timeCost: z.int().min(1).max(100),
  parallelism: z.int().min(1).max(16),
})

/**
 * Reads the root key: 32 bytes. With `make`, a missing key file or salt is made; that is only for a node that has sealed nothing yet.
 * Throws `RootKeyError` if the key is missing or has a wrong form. Whether it is the right key shows only when it opens an epoch key.
 */
export async function readRootKey(
  dataRoot: string,
  source: RootSource,
  options: { make: boolean; ask?: AskSecret; cost?: typeof usualCost },
): Promise<Buffer> {
  if (source.from === 'file') return readFileKey(dataRoot, options.make)
  if (source.from === 'command') return runKeyCommand(source.command)
  const passphrase = await readPassphrase(source.file, options.ask ?? null)
  return derive(passphrase, readSalt(dataRoot, options.make, options.cost ?? usualCost))
}

function readFileKey(dataRoot: string, make: boolean): Buffer {
  const path = join(keysFolder(dataRoot), rootKeyName)
  if (!existsSync(path)) {
    if (!make) throw new RootKeyError(`${path} is missing, and this node has sealed records. ${recover}`)
    writeKeyFile(dataRoot, rootKeyName, randomBytes(keyBytes))
  }
  const key = readFileSync(path)
  if (key.length !== keyBytes) throw new RootKeyError(`${path} is damaged: ${keyBytes} bytes are expected. ${recover}`)
  return key
}
const recover =
  'Copy the file from where you keep it, or run "entente keys root recover" with two of the three shares. No key was made.'

async function readPassphrase(file: string | null, ask: AskSecret): Promise<string> {
  let passphrase: string
  if (file !== null) {
    try {
      passphrase = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
    } catch (error) {
      const code = (error as { code?: string }).code ?? 'unknown reason'
      throw new RootKeyError(`The file with the passphrase, ${file}, cannot be read (${code}).`)
    }
  } else if (ask !== null) passphrase = await ask('Passphrase of the root key: ')
  else
    throw new RootKeyError(
      'The root key needs its passphrase: name a file in ENTENTE_ROOT_PASSPHRASE_FILE, load the credential root-passphrase in the systemd unit, or start on a terminal.',
    )
  if (passphrase.length < shortestPassphrase)
    throw new RootKeyError(`The passphrase of the root key has at least ${shortestPassphrase} characters.`)
  return passphrase
}

function readSalt(dataRoot: string, make: boolean, cost: typeof usualCost): z.infer<typeof Salt> {
  const path = join(keysFolder(dataRoot), saltName)
  if (!existsSync(path)) {
    if (!make)
      throw new RootKeyError(`${path} is missing: without it the passphrase gives another key. Copy it from a backup.`)
    const salt = newSalt(cost)
    writeKeyFile(dataRoot, saltName, Buffer.from(`${JSON.stringify(salt)}\n`))
    return salt
  }
  try {
    return Salt.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new RootKeyError(`${path} is damaged. Copy it from a backup.`)
  }
}

/** Makes a new salt. The passphrase then gives another key than before. */
const newSalt = (cost: typeof usualCost): z.infer<typeof Salt> => ({
  v: 1,
  salt: randomBytes(16).toString('hex'),
  ...cost,
})

const derive = (passphrase: string, { salt, memoryCost, timeCost, parallelism }: z.infer<typeof Salt>) =>
  // 2 is argon2id; the library declares its names as constants that the compiler would have to inline.
  hashRaw(passphrase.normalize('NFC'), {
    ...{ memoryCost, timeCost, parallelism, outputLen: keyBytes, algorithm: 2, version: 1 },
    salt: Buffer.from(salt, 'hex'),
  })

/** Runs a command that prints the root key. Its output never appears in an error. */
async function runKeyCommand(command: string, limitMs = commandLimitMs): Promise<Buffer> {
  // A group of its own, so that a late command ends with all that it started.
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
  let late = false
  const timer = setTimeout(() => {
    late = true
    end()
  }, limitMs)
  let printed = ''
  child.stdout.setEncoding('latin1')
  child.stdout.on('data', (text: string) => {
    printed += text
    // A key has 64 characters. A command that prints without end must not fill the memory.
    if (printed.length > 1024) end()
  })
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
    .catch((error: { code?: string }) => {
      throw new RootKeyError(`The command of the root key could not start (${error.code ?? 'unknown reason'}).`)
    })
    .finally(() => clearTimeout(timer))
  if (late) throw new RootKeyError(`The command of the root key did not end within ${limitMs / 1000} s.`)
  const key = status === 0 ? keyFrom(printed.trim()) : null
  if (status !== 0) throw new RootKeyError(`The command of the root key ended with status ${status ?? 'none'}.`)
  if (key === null) throw new RootKeyError('The command of the root key printed no 32 bytes in base64 or hex.')
  return key
}

/** Reads 32 bytes in hex, or in base64 of either alphabet. Returns null for anything else. */
function keyFrom(text: string): Buffer | null {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null
  const key = Buffer.from(text, 'base64')
  return key.length === keyBytes ? key : null
}

/** A root key that is to replace the present one, and what is written with it. */
export interface NewRoot {
  key: Buffer
  /** The file in the keys folder, and its content; null: a command prints the key. */
  file: { name: string; content: Buffer } | null
}

/**
 * Prepares another root key of the same kind: a random one, one of a new passphrase with a new salt, or the one that another command prints.
 * Nothing is written yet.
 */
export async function prepareRootKey(
  source: RootSource,
  options: { ask?: AskSecret; cost?: typeof usualCost } = {},
): Promise<NewRoot> {
  if (source.from === 'command') return { key: await runKeyCommand(source.command), file: null }
  if (source.from === 'file') {
    const key = randomBytes(keyBytes)
    return { key, file: { name: rootKeyName, content: key } }
  }
  const salt = newSalt(options.cost ?? usualCost)
  const key = await derive(await readPassphrase(source.file, options.ask ?? null), salt)
  return { key, file: { name: saltName, content: Buffer.from(`${JSON.stringify(salt)}\n`) } }
}

/** Writes what the next start needs to have the new root key. */
export function putRootInPlace(dataRoot: string, { file }: NewRoot): void {
  if (file !== null) writeKeyFile(dataRoot, file.name, file.content)
}
