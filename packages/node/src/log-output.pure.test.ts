import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLogOutput } from './log-output.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-log-'))
const pipe = join(folder, 'pipe')
beforeAll(() => void execFileSync('mkfifo', [pipe]))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const line = (n: number) => `${JSON.stringify({ n, text: 'x'.repeat(1000) })}\n`
const readable = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((one) => JSON.parse(one) as { n?: number; event?: string; lines?: number })

/** Reads all that is in the pipe now. */
function readAll(reader: number): string {
  const pieces: Buffer[] = []
  const piece = Buffer.alloc(65_536)
  for (;;) {
    try {
      const length = readSync(reader, piece)
      if (length === 0) break
      pieces.push(Buffer.from(piece.subarray(0, length)))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') break
      throw error
    }
  }
  return Buffer.concat(pieces).toString()
}

test('a pipe that nobody reads drops lines, and says how many once it is read', async () => {
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(pipe, constants.O_WRONLY)
  try {
    const output = openLogOutput(writer)
    const written = 3000
    for (let n = 0; n < written; n++) output.write(line(n))
    expect(output.failing()).toBe(true)
    const dropped = output.dropped()
    // The pipe holds 64 KiB and the output 1 MiB.
    expect(dropped).toBeGreaterThan(1000)
    let text = ''
    await expect.poll(() => (text += readAll(reader)), { timeout: 30_000 }).toContain('log.lines-dropped')
    const lines = readable(text)
    expect(lines.at(-1)).toMatchObject({ event: 'log.lines-dropped', lines: dropped })
    expect(lines.slice(0, -1).map(({ n }) => n)).toEqual(Array.from({ length: written - dropped }, (_, n) => n))
    output.write(line(written))
    expect(readable(readAll(reader))).toMatchObject([{ n: written }])
    expect(output.failing()).toBe(false)
  } finally {
    closeSync(reader)
    closeSync(writer)
  }
})

test('a closed pipe and a full disk throw nothing', () => {
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  const closed = openSync(pipe, constants.O_WRONLY)
  const full = openSync('/dev/full', 'w')
  try {
    const outputs = [openLogOutput(closed), openLogOutput(full)]
    closeSync(reader)
    for (const output of outputs) {
      for (let n = 0; n < 2000; n++) output.write(line(n))
      expect(output.failing()).toBe(true)
      expect(output.dropped()).toBeGreaterThan(900)
    }
  } finally {
    closeSync(closed)
    closeSync(full)
  }
})

test('a log in a file is complete and in order', () => {
  const file = join(folder, 'log')
  const descriptor = openSync(file, 'a')
  const output = openLogOutput(descriptor)
  for (let n = 0; n < 100; n++) output.write(line(n))
  closeSync(descriptor)
  expect(readable(readFileSync(file, 'utf8')).map(({ n }) => n)).toEqual(Array.from({ length: 100 }, (_, n) => n))
})
