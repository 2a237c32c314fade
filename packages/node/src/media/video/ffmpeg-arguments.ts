/** Containers that ffmpeg may detect. Lists of other files are not among them, whatever a file pretends to be. */
const containers = [
  ...['mov', 'matroska', 'webm', 'avi', 'flv', 'asf', 'mpeg', 'mpegvideo', 'mpegts', 'ogg', 'gif', 'apng', 'png_pipe'],
]

/** Restricts both programs to the protocol for the file itself and to these containers. */
export const guarded = ['-v', 'error', '-protocol_whitelist', 'file,pipe', '-format_whitelist', containers.join(',')]

export function probeArguments(file: string): string[] {
  const stream = 'stream=width,height,avg_frame_rate,r_frame_rate,duration'
  return [
    ...guarded,
    '-select_streams',
    'v:0',
    '-show_entries',
    `${stream}:format=duration`,
    '-of',
    'json',
    `file:${file}`,
  ]
}

export const picked = ['-map', '0:v:0', '-an', '-sn', '-dn']
const rgb = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1']
const input = (file: string) => [...guarded, '-nostdin', '-threads', '1', '-noautorotate', '-i', `file:${file}`]

/**
 * Decodes every k-th frame at its coded size, as the vPDQ reference does. A second output has four bytes for each
 * decoded frame, because ffmpeg does not report their number otherwise.
 */
export function frameArguments(file: string, every: number, width: number, height: number): string[] {
  const filter = `select='not(mod(n\\,${every}))',scale=${width}:${height}:flags=area+accurate_rnd,format=rgb24`
  const count = ['-vf', 'scale=2:2:flags=neighbor,format=gray', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:3']
  const passed = [...picked, '-fps_mode', 'passthrough']
  return [...input(file), ...passed, '-vf', filter, ...rgb, ...passed, ...count]
}

/** Decodes frames at 64 x 64 and 15 a second, as TMK+PDQF requires. */
export function tmkArguments(file: string): string[] {
  return [...input(file), ...picked, '-s', '64x64', '-r', '15', ...rgb]
}
