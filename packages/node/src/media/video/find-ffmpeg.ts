import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

export interface Ffmpeg {
  ffmpeg: string
  ffprobe: string
}

/** Usual folders of ffmpeg. The search path of the process is ignored: it may lead anywhere. */
const ffmpegFolders = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']

/** Finds both programs of ffmpeg in the first folder that has them; null if none does. */
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
