import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Files whose compressed forms are stored beside them. Fonts and pictures are compressed already. */
const compressible = /\.(css|html|js|json|svg)$/
const mark = 'RELEASE'

/**
 * Completes a built desk: names the release by the digest of its files, writes the name into `index.html`, stores each text file as brotli and gzip beside
 * it, and lists the files in `desk.json`. The node serves only what is listed.
 */
export function finishBuild(folder: string): void {
  const names = filesIn(folder)
  const release = createHash('sha256')
    .update(names.map((name) => `${name} ${digestOf(readFileSync(join(folder, name)))}\n`).join(''))
    .digest('hex')
    .slice(0, 16)
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  if (!page.includes(`content="${mark}"`)) throw new Error('index.html has no place for the name of the release')
  writeFileSync(join(folder, 'index.html'), page.replace(`content="${mark}"`, `content="${release}"`))
  const files = Object.fromEntries(
    names.map((name) => {
      const bytes = readFileSync(join(folder, name))
      const compressed = compressible.test(name)
      if (compressed) {
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }))
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }))
      }
      return [name, { sha256: digestOf(bytes), compressed }]
    }),
  )
  writeFileSync(join(folder, 'desk.json'), `${JSON.stringify({ release, files }, null, 1)}\n`)
}

/** Returns the paths of the built files, without those that this step writes. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !/\.(br|gz)$|^desk\.json$|^\.vite\//.test(name))
    .sort()

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
