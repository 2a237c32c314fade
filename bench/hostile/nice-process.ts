import { type ChildProcess, spawn } from 'node:child_process'
import { nodeArguments } from '../node/node-arguments.ts'

/** Starts a program of this folder at nice 19, with one argument. It sends messages by IPC. */
export function startNiceProcess(name: 'generator' | 'lying-node', argument: string): ChildProcess {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const words = nodeArguments(new URL(`./${name}.${extension}`, import.meta.url))
  return spawn('nice', ['-n', '19', process.execPath, ...words, argument], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}
