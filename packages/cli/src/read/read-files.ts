import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { readTravel } from '@entente/readers'
import { readInputFile } from '../input-file.ts'
import { print } from '../output.ts'
import { summarise } from './summarise.ts'

/**
 * Reads each file and prints its reading. Exit status: 0 all read (findings allowed), 1 something quarantined.
 * Fails with `file-not-found` or `file-unreadable` before anything is printed.
 */
export function readFiles(files: readonly string[], json: boolean): 0 | 1 {
  const inputs = files.map((file) => ({ file, bytes: readInputFile(file) }))
  let status: 0 | 1 = 0
  for (const { file, bytes } of inputs) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const reading = readTravel(bytes, {
      file: file === '-' ? '-' : basename(file),
      sha256,
      receivedAt: new Date().toISOString(),
    })
    if (reading.outcome !== 'read') status = 1
    print(json ? `${JSON.stringify(reading)}\n` : `${summarise(reading).join('\n')}\n`)
  }
  return status
}
