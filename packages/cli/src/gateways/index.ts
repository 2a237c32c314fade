import type { CommandGateway } from '../command/command-gateway.ts'
import { cargo } from './cargo/index.ts'
import { content } from './content/index.ts'
import { travel } from './travel/index.ts'

/** The list of gateways in the command, one for each kind. */
export const gateways: readonly CommandGateway[] = [travel, content, cargo]
