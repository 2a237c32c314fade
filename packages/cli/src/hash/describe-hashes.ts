import type { MediaHashes } from '@entente/contracts'

/** A file's hashes in lines for a person. Frames of a video are counted, not listed: they are in the JSON. */
export function describeHashes(hashes: MediaHashes): string[] {
  const { file, bytes, mediaType, image, pdq, video, vpdq, tmk, text, findings } = hashes
  const size = bytes === null ? '' : `, ${bytes} bytes`
  const lines: (string | null)[] = [
    `${file}: ${mediaType ?? 'unknown'}${size}`,
    row('md5', hashes.md5),
    row('sha1', hashes.sha1),
    row('sha256', hashes.sha256),
    image && row('image', `${image.width} x ${image.height}, ${image.frames} frame${image.frames === 1 ? '' : 's'}`),
    pdq && row('pdq', `${pdq.hash}  quality ${pdq.quality}${pdq.usable ? '' : ', not matched'}`),
    ...Object.entries(pdq?.dihedral ?? {}).map(([name, hash]) => row(name, hash)),
    video &&
      row('video', `${video.width} x ${video.height}, ${video.frames} frames at ${video.framesPerSecond} a second`),
    vpdq && row('vpdq', `${vpdq.frames.length} frames hashed`),
    tmk && row('tmk', `of ${tmk.frames} frames`),
    text &&
      row('text', `${text.sha256}  ${text.codePoints} code points${text.simhash ? `, simhash ${text.simhash}` : ''}`),
    ...(text?.urls ?? []).map((url) => row('url', url)),
    row('tlsh', hashes.tlsh),
    ...findings.map(({ severity, code, message }) => `  ${severity.padEnd(10)} ${code}: ${message}`),
  ]
  return lines.filter((line) => line !== null)
}

const row = (name: string, value: string | null): string | null =>
  value === null ? null : `  ${name.padEnd(10)} ${value}`
