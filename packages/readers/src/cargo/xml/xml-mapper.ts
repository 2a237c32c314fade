import type { FindingCode } from '../../findings/severities.ts'
import type { CargoFile } from '../message/cargo-file.ts'
import type { XmlNode } from './xml-node.ts'

/**
 * How an element below an entered one is read:
 * - `attach`: its subtree is read whole and stays with its parent;
 * - `stream`: its subtree is read whole, handed to `whole`, and let go;
 * - `enter`: its children are asked for one by one; it is let go when it closes, after `closed`.
 */
export type ReadElement = 'attach' | 'stream' | 'enter'

/**
 * Maps one XML document. The root is entered. Elements are handed over in the order in which they close, and each one knows its
 * parents with the children that were attached before it.
 */
export interface XmlMapper {
  opened(node: XmlNode): ReadElement
  /** A streamed element is whole. */
  whole(node: XmlNode): void
  /** An entered element below the root closes. */
  closed?(node: XmlNode): void
  /** The root closes, with the children that are attached to it. */
  end(root: XmlNode): void
  /** The document ends before its root, because it is malformed. What was handed over is kept. */
  broken(): void
  /** Says why the whole document is no message of this kind, after a finding with that code. */
  readonly refused?: FindingCode | null
}

/** A root element and its mapper. */
export interface XmlFormat {
  /** The local name of the root. */
  root: string
  /** The namespace of the root; null if it has none. */
  namespace: string | null
  /** The most elements that are held at the same time, where one consignment with 10,000 items has more than usual. */
  heldElements?: number
  /** `isNamespaceKnown` is false if the name of the root fits and its namespace does not: the mapper reports it. */
  start(file: CargoFile, root: XmlNode): XmlMapper
}
