/** Measures the CPU seconds (user and system) of this process for one call, including garbage collection and compilation. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/**
 * Measures units of work per CPU second. The result is the best of `rounds` after a warm-up. One call of `work` does `units` units. A round repeats
 * the call for at least a third of a second, because the clock is coarse.
 */
export function bestRate(units: number, work: () => void, rounds = 5): number {
  cpuSeconds(work)
  const once = Math.max(1e-6, Math.min(cpuSeconds(work), cpuSeconds(work)))
  const turns = Math.max(1, Math.ceil(0.35 / once))
  let best = 0
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.()
    const seconds = cpuSeconds(() => {
      for (let turn = 0; turn < turns; turn++) work()
    })
    best = Math.max(best, (units * turns) / seconds)
  }
  return best
}
