/** CPU seconds (user and system) of this process for one call. Garbage collection and compilation are paid for, since they run in the process too. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/**
 * Units of work per CPU second: the best of `rounds`, after a warm-up. `work` does `units` of them; it is repeated until a round takes a
 * third of a second, so that the clock's coarseness does not count.
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
