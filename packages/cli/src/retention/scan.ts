import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { CommandFailure } from '../command/failure.ts'
import { printResult, progressBar } from '../command/output.ts'

interface Found {
  file: string
  offset: number
  form: string
}
interface ScanResult {
  files: number
  bytes: number
  found: Found[]
  /** Files that could not be read. The scan says nothing about them. */
  unread: string[]
}

const fewestCharacters = 4
const mostFound = 1000

/**
 * Searches every file of a data folder for texts: in UTF-8 as given, in capitals and in small letters, in UTF-16, and as hex or base64 of UTF-8. Text inside
 * a compressed or sealed file is not found. The exit status is 0 if nothing was found, 1 if something was, and 2 if the
 * folder or one of its files cannot be read.
 */
export async function scanFolder(options: { canary: string[]; data?: string; json?: boolean }): Promise<0 | 1 | 2> {
  const short = options.canary.find((text) => [...text].length < fewestCharacters)
  if (short !== undefined) throw new CommandFailure('usage', `--canary has at least ${fewestCharacters} characters.`)
  const { readConfig } = await import('@entente/node')
  const folder = options.data ?? readConfig(process.env).dataRoot
  const files: string[] = []
  await listFiles(folder, files, true)
  const forms = options.canary.flatMap(formsOf)
  const result: ScanResult = { files: 0, bytes: 0, found: [], unread: [] }
  const bar = progressBar('files', options.json !== true)
  for (const file of files) {
    await scanFile(folder, file, forms, result)
    bar.update(result.files, files.length)
  }
  bar.end()
  printResult(options.json, result, () => [
    `${result.files} files, ${result.bytes} bytes: ${result.found.length === 0 ? 'nothing found' : `found ${result.found.length} times`}`,
    ...result.found.map(({ file, offset, form }) => `${file} at byte ${offset}, as ${form}`),
    ...result.unread.map((file) => `not read: ${file}`),
  ])
  return result.found.length > 0 ? 1 : result.unread.length > 0 ? 2 : 0
}

async function listFiles(folder: string, files: string[], isFirst = false): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (isFirst) throw new CommandFailure('folder-unreadable', `${folder} cannot be read (${error.code ?? 'unknown'}).`)
    files.push(folder)
    return []
  })
  for (const entry of entries) {
    if (entry.isDirectory()) await listFiles(join(folder, entry.name), files)
    else if (entry.isFile()) files.push(join(folder, entry.name))
  }
}

interface Form {
  form: string
  bytes: Buffer
}

function formsOf(text: string): Form[] {
  const utf8 = Buffer.from(text)
  const big = Buffer.from(text, 'utf16le').swap16()
  const hex = utf8.toString('hex')
  const forms: Form[] = [
    ...[...new Set([text, text.toUpperCase(), text.toLowerCase()])].map((one) => ({
      form: 'text',
      bytes: Buffer.from(one),
    })),
    ...[Buffer.from(text, 'utf16le'), big].map((bytes) => ({ form: 'UTF-16', bytes })),
    ...[hex, hex.toUpperCase()].map((one) => ({ form: 'hex', bytes: Buffer.from(one) })),
  ]
  // The letters of base64 that depend on this text alone, wherever it begins in its group of three bytes.
  for (const before of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(before), utf8])
      .toString('base64')
      .replaceAll('=', '')
    const last = (before + utf8.length) % 3 === 0 ? whole.length : whole.length - 1
    forms.push({ form: 'base64', bytes: Buffer.from(whole.slice([0, 2, 3][before], last)) })
  }
  return forms
}

async function scanFile(folder: string, file: string, forms: readonly Form[], result: ScanResult): Promise<void> {
  const name = relative(folder, file)
  const overlap = Math.max(...forms.map(({ bytes }) => bytes.length)) - 1
  let before: Buffer = Buffer.alloc(0)
  let start = 0
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      const window = Buffer.concat([before, chunk])
      for (const { form, bytes } of forms)
        for (
          let at = window.indexOf(bytes);
          at >= 0 && result.found.length < mostFound;
          at = window.indexOf(bytes, at + 1)
        )
          // What ends inside the overlap was found in the former window.
          if (at + bytes.length > before.length) result.found.push({ file: name, offset: start + at, form })
      result.bytes += chunk.length
      start += window.length
      before = window.subarray(Math.max(0, window.length - overlap))
      start -= before.length
    }
    result.files += 1
  } catch (error) {
    // A file that the database removed meanwhile is gone.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && (await lstat(file).catch(() => null)) === null) return
    result.unread.push(name)
  }
}
