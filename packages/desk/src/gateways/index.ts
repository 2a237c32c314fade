import type { DeskGateway } from '../app/gateway.ts'
import { cargo } from './cargo/index.ts'
import { content } from './content/index.ts'
import { travel } from './travel/index.ts'

/** The gateways of the desk, in the display order of their parts on shared pages. */
export const gateways: readonly DeskGateway[] = [travel, content, cargo]
