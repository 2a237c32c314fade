import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readParts } from './read-parts.ts'

const limits = { files: 1e6, fields: 1000, inMemory: 1000 }
const type = 'multipart/form-data; boundary=frontier'
const part = (head: string, content: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`--frontier\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
const end = Buffer.from('--frontier--\r\n')
async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test('the size of the chunks does not change how a form is read', async () => {
  // Bytes like the beginning of a delimiter, and a whole delimiter that is not at the beginning of a line.
  const small = Buffer.from('\r\n--fron\r\n--frontie--frontier\r\n\r')
  const large = Buffer.concat([randomBytes(3000), Buffer.from('\r\n--front'), randomBytes(10)])
  const form = Buffer.concat([
    part('name="uploadId"', 'é 1'),
    part('name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg', small),
    part('name="other"; filename="b"', randomBytes(2000)),
    part('name="file"; filename="b.mp4"', large),
    part('name="text"', ''),
    end,
  ])
  for (const size of [1, 2, 3, 7, 11, 64, 1000, form.length]) {
    const { fields, files, release } = await readParts(inPieces(form, size), type, limits)
    expect([...fields]).toEqual([
      ['uploadId', 'é 1'],
      ['text', ''],
    ])
    expect(files.map(({ name }) => name)).toEqual(['a.jpg', 'b.mp4'])
    const [first, second] = files.map(({ content }) => content)
    expect(first).toEqual({ bytes: small })
    const path = second !== undefined && 'path' in second ? second.path : ''
    expect(readFileSync(path)).toEqual(large)
    expect(files[1]?.sha256).toEqual(createHash('sha256').update(large).digest())
    await release()
    expect(existsSync(path)).toBe(false)
  }
})

test('a form that is too large, incomplete or malformed is refused', async () => {
  const read = async (bytes: Buffer, given = limits, contentType = type) => {
    try {
      await (await readParts(inPieces(bytes, 50), contentType, given)).release()
      return 'read'
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  const file = part('name="file"; filename="a"', randomBytes(2000))
  expect(await read(Buffer.concat([file, end]))).toBe('read')
  expect(await read(Buffer.concat([file, end]), { ...limits, files: 1999 })).toBe('too-large')
  expect(await read(Buffer.concat([part('name="text"', 'a'.repeat(1001)), end]))).toBe('too-large')
  expect(await read(file)).toBe('body-invalid')
  expect(await read(end.subarray(0, 4))).toBe('body-invalid')
  expect(await read(Buffer.concat([part('filename="a"', 'x'), end]))).toBe('body-invalid')
  expect(await read(Buffer.from('{"uploadId":"x"}'))).toBe('body-invalid')
  expect(await read(Buffer.concat([file, end]), limits, 'multipart/form-data')).toBe('body-invalid')
  expect(await read(Buffer.from(`--frontier\r\n${'x'.repeat(20_000)}`))).toBe('body-invalid')
  // Heads count too: many of them are as large as a file.
  const empty = (many: number) => Array.from({ length: many }, (_, n) => part(`name="${n}"`, ''))
  expect(await read(Buffer.concat([...empty(1100), end]))).toBe('read')
  expect(await read(Buffer.concat([...empty(1101), end]))).toBe('too-large')
})
