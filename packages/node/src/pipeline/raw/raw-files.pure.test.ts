import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rawFolder, writeRawChunks } from './raw-files.ts'

type Handle = Awaited<ReturnType<typeof open>>
let root: string
let handles: Handle
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'entente-raw-'))
  const file = await open(join(root, 'any'), 'w')
  await file.close()
  handles = Object.getPrototypeOf(file) as Handle
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(root, { recursive: true })
})

async function* chunks() {
  yield Buffer.from('one ')
  yield Buffer.from('two ')
  yield Buffer.from('three')
}

test('a short write of the disk loses no bytes', async () => {
  const { write } = handles
  vi.spyOn(handles, 'write').mockImplementation(function (this: Handle, bytes: Uint8Array) {
    return write.call(this, bytes.subarray(0, 1) as never) as never
  } as never)
  await writeRawChunks(root, 'message', chunks())
  expect(readFileSync(join(rawFolder(root), 'message'), 'utf8')).toBe('one two three')
})

test('a file with fewer bytes than arrived gets no name', async () => {
  const { writeFile } = handles
  vi.spyOn(handles, 'writeFile').mockImplementation(function (this: Handle, bytes: Uint8Array) {
    return writeFile.call(this, Buffer.from(bytes.subarray(1)) as never)
  } as never)
  await expect(writeRawChunks(root, 'message', chunks())).rejects.toThrow('10 of 13 bytes')
  expect(readdirSync(rawFolder(root))).toEqual([])
})
