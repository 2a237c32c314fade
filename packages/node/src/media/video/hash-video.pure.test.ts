import { spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { hamming, pdq, type Tmk, tmkRead, tmkScore } from '@entente/matching/media'
import { afterAll, describe, expect, test } from 'vitest'
import { defaultLimits } from '../confine/limits.ts'
import { ffmpeg, makeVideo, noHurry, processesRunning, temporaryFolder } from '../made-media.fixture.ts'
import { findFfmpeg } from './find-ffmpeg.ts'
import { hashVideo, type VideoOptions } from './hash-video.ts'

const folder = temporaryFolder()
afterAll(folder.remove)
const h264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-g', '10']
const options: VideoOptions = { vpdq: true, secondsPerHash: 1, tmk: false }
const hash = (path: string, given: Partial<VideoOptions> = {}, limits = {}) => {
  if (ffmpeg === null) throw new Error('no ffmpeg')
  return hashVideo(path, ffmpeg, { ...options, ...given }, { ...defaultLimits, ...noHurry, ...limits })
}
const codes = ({ findings }: { findings: { code: string }[] }) => findings.map(({ code }) => code)

test('ffmpeg is null if it is not installed', () => {
  expect(findFfmpeg([folder.path])).toBeNull()
})

describe.skipIf(ffmpeg === null)('a video', () => {
  const clip = ffmpeg === null ? '' : makeVideo(folder.path, 'clip.mp4', 'testsrc2=s=320x240:r=10:d=4', h264)

  test('one frame a second of a video is hashed, and all frames are counted', async () => {
    const hashed = await hash(clip)
    expect(hashed.findings).toEqual([])
    expect(hashed.video).toEqual({ width: 320, height: 240, duration: 4, framesPerSecond: 10, frames: 40 })
    expect(hashed.vpdq).toMatchObject({ secondsPerHash: 1, width: 320, height: 240 })
    expect(hashed.vpdq?.frames.map(({ frame, time }) => [frame, time])).toEqual([
      [0, 0],
      [10, 1],
      [20, 2],
      [30, 3],
    ])
  })

  test('with 0 seconds per hash, every frame of a video is hashed', async () => {
    const hashed = await hash(clip, { secondsPerHash: 0 })
    expect(hashed.vpdq?.frames.map(({ frame }) => frame)).toEqual(Array.from({ length: 40 }, (_, i) => i))
    const args = ['-v', 'error', '-i', clip, '-vf', 'scale=320:240:flags=area+accurate_rnd', '-f', 'rawvideo']
    const { stdout } = spawnSync(ffmpeg?.ffmpeg ?? '', [...args, '-pix_fmt', 'rgb24', '-'], { maxBuffer: 1e8 })
    const size = 320 * 240 * 3
    for (const i of [0, 17, 39]) {
      const wanted = pdq(stdout.subarray(i * size, (i + 1) * size), 320, 240, { mode: 'full-resolution' })
      expect(hashed.vpdq?.frames[i]).toMatchObject(wanted)
    }
  })

  test('hashing a video reports its progress', async () => {
    const shares: number[] = []
    if (ffmpeg !== null)
      await hashVideo(clip, ffmpeg, options, { ...defaultLimits, ...noHurry }, (share) => shares.push(share))
    expect(shares).toEqual([0, 0.25, 0.5, 0.75])
  })

  test('a display matrix does not rotate a video before hashing', async () => {
    const turned = `${folder.path}/turned.mp4`
    spawnSync(ffmpeg?.ffmpeg ?? '', ['-v', 'error', '-display_rotation', '90', '-i', clip, '-c', 'copy', turned])
    const [plain, rotated] = [await hash(clip), await hash(turned)]
    expect(rotated.video).toMatchObject({ width: 320, height: 240 })
    expect(rotated.vpdq?.frames).toEqual(plain.vpdq?.frames)
  })

  test('the TMK+PDQF of a video is near that of a smaller copy only', async () => {
    const long = makeVideo(folder.path, 'long.mp4', 'testsrc2=s=320x240:r=15:d=6', h264)
    const small = makeVideo(folder.path, 'small.mp4', 'testsrc2=s=320x240:r=15:d=6', ['-vf', 'scale=160:120', ...h264])
    const other = makeVideo(folder.path, 'other.mp4', 'mandelbrot=s=160x120:r=15', [...h264, '-t', '6'])
    const made = []
    for (const path of [long, small, other]) {
      const { tmk, findings } = await hash(path, { tmk: true })
      expect(findings).toEqual([])
      made.push(tmkRead(Buffer.from(tmk?.base64 ?? '', 'base64')))
    }
    const [a, b, c] = made as [Tmk, Tmk, Tmk]
    expect(a.frameCount).toBe(90)
    expect(tmkScore(a, b).level1).toBeGreaterThan(0.9)
    expect(tmkScore(a, c).level1).toBeLessThan(0.7)
  })

  test('a file without a video stream is refused', async () => {
    const sound = makeVideo(folder.path, 'sound.mp4', 'sine=d=1', ['-c:a', 'aac'])
    expect(await hash(sound)).toMatchObject({ video: null, vpdq: null, findings: [{ code: 'VIDEO_NO_STREAM' }] })
  })

  test('a truncated video gives its readable frames and a finding', async () => {
    const whole = makeVideo(folder.path, 'whole.mp4', 'testsrc2=s=320x240:r=10:d=8', [
      ...h264,
      '-movflags',
      'faststart',
    ])
    const bytes = readFileSync(whole)
    const cut = `${folder.path}/cut.mp4`
    writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * 0.6)))
    const hashed = await hash(cut)
    expect(codes(hashed)).toEqual(['MEDIA_DAMAGED'])
    const full = await hash(whole)
    const [first, last] = [hashed.vpdq?.frames[0], full.vpdq?.frames[0]]
    expect(hamming(first?.hash ?? '', last?.hash ?? '')).toBe(0)
    expect(hashed.vpdq?.frames.length).toBeLessThan(full.vpdq?.frames.length ?? 0)
  })

  test('a video without its table of contents cannot be decoded', async () => {
    const cut = `${folder.path}/headless.mp4`
    writeFileSync(cut, readFileSync(clip).subarray(0, 2000))
    expect(await hash(cut)).toMatchObject({ video: null, findings: [{ code: 'MEDIA_UNDECODABLE', severity: 'error' }] })
  })

  test('hashing stops at the largest number of frames', async () => {
    const hashed = await hash(clip, { secondsPerHash: 0 }, { frames: 7 })
    expect(codes(hashed)).toEqual(['VIDEO_FRAMES_CAPPED'])
    expect(hashed.vpdq?.frames).toHaveLength(7)
  })

  test('a video that is longer or larger than allowed is not decoded', async () => {
    expect(codes(await hash(clip, {}, { duration: 3 }))).toEqual(['MEDIA_TOO_LARGE'])
    expect(codes(await hash(clip, {}, { side: 300 }))).toEqual(['MEDIA_TOO_LARGE'])
  })

  test('hashing over its time limit ends and gives the frames decoded until then', async () => {
    const endless = makeVideo(folder.path, 'endless.mp4', 'testsrc2=s=640x480:r=30:d=60', [
      ...h264,
      '-preset',
      'ultrafast',
    ])
    const hashed = await hash(endless, { secondsPerHash: 0 }, { videoSeconds: 0.6 })
    expect(codes(hashed)).toEqual(['MEDIA_DECODE_TIMEOUT'])
    expect(hashed.video).toMatchObject({ width: 640, height: 480 })
    expect(processesRunning('video-child')).toEqual([])
    expect(spawnSync('pgrep', ['-f', endless]).stdout.toString()).toBe('')
  })

  test('a small animation with a long duration does not get minutes of a decoder', async () => {
    const still = makeVideo(folder.path, 'still.gif', 'color=gray:s=1500x1500:r=10:d=30', [])
    expect(statSync(still).size).toBeLessThan(100_000)
    const limits = { videoLeastSeconds: 0.1, videoSecondsPerMegabyte: 1 }
    expect(codes(await hash(still, {}, limits))).toEqual(['MEDIA_DECODE_TIMEOUT'])
    expect(codes(await hash(still, {}, { ...limits, videoLeastSeconds: 300 }))).toEqual([])
  })

  test('a video whose process is killed is decoded once more', async () => {
    const endless = makeVideo(folder.path, 'killed.mp4', 'testsrc2=s=640x480:r=30:d=20', [
      ...h264,
      '-preset',
      'ultrafast',
    ])
    const hashed = hash(endless, { secondsPerHash: 0 })
    await expect.poll(() => processesRunning('video-child').length, { timeout: 60_000 }).toBe(1)
    const [pid] = processesRunning('video-child')
    process.kill(pid as number, 'SIGKILL')
    expect(codes(await hashed)).toEqual([])
    expect((await hashed).vpdq?.frames).toHaveLength(600)
  })

  test('a playlist with the name of a video is not opened', async () => {
    const list = `${folder.path}/list.mp4`
    writeFileSync(list, `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:${clip}\n#EXT-X-ENDLIST\n`)
    expect(await hash(list)).toMatchObject({ video: null, findings: [{ code: 'MEDIA_UNDECODABLE' }] })
  })

  test('a moving GIF is hashed as a video', async () => {
    const gif = makeVideo(folder.path, 'moving.gif', 'testsrc2=s=120x90:r=10:d=2', [])
    expect((await hash(gif)).video).toMatchObject({ width: 120, height: 90, frames: 20 })
  })
})
