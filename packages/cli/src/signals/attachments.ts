import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import type { Attachment, AttachmentPage, BiometricImage } from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { printResult } from '../output.ts'
import type { CopyOptions } from './attachments-command.ts'
import type { SignalOptions } from './signals-command.ts'

const pathOf = (id: string, ...more: string[]): string =>
  ['/v1/signals', id, 'attachments', ...more]
    .map((part, place) => (place === 0 ? part : encodeURIComponent(part)))
    .join('/')

/** Lays a file beside a signal of one's own. What is refused of it changes nothing. */
export async function attachFile(id: string, file: string, options: SignalOptions): Promise<void> {
  const bytes = readInputFile(file)
  const attachment = await nodeClient(options).call<Attachment>('POST', pathOf(id), bytes)
  printResult(options.json, attachment, () => [`added ${attachment.id}`, ...linesOf(attachment).slice(1)])
}

/** Files beside a signal, with each picture as its format states it. */
export async function listAttachments(id: string, options: SignalOptions): Promise<void> {
  const page = await nodeClient(options).call<AttachmentPage>('GET', pathOf(id))
  printResult(options.json, page, () =>
    page.items.length === 0 ? ['No file lies beside this signal.'] : page.items.flatMap(linesOf),
  )
}

/** Writes a copy of a file beside a signal, over no other file: where one stands, none is asked for, and no copy is logged that nobody has. */
export async function copyAttachment(id: string, attachment: string, options: CopyOptions): Promise<void> {
  const client = nodeClient(options)
  const file = openNew(options.out)
  try {
    const bytes = await client.bytes('POST', pathOf(id, attachment, 'copy'), { reason: options.reason })
    writeFileSync(file, bytes)
    printResult(options.json, { file: options.out, bytes: bytes.length }, () => [
      `${bytes.length} bytes in ${options.out}`,
    ])
  } catch (error) {
    rmSync(options.out)
    throw error
  } finally {
    closeSync(file)
  }
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new CommandFailure('file-exists', `${path} is there already.`, 2)
    throw new CommandFailure('file-not-written', `${path} cannot be written (${code ?? 'unknown'}).`, 2)
  }
}

export async function detachFile(id: string, attachment: string, options: SignalOptions): Promise<void> {
  await nodeClient(options).call('DELETE', pathOf(id, attachment))
  printResult(options.json, { removed: attachment }, () => [`removed ${attachment}`])
}

function linesOf({ id, bytes, addedAt, reading }: Attachment): string[] {
  const edition = reading.edition === null ? '' : ` ${reading.edition}`
  return [
    `${id}  ${reading.format}${edition}  ${bytes} bytes  added ${addedAt}`,
    ...reading.images.map((image) => `  ${statedOf(image)}`),
    ...reading.findings.map(
      ({ code, message, position }) => `  ${code} at byte ${String(position?.byte ?? '?')}: ${message}`,
    ),
  ]
}

/** What is not stated is left out. Above 100 a format says that no quality could be given. */
function statedOf({ modality, recordType, compression, width, height, resolution, quality }: BiometricImage): string {
  return [
    modality,
    recordType === null ? null : `record type ${recordType}`,
    compression,
    width === null || height === null ? null : `${width} x ${height} pixels`,
    resolution === null ? null : `${resolution} pixels an inch`,
    quality === null || quality > 100 ? null : `quality ${quality} of 100`,
  ]
    .filter((part) => part !== null)
    .join(', ')
}
