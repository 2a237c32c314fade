import * as african from './african.ts'
import * as middleEast from './arabic-persian-turkish.ts'
import * as asian from './asian.ts'
import type { NameCulture } from './culture.ts'
import * as european from './european.ts'
import * as eastern from './slavic-greek-hebrew.ts'

/** All name cultures. The names are common ones, combined at random; no real person is meant. */
export const cultures: readonly NameCulture[] = [middleEast, eastern, asian, african, european].flatMap((module) =>
  Object.values(module),
)
