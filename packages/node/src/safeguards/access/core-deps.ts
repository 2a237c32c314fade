import type { Logger } from 'pino'
import type { NodeKey } from '../keys/node-key.ts'
import type { PersonalStore } from './access-store.ts'

/** What every room of the node is handed. Rooms take `Pick<CoreDeps, ...>` of it. */
export interface CoreDeps {
  store: PersonalStore
  clock: () => Date
  log: Logger
  /** This member's id, as signals and feedback name it, and its name on screens. */
  member: { id: string; name: string }
  /** By which the node signs in this member's name. */
  nodeKey: NodeKey
  /** Folder for message bodies over 8 MB, inbox and keys. */
  dataRoot: string
}
