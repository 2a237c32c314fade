import type { Logger } from 'pino'
import type { NodeKey } from '../keys/node-key.ts'
import type { PersonalStore } from './access-store.ts'

/** Dependencies of every module. A module takes `Pick<CoreDeps, ...>`. */
export interface CoreDeps {
  store: PersonalStore
  clock: () => Date
  log: Logger
  /** The id of this member, as signals and feedback contain it, and its display name. */
  member: { id: string; name: string }
  /** The key with which the node signs in this member's name. */
  nodeKey: NodeKey
  /** The folder for message bodies over 8 MB, the inbox and the keys. */
  dataRoot: string
}
