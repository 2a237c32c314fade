import type { CommandGateway } from '../command/command-gateway.ts'
import { content } from './content/index.ts'
import { travel } from './travel/index.ts'

/** The registry of gateways in the command: a line for each kind. */
export const gateways: readonly CommandGateway[] = [travel, content]
