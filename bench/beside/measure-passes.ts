import { cpuSeconds } from '../report/measure-cpu.ts'

interface Passes {
  items: number
  cpuSeconds: number
}
/** CPU seconds of one measurement after the warm-up. They are enough to include garbage collection. */
const warmUp = 0.5
const leastSeconds = 1.5

/** Repeats a pass over `items` items in this process: first as a warm-up, then until the passes have taken 1.5 CPU seconds. */
export function measurePasses(items: number, pass: () => void): Passes {
  for (let spent = 0; spent < warmUp; ) spent += cpuSeconds(pass)
  globalThis.gc?.()
  const measured = { items: 0, cpuSeconds: 0 }
  while (measured.cpuSeconds < leastSeconds) {
    measured.cpuSeconds += cpuSeconds(pass)
    measured.items += items
  }
  return measured
}
