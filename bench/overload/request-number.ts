/** The header by which the node's times of a request are found. */
export const numberHeader = 'x-bench-request'

/** Returns milliseconds of the monotonic clock of the machine, which is the same in all processes. */
export const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6
