export { hashLines } from './hash-lines.ts'
export type { MispEvent } from './misp-event.ts'
export { manifestEntry } from './signal-to-event.ts'
