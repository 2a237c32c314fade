import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

export interface Ffmpeg {
  ffmpeg: string
  ffprobe: string
}

/** Where systems put them. The search path of whoever started the process does not count: it may lead anywhere. */
const ffmpegFolders = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']

/** Both programs of ffmpeg, from the first folder that has them; null where none does. */
export function findFfmpeg(folders: readonly string[] = ffmpegFolders): Ffmpeg | null {
  for (const folder of folders) {
    const [ffmpeg, ffprobe] = [join(folder, 'ffmpeg'), join(folder, 'ffprobe')]
    if (runs(ffmpeg) && runs(ffprobe)) return { ffmpeg, ffprobe }
  }
  return null
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
