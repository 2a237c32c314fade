import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import type { Attachment, AttachmentPage, BiometricImage } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult } from '../command/output.ts'
import type { SignalOptions } from './signal-options.ts'

export interface CopyOptions extends SignalOptions {
  reason: string
  out: string
}

const pathOf = (id: string, ...more: string[]): string =>
  ['/v1/signals', id, 'attachments', ...more]
    .map((part, place) => (place === 0 ? part : encodeURIComponent(part)))
    .join('/')

/** Attaches a file to a signal of this member. A refusal changes nothing. */
export async function attachFile(id: string, file: string, options: SignalOptions): Promise<void> {
  const bytes = readInputFile(file)
  const attachment = await nodeClient(options).call<Attachment>('POST', pathOf(id), bytes)
  printResult(options.json, attachment, () => [`added ${attachment.id}`, ...linesOf(attachment).slice(1)])
}

/** Prints the files of a signal, with the facts that they state about each picture. */
export async function listAttachments(id: string, options: SignalOptions): Promise<void> {
  const page = await nodeClient(options).call<AttachmentPage>('GET', pathOf(id))
  printResult(options.json, page, () =>
    page.items.length === 0 ? ['This signal has no file.'] : page.items.flatMap(linesOf),
  )
}

/** Writes a copy of an attached file. It never overwrites a file, and checks this first, because the node logs every copy. */
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
    if (code === 'EEXIST') throw new CommandFailure('file-exists', `${path} exists already.`, 2)
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

/** Describes the stated facts. A quality above 100 means that none could be determined. */
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
