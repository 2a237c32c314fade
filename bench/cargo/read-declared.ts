import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Declarations, readDeclarations } from '@entente/node/cargo-targeting'

/** Reads the two labelled files; null with a line on standard error if they are not there. */
export function readDeclared(data: string): { train: Declarations; valid: Declarations } | null {
  const folder = join(data, 'declarations')
  if (!existsSync(join(folder, 'train.csv'))) {
    process.stderr.write(`SKIPPED: there are no declarations in ${folder}; --data names the folder above them\n`)
    return null
  }
  const [train, valid] = ['train.csv', 'valid.csv'].map((name) =>
    readDeclarations(readFileSync(join(folder, name)), name),
  ) as [Declarations, Declarations]
  return { train, valid }
}
