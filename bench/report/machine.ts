import { arch, cpus, loadavg, platform, totalmem } from 'node:os'

export interface Machine {
  cores: number
  model: string
  memoryGB: number
  platform: string
  node: string
  /** Load average of the last minute before the run. On a busy machine the measured rates are low. */
  load: number
}

export function describeMachine(): Machine {
  const cores = cpus()
  return {
    cores: cores.length,
    model: cores[0]?.model.trim() ?? 'unknown',
    memoryGB: Math.round(totalmem() / 1e9),
    platform: `${platform()} ${arch()}`,
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  }
}
