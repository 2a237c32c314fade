export type { MispEvent } from './misp-event.ts'
export { hashLines, manifestEntry } from './signal-to-event.ts'
