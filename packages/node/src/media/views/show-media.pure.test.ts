import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { MediaHasher } from '../hash-media.ts'
import { ffmpeg, makeVideo, noHurry, pngOfZeros, temporaryFolder, wavePicture } from '../made-media.fixture.ts'
import { ownTemporary } from '../own-temporary.fixture.ts'

const folder = temporaryFolder()
const temporary = ownTemporary()
const hasher = new MediaHasher({ decoders: 1, limits: noHurry })
afterAll(async () => {
  await hasher.close()
  folder.remove()
  expect(temporary.left('entente-look-')).toEqual([])
  temporary.restore()
})
const still = { width: 480, colour: false }

test('a picture is shown small, grey by default, upright and without metadata', async () => {
  const bytes = await wavePicture(960, 640).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const blurred = await hasher.show({ bytes, moving: false }, { width: 32, colour: false })
  expect(await sharp(blurred as Buffer).metadata()).toMatchObject({ format: 'png', width: 32, height: 48, channels: 1 })
  const shown = await hasher.show({ bytes, moving: false }, { ...still, colour: true })
  const metadata = await sharp(shown as Buffer).metadata()
  expect(metadata).toMatchObject({ width: 480, height: 720, channels: 3 })
  expect(metadata.exif).toBeUndefined()
  const wanted = await sharp(bytes).rotate().resize({ width: 480 }).raw().toBuffer()
  const got = await sharp(shown as Buffer)
    .raw()
    .toBuffer()
  const off = got.reduce((sum, value, at) => sum + Math.abs(value - (wanted[at] as number)), 0) / got.length
  expect(off).toBeLessThan(1)
})

test('an undecodable or too large file is not shown', async () => {
  expect(await hasher.show({ bytes: Buffer.from('<svg/>'), moving: false }, still)).toBeNull()
  expect(await hasher.show({ bytes: pngOfZeros(60_000, 60_000), moving: false }, still)).toBeNull()
})

describe.skipIf(ffmpeg === null)('of a video', () => {
  const path =
    ffmpeg === null
      ? ''
      : makeVideo(folder.path, 'clip.mp4', 'testsrc2=s=640x360:r=10:d=6', [
          ...['-f', 'lavfi', '-i', 'sine=d=6', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
        ])
  const file = () => ({ bytes: readFileSync(path), moving: true })
  const probe = (bytes: Buffer) => {
    const written = `${folder.path}/shown.mp4`
    writeFileSync(written, bytes)
    const args = ['-v', 'error', '-show_entries', 'stream=codec_type,width:format=duration', '-of', 'json', written]
    return JSON.parse(spawnSync(ffmpeg?.ffprobe ?? '', args).stdout.toString())
  }

  test('one frame of a moment is shown', async () => {
    const [first, later] = [
      await hasher.show(file(), { ...still, from: 0 }),
      await hasher.show(file(), { ...still, from: 4, colour: true }),
    ]
    expect(await sharp(first as Buffer).metadata()).toMatchObject({ width: 480, height: 270, channels: 1 })
    expect(await sharp(later as Buffer).metadata()).toMatchObject({ width: 480, height: 270, channels: 3 })
    expect(
      await sharp(later as Buffer)
        .greyscale()
        .raw()
        .toBuffer(),
    ).not.toEqual(
      await sharp(first as Buffer)
        .raw()
        .toBuffer(),
    )
  })

  test('a stretch is shown, without sound by default', async () => {
    const muted = probe((await hasher.show(file(), { ...still, from: 2, seconds: 2 })) as Buffer)
    expect(muted.streams).toEqual([{ codec_type: 'video', width: 480 }])
    expect(Number(muted.format.duration)).toBeCloseTo(2, 0)
    const audible = probe((await hasher.show(file(), { ...still, from: 2, seconds: 2, sound: true })) as Buffer)
    expect(audible.streams.map(({ codec_type: type }: { codec_type: string }) => type).sort()).toEqual([
      'audio',
      'video',
    ])
  })

  test('a file that is no video shows nothing', async () => {
    expect(await hasher.show({ bytes: Buffer.from('no video'), moving: true }, still)).toBeNull()
    expect(await hasher.show({ bytes: Buffer.from('no video'), moving: true }, { ...still, seconds: 2 })).toBeNull()
  })
})
