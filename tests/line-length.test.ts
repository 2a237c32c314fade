import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from './imports.ts'

const longest = 400
/** Files that contain data: tables of words, readings of characters, compiled kernels. */
const isData = (file: string) => /\/(tables|generated)\//.test(file) || file === 'bench/names/name-pools.ts'

test('no line of source is longer than 400 characters', () => {
  const wrong = sourceFiles()
    .filter((file) => !isData(file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, at) => (line.length > longest ? [`${file}:${at + 1}`] : [])),
    )
  expect(wrong).toEqual([])
})
